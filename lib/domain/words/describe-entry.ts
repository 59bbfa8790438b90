import { codedReason } from "../decline/explain-decline";
import type { BillingEvent } from "../order/billing-event";
import { cardName } from "../order/card";
import type { Attempt, Order } from "../order/order";
import type { Entry, OrderDetails } from "../order/order-log";
import { explainRefusal } from "../order/refusal";
import { sayDay, sayInstant } from "../value/calendar";
import { formatMoney } from "../value/money";
import { causeNames, statusNames, transactionNames, typeNames } from "./names";

const evidenceWords = { charged: "charged", not_charged: "not charged" } as const;

/** An entry in plain words, with its numbers, as the order log shows it. `order` is the order as it is now. */
export function describeEntry(entry: Entry, order: Order, zone = order.merchant.timeZone): string {
  const money = (amount: number) => formatMoney(amount, order.currency);
  const time = (at: number) => sayInstant(at, zone);
  const spids = (numbers: readonly number[]) => numbers.map((number) => spidOf(order, number)).join(", ");
  switch (entry.kind) {
    case "order_created":
      return `Order created: ${typeNames[entry.order.type]}, ${money(entry.order.total)}.`;
    case "status_changed":
      return `Status changed from ${statusNames[entry.from]} to ${statusNames[entry.to]}.`;
    case "link_requested":
      return entry.how === "email" ? "Payment link sent by e-mail." : "Payment link shown.";
    case "link_withdrawn":
      return "Payment link withdrawn.";
    case "link_renewed":
      return "New payment link made. The former one no longer works.";
    case "consent_recorded":
      return `The customer agreed ${consentWords[entry.how]} on ${time(entry.agreedAt)} that ${cardNamed(order, entry.cardId)} is charged.`;
    case "pending_timer_started":
      return "Waiting for the customer to pay.";
    case "order_activated":
      return entry.anchorAt === null
        ? "Order activated."
        : `Order activated. The first payment is due on ${time(entry.anchorAt)}.`;
    case "events_scheduled":
      return describeScheduled(entry.events, entry.why, money, time);
    case "event_rescheduled":
      return `${spidOf(order, entry.event)} rescheduled to ${time(entry.scheduledAt)}, ${money(entry.amount)}${
        entry.laterPrice === null ? "" : "; later payments have the same amount"
      }.`;
    case "events_skipped":
      return `${spids(entry.events)} skipped: ${money(entry.amount)} will not be collected.`;
    case "events_unskipped":
      return `${entry.events.map(({ event, scheduledAt }) => `${spidOf(order, event)} un-skipped, scheduled for ${time(scheduledAt)}`).join("; ")}: ${money(entry.amount)} will be collected.`;
    case "price_changed":
      return `Price changed to ${money(entry.price)} for payments from ${sayDay(entry.from, zone)}.`;
    case "details_changed":
      return describeDetails(entry.before, entry.after);
    case "events_merged":
      return `${spids(entry.events)} merged into ${spidName(entry.into)}: ${money(entry.into.amount)} on ${time(entry.into.scheduledAt)}.`;
    case "retries_requested":
      return `Retry requested for ${spids(entry.events)}, one after another.`;
    case "retry_queue_stopped":
      return `${spids(entry.events)} not retried.`;
    case "checkout_opened":
      return entry.attempt.purpose === "initial"
        ? `Checkout opened for ${money(entry.attempt.amount)} (${entry.attempt.reference}).`
        : `Card form opened (${entry.attempt.reference}).`;
    case "payment_started":
      return `${nameOf(entry.attempt, order)} of ${money(entry.attempt.amount)} started (${causeNames[entry.attempt.cause]}; ${entry.attempt.reference}).`;
    case "payment_unknown":
      return `${attemptName(order, entry.attempt)}: the result is not known yet (${entry.why}).`;
    case "payment_approved":
      return `${attemptName(order, entry.attempt)} approved${amountOf(order, entry.attempt, money)}${
        entry.collects === "recovered" ? ": Recovered" : ""
      } (${entry.answer.code}).${entry.flagged ? " The gateway asks for a manual check." : ""}`;
    case "payment_declined":
      return `${attemptName(order, entry.attempt)} ${outcomeWords(entry.outcome)}${amountOf(order, entry.attempt, money)}: ${entry.reason}${
        entry.answer ? ` (${entry.answer.code})` : ""
      }.${describePlan(entry.event?.plannedRetries ?? [], time)}`;
    case "payment_abandoned":
      if (entry.outcome === "not_sent")
        return `${attemptName(order, entry.attempt)}: ${entry.why}. Nothing was sent.${
          entry.wait ? ` Next attempt on ${time(entry.wait.until)}.` : ""
        }`;
      return `${attemptName(order, entry.attempt)} failed: ${
        entry.answer ? codedReason(entry.answer) : entry.why
      }.${
        entry.wait
          ? ` Next attempt on ${time(entry.wait.until)}.`
          : entry.held
            ? " It will not be sent again until someone takes action."
            : ""
      }`;
    case "duplicate_booked":
      return `${attemptName(order, entry.attempt)} was collected a second time${amountOf(order, entry.attempt, money)}. Refund the duplicate.`;
    case "booking_reported":
      return `${bookingName(entry.attempt)} of ${money(entry.attempt.amount)} reported by the gateway.`;
    case "contradiction_reported":
      return `${attemptName(order, entry.attempt)}: the gateway's report does not match our request (${entry.why}).`;
    case "report_closed":
      return entry.how === "booked"
        ? `${attemptName(order, entry.attempt)}: the gateway's report was recorded.`
        : `${attemptName(order, entry.attempt)}: the gateway's report was closed (${entry.reason}).`;
    case "gateway_asked":
      return `${attemptName(order, entry.attempt)}: the gateway was asked again.`;
    case "evidence_proposed":
      return `${attemptName(order, entry.attempt)}: ${evidenceWords[entry.evidence.outcome]} as stated with reference ${entry.evidence.reference} (${entry.evidence.reason}). Another person must confirm it.`;
    case "evidence_confirmed":
      return `${attemptName(order, entry.attempt)}: the evidence was confirmed.`;
    case "event_barred":
      return `${spidOf(order, entry.event)} was not sent: ${entry.decline.reason}${entry.decline.schemeBan ? " (scheme ban)" : ""}.`;
    case "charge_postponed":
      return `${spidOf(order, entry.event)} is postponed until ${time(entry.wait.until)}: ${typeof entry.why === "string" ? entry.why : explainRefusal(entry.why, zone)}`;
    case "terms_applied":
      return describeTerms(entry, order, time);
    case "planned_retry_dropped":
      return `Planned retries of ${spidOf(order, entry.event)} cancelled: ${entry.why}.`;
    case "card_registered":
      return `Card registered: ${cardName(entry.card)}.`;
    case "network_references_kept":
      return "The card network's reference for the card's first payment was saved.";
    case "card_replaced": {
      const card = order.wallet.find((candidate) => candidate.id === entry.cardId);
      return `The order's card is now ${card ? cardName(card) : "a new card"}.`;
    }
    case "collection_pending":
      return entry.collection.awaits === "payment"
        ? "Collection with the new card starts after the payment in progress."
        : `More is outstanding than the ${money(entry.collection.shownSum)} shown. The new amount must be confirmed.`;
    case "collection_settled":
      return entry.events.length
        ? `Collecting ${money(entry.amount)} outstanding (${spids(entry.events)}) with the new card.`
        : "There was nothing to collect with the new card.";
    case "order_paused":
      if (entry.from === "owing") return "Order paused: the last automatic retry was declined.";
      return entry.resumeAt === null ? "Order paused." : `Order paused until ${time(entry.resumeAt)}.`;
    case "order_resumed":
      return describeResumed(entry, order, zone);
    case "order_completed":
      return entry.cancelled.length
        ? `Order marked as complete; ${spids(entry.cancelled)} cancelled.`
        : "Order marked as complete.";
    case "order_cancelled":
      return "Order cancelled.";
    case "note_added":
      return `Note: ${entry.text}`;
    case "reminder_sent":
      return entry.automatic ? "Reminder sent to the customer." : "Reminder sent to the customer by staff.";
    case "update_link_sent":
      return "Card update link sent to the customer.";
    case "renewal_announced":
      return `Customer notified of the upcoming payment ${spidOf(order, entry.event)}.`;
    case "card_expiry_announced":
      return entry.expired
        ? "Customer notified that the card has expired."
        : "Customer notified that the card expires soon.";
  }
}

