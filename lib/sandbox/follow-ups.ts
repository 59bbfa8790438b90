import type { Operation } from "./arrangements";
import {
  type Bank,
  misformed,
  moneyIn,
  type Reply,
  type RequestForm,
  refuse,
  replyWith,
  wrongIn,
} from "./bank";
import type { Booking } from "./booking";
import type { Books } from "./books";
import { newId } from "./new-id";
import { APPROVED, isApproved } from "./results";

type Money = Pick<Booking, "currency"> & { amount: number };
type FollowUp = "CP" | "RF" | "RV";

export const followUpOperations: Record<FollowUp, Operation> = {
  CP: "capture",
  RF: "refund",
  RV: "reversal",
};

export function isFollowUpOperation(type: string | null): type is FollowUp {
  return type !== null && Object.hasOwn(followUpOperations, type);
}

/** Capture, refund or reversal of an earlier booking, within what that booking still allows. */
export async function followUp(bank: Bank, transactionId: string, form: RequestForm): Promise<Reply> {
  const at = await bank.now();
  const entityId = form.get("entityId") ?? "";
  const type = form.get("paymentType");
  const wrong = wrongIn(form);
  if (wrong) return misformed(wrong, at);
  if (!isFollowUpOperation(type)) return misformed("paymentType", at);

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

  const reference = form.get("merchantTransactionId");
  const operation = followUpOperations[type];
  const refusal = guard(books, earlier, { ...money, type, at });
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
const OTHER_CURRENCY = "700.100.500";
const WRONG_TYPE = "700.100.700";
const ALREADY_DONE = "700.300.300";
const MORE_THAN_AUTHORISED = "700.400.100";
const MORE_THAN_PAID = "700.400.200";
const MORE_THAN_HELD = "700.400.300";
/** A debit can be reversed until it is settled with the bank. */
const SETTLED = "700.300.700";
const SETTLED_AFTER_MS = 24 * 60 * 60_000;
/** What each operation needs: an earlier transaction of one of these types, and what it says without one. */
const needs: Record<FollowUp, { types: readonly string[]; without: string }> = {
  CP: { types: ["PA"], without: "700.400.510" },
  RF: { types: ["DB", "CP"], without: "700.400.520" },
  RV: { types: ["PA", "DB"], without: "700.400.530" },
};

type Asked = Money & { type: FollowUp; at: number };

/** Why a booking does not allow what is asked of it; null when it does. */
function guard(books: Books, earlier: Booking, { type, at, ...money }: Asked): string | null {
  const { types, without } = needs[type];
  // What leans on a payment itself is no payment to lean on; a payment of another kind is of the wrong one.
  if (!types.includes(earlier.type)) return isPayment(earlier) ? without : WRONG_TYPE;
  if (money.currency !== earlier.currency) return OTHER_CURRENCY;
  if (type === "RV" && earlier.type === "DB" && at - earlier.at >= SETTLED_AFTER_MS) return SETTLED;
  const later = books.after(earlier.transactionId);
  const whole = earlier.amount ?? 0;
  const returned = later.filter((one) => one.type === "RF").reduce((sum, one) => sum + (one.amount ?? 0), 0);
  if (later.some((one) => one.type === "RV") || returned >= whole) return ALREADY_DONE;
  if (type === "RF") return returned + money.amount > whole ? MORE_THAN_PAID : null;
  if (later.some((one) => one.type === "CP") || returned > 0) return ALREADY_DONE;
  if (money.amount <= whole) return null;
  return type === "CP" ? MORE_THAN_AUTHORISED : MORE_THAN_HELD;
}

function isPayment({ type }: Booking): boolean {
  return type === "PA" || type === "DB" || type === "CP";
}
