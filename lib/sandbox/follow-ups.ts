import type { Operation } from "./arrangements";
import { type Bank, type Form, misformed, moneyIn, newId, type Reply, refuse, replyWith } from "./bank";
import type { Booking } from "./booking";
import type { Books } from "./books";
import { APPROVED, isApproved } from "./results";

type FollowUp = "CP" | "RF" | "RV";

export const followUpOperations: Record<FollowUp, Operation> = {
  CP: "capture",
  RF: "refund",
  RV: "reversal",
};

export function isFollowUp(type: string | null): type is FollowUp {
  return type !== null && Object.hasOwn(followUpOperations, type);
}

/** Capture, refund or reversal of an earlier booking, within what that booking still allows. */
export async function followUp(bank: Bank, transactionId: string, form: Form): Promise<Reply> {
  const at = await bank.now();
  const entityId = form.get("entityId");
  const type = form.get("paymentType");
  if (!entityId) return misformed("entityId", at);
  if (!isFollowUp(type)) return misformed("paymentType", at);

  const { books } = bank;
  const earlier = books.booking(transactionId);
  const isKnown = earlier?.entityId === entityId && isApproved(earlier.code);
  if (!earlier || !isKnown) return refuse(NOT_FOUND, at, 404);
  // A reversal lets the whole hold go, so it needs no amount.
  const money =
    type === "RV" && !form.has("amount")
      ? { amount: earlier.amount ?? 0, currency: earlier.currency }
      : moneyIn(form);
  if ("wrong" in money) return misformed(money.wrong, at);
  if (money.currency !== earlier.currency) return misformed("currency", at);

  const reference = form.get("merchantTransactionId");
  const operation = followUpOperations[type];
  const refusal = guard(books, earlier, type, money.amount);
  const outcome = refusal
    ? { code: refusal }
    : (bank.arranged.take({ operation, transactionId, reference }) ?? { code: APPROVED });
  const booking: Booking = {
    transactionId: newId(),
    entityId,
    reference,
    type,
    ...money,
    ...outcome,
    card: earlier.card,
    registrationId: null,
    referencedId: transactionId,
    checkoutId: null,
    standing: null,
    initialTransactionId: null,
    eci: null,
    at,
  };
  books.book(booking);
  bank.announce(booking);
  return replyWith(booking);
}

const NOT_FOUND = "700.400.580";
const WRONG_TYPE = "700.100.500";
const ALREADY_DONE = "700.300.300";
const MORE_THAN_AUTHORISED = "700.400.100";
const MORE_THAN_PAID = "700.400.200";

function guard(books: Books, earlier: Booking, type: FollowUp, amount: number): string | null {
  const later = books.after(earlier.transactionId);
  const whole = earlier.amount ?? 0;
  if (type === "RF") {
    if (earlier.type !== "DB" && earlier.type !== "CP") return WRONG_TYPE;
    const given = later.filter((one) => one.type === "RF").reduce((sum, one) => sum + (one.amount ?? 0), 0);
    if (given >= whole) return ALREADY_DONE;
    return given + amount > whole ? MORE_THAN_PAID : null;
  }
  if (earlier.type !== "PA") return WRONG_TYPE;
  if (later.some((one) => one.type === "CP" || one.type === "RV")) return ALREADY_DONE;
  return type === "CP" && amount > whole ? MORE_THAN_AUTHORISED : null;
}