function bookingName({ type, state }: Attempt): string {
  const name = transactionNames[type];
  return state === "duplicate" ? `Second ${name.toLowerCase()}` : name;
}

const consentWords = {
  telephone: "by telephone",
  in_person: "in person",
  in_writing: "in writing",
} as const;

function cardNamed(order: Order, id: string): string {
  const card = order.wallet.find((one) => one.id === id);
  return card ? cardName(card) : "a card";
}

function spidOf(order: Order, number: number): string {
  const event = order.events.find((candidate) => candidate.number === number);
  return event ? spidName(event) : "an event";
}

function spidName(event: Pick<BillingEvent, "spid">): string {
  return event.spid === null ? "a new event" : `SPID ${event.spid}`;
}

function attemptName(order: Order, number: number): string {
  const attempt = order.attempts.find((candidate) => candidate.number === number);
  return attempt ? nameOf(attempt, order) : "A payment";
}

function nameOf(attempt: Attempt, order: Order): string {
  if (attempt.event !== null) return `Payment of ${spidOf(order, attempt.event)}`;
  const names: Record<Attempt["purpose"], string> = {
    initial:
      attempt.type === "authorisation"
        ? "Authorisation"
        : attempt.type === "registration"
          ? "Registration"
          : "Initial payment",
    card_update: "Card registration",
    event: "Payment",
    charge_now: "Payment",
    capture: "Capture",
    refund: "Refund",
    reversal: "Reversal",
    reported: "Reported payment",
  };
  return names[attempt.purpose];
}

