import type { ServerResponse } from "node:http";
import { z } from "zod";
import { Mix, Override } from "./arrangements";
import type { Bank } from "./bank";
import type { Booking } from "./booking";
import { beside, Companions } from "./companions";
import { type faults, InjectedFault } from "./faults";
import { APPROVED, isApproved } from "./results";
import { Delivery, type webhooks } from "./webhooks";
import { sendJson, type Wire } from "./wire";

/** A line of the ledger: all that a merchant's own books can be held against. */
export type SandboxLedgerLine = Pick<
  Booking,
  | "transactionId"
  | "entityId"
  | "reference"
  | "type"
  | "amount"
  | "currency"
  | "code"
  | "registrationId"
  | "referencedId"
  | "checkoutId"
  | "at"
> & {
  isApproved: boolean;
  /** A repeated Mastercard charge that did not name the payment its card was stored with. */
  lacksLink: boolean;
};

/**
 * What banks do later, of their own accord (CB, CBR, RDR), what somebody does in the gateway's back office (RF, RV,
 * CR), and what the gateway keeps beside a payment (3D, RI). CBR leans on a chargeback, the others on a payment.
 * `reference`: the one it is booked under; without it that of the payment, and none for the back office.
 */
export const LaterBooking = z.object({
  type: z.enum(["CB", "CBR", "RDR", "RF", "RV", "CR", "3D", "RI"]),
  transactionId: z.string(),
  amount: z.number().int().positive().optional(),
  reference: z.string().nullable().optional(),
});
const Resolution = z.object({ transactionId: z.string(), code: z.string().regex(/^\d{3}\.\d{3}\.\d{3}$/) });
const Order = z.object({ order: z.enum(["booked", "reversed", "shuffled"]).default("booked") });

const Latency = z.object({ ms: z.number().min(0).max(600_000) });
const Expiry = z.object({ checkoutId: z.string() });

const NOWHERE = { error: "there is nothing like it to arrange" };
const DISPUTED = "000.100.200";

/** Everything that tests, drills and the demo may arrange; no gateway has it, and the product never calls it. */
export function control(
  bank: Bank,
  parts: { broken: ReturnType<typeof faults>; line: Wire; news: ReturnType<typeof webhooks> },
) {
  const { books, arranged } = bank;
  const { broken, line, news } = parts;

  async function bookLater(input: z.infer<typeof LaterBooking>) {
    const earlier = books.booking(input.transactionId);
    if (!earlier || (input.type === "CBR") !== (earlier.type === "CB")) return NOWHERE;
    const isDispute = input.type === "CB" || input.type === "RDR";
    const isBackOffice = input.type === "RF" || input.type === "RV" || input.type === "CR";
    const booking: Booking = {
      ...beside(earlier, input.type),
      amount: input.amount ?? earlier.amount,
      code: isDispute ? DISPUTED : APPROVED,
      reference: input.reference === undefined ? (isBackOffice ? null : earlier.reference) : input.reference,
      at: await bank.now(),
    };
    books.book(booking);
    bank.announce(booking);
    return { transactionId: booking.transactionId };
  }

  function resolve({ transactionId, code }: z.infer<typeof Resolution>) {
    const booking = books.booking(transactionId);
    if (!booking) return NOWHERE;
    books.resolve(transactionId, code);
    bank.announce(booking);
    return {};
  }

  const acts: Record<string, (input: unknown) => unknown> = {
    "POST faults": (input) => broken.add(InjectedFault.parse(input)),
    "DELETE faults": () => broken.clear(),
    "PUT latency": (input) => line.setLatency(Latency.parse(input).ms),
    "POST release": async () => ({ booked: await line.release() }),
    "POST outcomes/next": (input) => arranged.override(Override.parse(input)),
    "PUT outcomes": (input) => arranged.setMix(Mix.nullable().parse(input)),
    "DELETE outcomes": () => arranged.clear(),
    "PUT webhooks": (input) => news.set(Delivery.parse(input)),
    "POST webhooks/release": async (input) => ({ taken: await news.release(Order.parse(input).order) }),
    "PUT companions": (input) => {
      bank.companions = Companions.parse(input).types;
    },
    "POST bookings": (input) => bookLater(LaterBooking.parse(input)),
    "POST resolve": (input) => resolve(Resolution.parse(input)),
    "POST checkouts/expire": (input) => books.closeCheckout(Expiry.parse(input).checkoutId, "expired"),
  };

  return async function answer(what: string, text: string, response: ServerResponse): Promise<void> {
    if (what === "GET ledger") return sendLedger(books.ledger(), response);
    try {
      const act = acts[what];
      const done = act ? ((await act(text ? JSON.parse(text) : {})) ?? {}) : NOWHERE;
      sendJson(response, { status: done === NOWHERE ? 404 : 200, body: done });
    } catch (error) {
      if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
      sendJson(response, { status: 400, body: { error: error.message } });
    }
  };
}

/** One JSON object a line, so that a ledger of any length is read as it comes. */
async function sendLedger(bookings: Iterable<Booking>, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  for (const booking of bookings) {
    const { transactionId, entityId, reference, type, amount, currency, code, at } = booking;
    const { registrationId, referencedId, checkoutId } = booking;
    const ledgerLine: SandboxLedgerLine = {
      ...{ transactionId, entityId, reference, type, amount, currency, code, at },
      ...{ registrationId, referencedId, checkoutId },
      isApproved: isApproved(code),
      lacksLink: booking.lacksLink ?? false,
    };
    if (response.destroyed) return;
    if (!response.write(`${JSON.stringify(ledgerLine)}\n`)) {
      await new Promise<void>((resume) => {
        const go = () => {
          response.off("drain", go).off("close", go);
          resume();
        };
        response.on("drain", go).on("close", go);
      });
    }
  }
  response.end();
}
