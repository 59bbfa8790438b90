import { customerReason } from "../decline/explain-decline";
import { paymentAtGateway } from "../order/balance";
import type { Order } from "../order/order";
import type { Situation } from "../preview/situation";
import type { DeclineFinding, Finding, FindingCode } from "../preview/situation-findings";
import { runningPayment } from "../preview/situation-money";
import type { Instant } from "../value/calendar";

/**
 * The situation as the customer reads it: no code, no blame, and nothing that only concerns staff. Null when there
 * is nothing to say.
 */
export function sayToCustomer(
  { cause, also, follows, sums }: Situation,
  order: Order,
  write: Write,
): string | null {
  // That nothing is collected at all is no news to whoever owes nothing.
  const running = runningPayment(order);
  const told = [cause, ...(running ? [running] : []), ...also].find(
    ({ code }) => !isInternal.has(code) && (code !== "merchant_stopped" || sums.outstanding > 0),
  );
  if (!told) return null;
  const due = sums.outstanding > 0 ? `${write.amount(sums.outstanding)} is due.` : null;
  const at = follows?.what === "collect" && told.code === "retried_later" ? follows.at : null;
  const again = at === null ? null : `We will try again on ${write.day(at)}.`;
  // A result that was booked late may have put the order back: then its next payment is charged all the same.
  const stops = told.code === "agreement_withdrawn" && follows?.what !== "collect" ? STOPS : null;
  const texts = [due, toldWords(told, order, write), stops, again].filter((text) => text !== null);
  return texts.length > 0 ? texts.join(" ") : null;
}

/** Whether the customer should enter another card now, and not wait for a payment that is being processed. */
export function asksForCard({ cause, also }: Situation, order: Order): boolean {
  if (paymentAtGateway(order)) return false;
  return [cause, ...also].some(({ code }) => cardCodes.has(code));
}

const STOPS = "We will not charge the card again.";

type Write = { amount: (minor: number) => string; day: (at: Instant) => string };

/** Staff look into these, or they are told elsewhere on the page. */
const isInternal: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...(["report_open", "sum_to_confirm", "collected_too_much", "collected_too_little", "disputed"] as const),
  ...(["draft", "not_paid_yet", "rejected", "complete", "cancelled", "nothing_left"] as const),
  ...([
    "nothing_scheduled",
    "held_on_card",
    "hold_is_old",
    "held_after_cancel",
    "captured_in_part",
    "charge_declined",
  ] as const),
  "next_payment",
]);

const cardCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...(["card_banned", "card_expired", "card_deleted", "no_card", "declined_for_good"] as const),
  ...(["suspended_after_retries", "paused_after_retries", "customer_must_confirm"] as const),
  ...(["retries_used_up", "not_retried", "retried_later"] as const),
]);

function toldWords(finding: Finding, { merchant }: Order, { amount, day }: Write): string | null {
  switch (finding.code) {
    case "at_gateway":
      return "A payment is being processed. You do not need to do anything.";
    case "result_unknown":
      return "We are waiting for the result of a payment. Do not pay again.";
    case "paid_twice":
      return `${amount(finding.amount)} was collected twice. ${merchant.name} has been notified and will refund it.`;
    case "paid_after_cancel":
      return `${amount(finding.amount)} was paid after the order was cancelled. ${merchant.name} has been notified.`;
    case "paused":
      return finding.until === null
        ? "Your order is paused. Nothing is collected until it resumes."
        : `Your order is paused. Nothing is collected until it resumes on ${day(finding.until)}.`;
    case "agreement_withdrawn":
      return "Your bank told us that you ended this payment agreement.";
    case "card_waits":
    case "waits":
      return "We will collect it as soon as your bank allows. You do not need to do anything.";
    case "overdue":
      return "We will collect it soon. You do not need to do anything.";
    case "merchant_stopped":
    case "request_held":
      return "We could not collect it because of a problem on our side. You do not need to do anything.";
    case "card_banned":
      return finding.until === null
        ? "This card can no longer be used for your payments. Use another card."
        : `This card cannot be used for your payments until ${day(finding.until)}. You can use another card.`;
    case "card_deleted":
    case "no_card":
      return "There is no card that we can charge. Enter a card.";
    default:
      return "outcome" in finding ? reasonOf(finding) : null;
  }
}

function reasonOf({ reason, outcome, barred }: DeclineFinding): string {
  if (barred !== null) return "This card cannot be used for this payment. Use another card.";
  return customerReason(reason, outcome ?? "soft");
}