function amountOf(order: Order, number: number, money: (amount: number) => string): string {
  const attempt = order.attempts.find((candidate) => candidate.number === number);
  return attempt && attempt.type !== "registration" ? `, ${money(attempt.amount)}` : "";
}

function outcomeWords(outcome: string): string {
  if (outcome === "hard" || outcome === "hard_stop") return "hard-declined";
  return outcome === "technical" ? "counted as declined" : "soft-declined";
}

function describeResumed(
  { moved, debts = [], neverBilled = [] }: Extract<Entry, { kind: "order_resumed" }>,
  order: Order,
  zone: string,
): string {
  const time = (at: number) => sayInstant(at, zone);
  const owed = moved.filter((move) => debts.includes(move.event));
  const ahead = moved.filter((move) => !debts.includes(move.event));
  return [
    `Order resumed${ahead.map((move) => `; ${spidOf(order, move.event)} moved to ${time(move.scheduledAt)}`).join("")}.`,
    ...owed.map(
      (move) =>
        `${spidOf(order, move.event)} is still outstanding and is now due on ${time(move.scheduledAt)}.`,
    ),
    ...(neverBilled.length ? [`Never billed: ${neverBilled.map((at) => sayDay(at, zone)).join(", ")}.`] : []),
  ].join(" ");
}

function describeDetails(before: OrderDetails, after: OrderDetails): string {
  const said = (text: string) => (text ? `“${text}”` : "none");
  const changes = [
    { name: "Invoice ID", was: before.invoiceId, is: after.invoiceId },
    { name: "Memo", was: before.memo, is: after.memo },
    { name: "Tags", was: before.tags.join(", "), is: after.tags.join(", ") },
  ].filter(({ was, is }) => was !== is);
  return changes.map(({ name, was, is }) => `${name} changed from ${said(was)} to ${said(is)}.`).join(" ");
}

function describeTerms(
  { retries, reminderAt }: Extract<Entry, { kind: "terms_applied" }>,
  order: Order,
  time: (at: number) => string,
): string {
  return [
    "The merchant's settings changed.",
    ...retries.map(({ event, planned: [next] }) =>
      next === undefined
        ? `Planned retries of ${spidOf(order, event)} cancelled.`
        : `Next automatic retry of ${spidOf(order, event)} on ${time(next)}.`,
    ),
    ...(reminderAt === undefined
      ? []
      : [reminderAt === null ? "No reminder is planned." : `Next reminder on ${time(reminderAt)}.`]),
  ].join(" ");
}

function describePlan(planned: readonly number[], time: (at: number) => string): string {
  return planned.length ? ` Next automatic retry on ${time(planned[0] ?? 0)}.` : "";
}

function describeScheduled(
  events: readonly BillingEvent[],
  why: "plan" | "next_cycle" | "staff",
  money: (amount: number) => string,
  time: (at: number) => string,
): string {
  const [first] = events;
  if (!first) return "Nothing scheduled.";
  if (events.length > 1)
    return `${events.length} payments scheduled, the first on ${time(first.scheduledAt)}.`;
  const what = why === "next_cycle" ? "Next payment" : "Payment";
  return `${what} ${spidName(first)} scheduled for ${time(first.scheduledAt)}, ${money(first.amount)}.`;
}
