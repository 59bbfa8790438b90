import { isCurrency } from "@/lib/domain/value/money";
import {
  type Bank,
  misformed,
  moneyIn,
  newLinkId,
  newSchemeId,
  type Reply,
  type RequestForm,
  refuse,
  replyWith,
  standingInstructionIn,
  wrongIn,
} from "./bank";
import {
  answerOf,
  type Booking,
  plainAnswer,
  type StandingInstruction,
  type StoredCheckout,
} from "./booking";
import { type KeptCard, keepCard, type Misprint, type TypedCard } from "./card";
import { bookWithCompanions } from "./companions";
import { newId } from "./new-id";
import { APPROVED, isApproved, isPending } from "./results";
import { type SandboxResult, sandboxResult } from "./sandbox-result";

const LIFETIME_MS = 30 * 60_000;
const GONE = "200.300.404";
const PENDING = "000.200.000";
const AUTHENTICATION_FAILED = "100.380.401";

/** What the card fields hear after a click. `done` does not say how it went: that is the merchant's to ask. */
export type Submitted =
  | { kind: "done"; id: string; resourcePath: string }
  | { kind: "challenge" }
  | { kind: "gone" }
  | ({ kind: "misprint" } & Misprint);

/** Hosted checkouts: opened by the merchant, paid by the customer at most once, read until they die. */
export function checkouts(bank: Bank, integrity: string) {
  const { books } = bank;
  /** Cards whose bank wants to hear from the customer first. Not kept: after a restart it is asked anew. */
  const challenged = new Map<string, KeptCard>();

  function alive(checkoutId: string): StoredCheckout | null {
    const checkout = books.checkout(checkoutId);
    if (!checkout || books.isClosed(checkoutId)) return null;
    return bank.machineNow() - checkout.openedAt > LIFETIME_MS ? null : checkout;
  }

  function settle(
    checkout: StoredCheckout,
    card: KeptCard,
    { outcome, eci, at }: { outcome: SandboxResult; eci: string | null; at: number },
  ): void {
    // A payment that waits for its result may yet be approved, and then its card is needed.
    const keepsCard = checkout.stores && (isApproved(outcome.code) || isPending(outcome.code));
    const transactionId = newId();
    const initialTransactionId = keepsCard ? newSchemeId() : null;
    const registrationId = keepsCard ? (checkout.type === "RG" ? transactionId : newId()) : null;
    const booking: Booking = {
      transactionId,
      entityId: checkout.entityId,
      reference: checkout.reference,
      type: checkout.type,
      amount: checkout.amount,
      currency: checkout.currency,
      ...outcome,
      card,
      registrationId,
      referencedId: null,
      checkoutId: checkout.checkoutId,
      standing: checkout.standing,
      initialTransactionId,
      // A card that is only stored has no payment to name.
      linkId: checkout.type === "RG" ? null : newLinkId(card),
      eci,
      at,
    };
    const registration = registrationId &&
      initialTransactionId && { registrationId, entityId: checkout.entityId, card, initialTransactionId };
    bookWithCompanions(bank, booking, registration || undefined);
  }

  function done(checkout: StoredCheckout): Submitted {
    const resource = checkout.type === "RG" ? "registration" : "payment";
    const id = checkout.checkoutId;
    return { kind: "done", id, resourcePath: `/v1/checkouts/${id}/${resource}` };
  }

  return {
    alive,

    async open(form: RequestForm): Promise<Reply> {
      const at = await bank.now();
      const entityId = form.get("entityId") ?? "";
      const type = form.get("paymentType") ?? "RG";
      const currency = form.get("currency") ?? "EUR";
      const stores = form.get("createRegistration") === "true";
      const wrong = wrongIn(form);
      if (wrong) return misformed(wrong, at);
      if (type !== "RG" && type !== "DB" && type !== "PA") return misformed("paymentType", at);
      if (type === "RG" && (!stores || form.has("amount"))) return misformed("createRegistration", at);
      if (!isCurrency(currency)) return misformed("currency", at);
      const money = type === "RG" ? { amount: null, currency } : moneyIn(form);
      if ("wrong" in money) return misformed(money.wrong, at);
      const checkoutId = `${newId().toUpperCase()}.sandbox-tx01`;
      books.open({
        checkoutId,
        entityId,
        reference: form.get("merchantTransactionId"),
        type,
        ...money,
        standing: standingInstructionIn(form) as StandingInstruction | null,
        stores,
        openedAt: bank.machineNow(),
      });
      const more = form.get("integrity") === "true" ? { id: checkoutId, integrity } : { id: checkoutId };
      return { status: 200, body: plainAnswer("000.200.100", at, more) };
    },

    /** The customer's click. However many tabs are open, the first card decides and the others hear of it. */
    async submit(checkoutId: string, typed: TypedCard): Promise<Submitted> {
      const at = await bank.now();
      const checkout = books.checkout(checkoutId);
      if (checkout && books.paymentOf(checkoutId)) return done(checkout);
      if (!checkout || !alive(checkoutId)) return { kind: "gone" };
      if (challenged.has(checkoutId)) return { kind: "challenge" };
      const card = keepCard(typed);
      if ("field" in card) return { kind: "misprint", ...card };

      const { reference, amount, currency } = checkout;
      const purpose =
        checkout.type === "RG" ? "registration" : checkout.stores ? "stored_checkout" : "checkout";
      const outcome =
        bank.arranged.take({ operation: "submit", reference }) ??
        sandboxResult({ card, amount, currency, at, purpose, charges: 0, repeated: 0, isRepeated: false });
      if (card.script === "challenge" && outcome.code === APPROVED) {
        challenged.set(checkoutId, card);
        return { kind: "challenge" };
      }
      settle(checkout, card, { outcome, eci: null, at });
      return done(checkout);
    },

    /** The customer's word to the bank. A second one, from another tab, changes nothing. */
    async answerChallenge(checkoutId: string, isApproval: boolean): Promise<Submitted> {
      const at = await bank.now();
      const checkout = books.checkout(checkoutId);
      if (checkout && books.paymentOf(checkoutId)) return done(checkout);
      const card = challenged.get(checkoutId);
      if (!checkout || !card || !alive(checkoutId)) return { kind: "gone" };
      challenged.delete(checkoutId);
      const outcome = { code: isApproval ? APPROVED : AUTHENTICATION_FAILED };
      settle(checkout, card, { outcome, eci: isApproval ? "05" : "07", at });
      return done(checkout);
    },

    /** Once it has told of a success, or after half an hour, a checkout says the same for paid and abandoned. */
    async result(checkoutId: string, resource: string, form: RequestForm): Promise<Reply> {
      const at = await bank.now();
      const checkout = alive(checkoutId);
      const isRight =
        checkout?.entityId === form.get("entityId") &&
        resource === (checkout?.type === "RG" ? "registration" : "payment");
      if (!checkout || !isRight) return refuse(GONE, at, 404);
      const booking = books.paymentOf(checkoutId);
      if (!booking) return { status: 200, body: plainAnswer(PENDING, at, { id: checkoutId }) };
      const code = booking.said ?? booking.code;
      if (isApproved(code)) books.closeCheckout(checkoutId, "read");
      if (booking.type !== "RG") return replyWith(booking);
      // A registration names no payment type: its id is the token itself.
      const { paymentType: _, ...body } = answerOf(booking, code);
      return { ...replyWith(booking), body };
    },
  };
}
