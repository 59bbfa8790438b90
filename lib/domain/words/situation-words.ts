import { type DeclineReason, declineReasons } from "../decline/decline-reasons";
import { attemptOf, eventOf, isTakenOtherwise } from "../order/balance";
import type { Order } from "../order/order";
import { actorName, actorNameInSentence } from "../order/refusal";
import type { Situation } from "../preview/situation";
import type { DeclineFinding, Finding, FindingCode, FindingOf } from "../preview/situation-findings";
import { runningPayment } from "../preview/situation-money";
import { type Instant, sayDay, sayInstant } from "../value/calendar";
import { formatMoney } from "../value/money";
import { OLD_HOLD_DAYS } from "../value/timetable";
import { causeNames } from "./names";
import { reportSaid } from "./report-said";

/** The cause as staff read it, in one sentence. Times are those of `zone`. */
export function sayCause({ cause }: Situation, reader: Reader): string {
  return causeWords(cause.code)(cause, sayings(reader));
}

/** Who started the payment that is at the gateway, and when; null where none is. */
export function sayRunning(reader: Reader): string | null {
  const finding = runningPayment(reader.order);
  return finding && causeWords(finding.code)(finding, sayings(reader));
}

/** The sum at stake, what happens automatically or what to do, and what else is important, in two lines. */
export function sayAdvice(situation: Situation, reader: Reader): string {
  const say = sayings(reader);
  const { cause, also, sums } = situation;
  const isOwed = sums.outstanding > 0 && cause.code !== "sum_to_confirm";
  const [second] = also;
  const needed = [
    isOwed ? `${say.money(sums.outstanding)} is outstanding.` : null,
    plan(situation, say),
    second ? `Also: ${shortWords[second.code].toLowerCase()}${aboutMoney(second, say)}.` : null,
  ].filter((text) => text !== null);
  const whole = needed.toSpliced(isOwed ? 1 : 0, 0, ...retriesUsed(situation));
  return [whole, needed].map((texts) => texts.join(" ")).find(fits) ?? needed.join(" ");
}

/** Two lines of 72 characters. */
export const LONGEST_ADVICE = 144;
const fits = (text: string) => text.length <= LONGEST_ADVICE;

/** A cell of a list: what has to be done, or what comes next, in a few words. */
export function sayInShort({ cause, follows, sums, isWrong }: Situation, reader: Reader): string {
  const say = sayings(reader);
  if (cause.code === "next_payment" && follows) return `Next ${sayDay(follows.at, reader.zone)}`;
  return isWrong && sums.outstanding > 0
    ? `${say.money(sums.outstanding)} outstanding · ${shortWords[cause.code]}`
    : shortWords[cause.code];
}

/** The same of an order that is not read whole, for the cause that is stored with it. */
export function sayCode(code: FindingCode): string {
  return shortWords[code];
}

/** Why a payment is not collected, for a column of reasons: the bank's own reason where the cause is its decline. */
export function sayReason(cause: FindingCode, reason: DeclineReason | null): string {
  return reason !== null && byDecline.includes(cause) ? declineReasons[reason].short : shortWords[cause];
}

const byDecline: readonly FindingCode[] = [
  "declined_for_good",
  "suspended_after_retries",
  "paused_after_retries",
  "not_retried",
  "retried_later",
  "charge_declined",
];

export type Reader = { order: Order; now: Instant; zone: string };
type Say = ReturnType<typeof sayings>;

function sayings({ order, now, zone }: Reader) {
  return {
    order,
    now,
    money: (amount: number) => formatMoney(amount, order.currency),
    time: (at: Instant) => sayInstant(at, zone),
    since: (at: Instant | null) => (at === null ? "" : ` since ${sayInstant(at, zone)}`),
    on: (at: Instant | null) => (at === null ? "" : ` on ${sayInstant(at, zone)}`),
    spid: (event: number) => `SPID ${eventOf(order, event)?.spid ?? event}`,
  };
}

function causeWords(code: FindingCode) {
  return causes[code] as (finding: Finding, say: Say) => string;
}

const causes: { readonly [K in FindingCode]: (finding: FindingOf<K>, say: Say) => string } = {
  report_open: ({ attempt: number, report: place }, { order }) => {
    const attempt = attemptOf(order, number);
    const report = attempt?.reports?.[place];
    return attempt && report
      ? reportSaid(order, attempt, report)
      : "The gateway reported a payment that does not match our request.";
  },
  result_unknown: (finding, say) => `${started(finding, say)}. The result is not known yet.`,
  at_gateway: (finding, say) => `${started(finding, say)}. The gateway is processing it.`,
  sum_to_confirm: ({ sum }, { money }) => `The card was updated, and ${money(sum)} must be confirmed.`,
  merchant_stopped: () => "Collection is on hold: the gateway does not accept this merchant's settings.",
  paid_twice: ({ attempt, amount }, { order, money }) =>
    isTakenOtherwise(order, attempt)
      ? `${money(amount)} was charged differently from our request.`
      : `Paid twice: ${money(amount)} was collected a second time.`,
  paid_after_cancel: ({ amount }, { money }) => `${money(amount)} was paid although the order is Cancelled.`,
  collected_too_much: ({ over }, { money }) => `Collected ${money(over)} more than the order's value.`,
  paused: ({ since, by }, say) => `Paused${say.since(since)}${by ? ` by ${actorNameInSentence(by)}` : ""}.`,
  agreement_withdrawn: () => "The customer withdrew the agreement to be charged.",
  card_waits: ({ until }, { time }) => `The new card cannot be charged before ${time(until)}.`,
  card_banned: ({ reason }) => `${reason}.`,
  card_expired: () => "The credit card added to this order has expired.",
  card_deleted: () => "The gateway deleted the card of this order.",
  no_card: () => "The order has no card to charge.",
  declined_for_good: declinedWords,
  suspended_after_retries: () => "The last automatic retry was declined, and the order is Suspended.",
  paused_after_retries: () => "The last automatic retry was declined, and the order is Paused.",
  request_held: ({ event }, { spid }) =>
    `The gateway did not accept the request for ${spid(event)}. It will not be sent again until someone takes action.`,
  customer_must_confirm: () => "The customer must confirm the payment with their bank.",
  retries_used_up: ({ retries }, { time }) =>
    retries
      ? `All ${retries.limit} retries are used until ${time(retries.endsAt)}.`
      : "All retries are used.",
  not_retried: declinedWords,
  charge_declined: ({ amount, reason }, { money }) =>
    `The direct charge of ${money(amount)} was declined${reason === null ? "" : `: ${inSentence(declineReasons[reason].short)}`}.`,
  collected_too_little: ({ short }, { money }) =>
    `Collected ${money(short)} less than the order's value, and nothing is left to collect.`,
  retried_later: declinedWords,
  waits: ({ event, until }, { spid, time }) => `${spid(event)} is postponed until ${time(until)}.`,
  overdue: ({ event, since }, say) =>
    `${say.spid(event)} ${since === null ? "is due" : `was due${say.on(since)}`}.`,
  hold_is_old: ({ amount, since }, say) =>
    `${say.money(amount)} ${since === null ? "is" : "has been"} held on the card${say.since(since)}.`,
  held_on_card: ({ amount, since }, say) =>
    `${say.money(amount)} ${since === null ? "is" : "has been"} held on the card${say.since(since)}.`,
  held_after_cancel: ({ amount }, { money }) =>
    `${money(amount)} is held on the card although the order is Cancelled.`,
  disputed: ({ amount, isFinal, since }, { money, on }) =>
    `The customer's bank took back ${money(amount)} in a ${isFinal ? "rapid dispute" : "chargeback"}${on(since)}.`,
  rejected: () => "The first payment by phone was declined.",
  not_paid_yet: ({ since, how }, { on }) =>
    since === null
      ? "Not paid yet: the customer has the payment link."
      : `Not paid yet: the payment link was ${how === "display" ? "shown" : "sent"}${on(since)}.`,
  draft: () => "Not paid yet: the customer has no payment link.",
  next_payment: (_, { order }) =>
    order.status === "failed" ? "There are no declined payments left." : "Payments are collected as planned.",
  nothing_scheduled: () => "No payment is scheduled.",
  cancelled: ({ since, by }, say) => `Cancelled${say.since(since)}${named(by)}.`,
  complete: ({ since, by }, say) => `Complete${say.since(since)}${named(by)}.`,
  captured_in_part: ({ taken, held }, { money }) =>
    `Captured ${money(taken)} of ${money(held)}; the rest was not taken.`,
  nothing_left: () => "Nothing is left to collect.",
};

/** What to do, where it is not clear from what happens automatically. */
const plans: Partial<Record<FindingCode, string>> = {
  report_open: "Record it, ask the gateway again, or close it.",
  result_unknown: "We keep asking the gateway. The payment is not sent again.",
  at_gateway: "Wait for the result.",
  sum_to_confirm: "More became due after the amount was shown. Nothing was charged.",
  merchant_stopped: "One payment an hour is tried. The first accepted one restarts collection.",
  paid_twice: "Refund it.",
  paid_after_cancel: "Refund it.",
  agreement_withdrawn: "Ask the customer whether they want to continue. A new card is a new agreement.",
  card_deleted: "Nothing is collected until the order has another card.",
  no_card: "Send the customer a card update link, or enter a card.",
  declined_for_good: "Nothing is collected until the card is replaced.",
  suspended_after_retries: "Nothing is collected until the card is replaced.",
  paused_after_retries: "The order resumes when this is paid with another card.",
  customer_must_confirm: "A retry does not help. Send the customer a card update link.",
  retries_used_up: "Reschedule it to a later date, or ask for another card.",
  not_retried: "No automatic retry is planned.",
  charge_declined: "It is not retried automatically.",
  collected_too_little: "Mark it as complete, or leave it in Review.",
  hold_is_old: `The hold is older than ${OLD_HOLD_DAYS} days and may expire. Capture or reverse it.`,
  held_on_card: "Nothing is collected until it is captured.",
  held_after_cancel: "Reverse it.",
  disputed: "Do not refund it as well. If the payment was valid, contest the chargeback with your bank.",
  rejected: "Send the payment link so that the customer can pay with another card.",
  draft: "Send the payment link.",
  complete: "Nothing more is collected.",
  cancelled: "Nothing is collected.",
};

function plan(situation: Situation, say: Say): string | null {
  const { cause, follows } = situation;
  if (cause.code === "report_open" && cause.isContested)
    return `${plans.report_open} Nothing is charged in the meantime.`;
  if (cause.code === "paid_twice" && isTakenOtherwise(say.order, cause.attempt))
    return "Refund it, or skip the payment that it replaces.";
  if (cause.code === "collected_too_much")
    return cause.left > 0
      ? cause.left === cause.over
        ? "Refund it."
        : `${say.money(cause.left)} of it has not been returned yet.`
      : "This amount has been returned since. Mark the order as complete.";
  if (cause.code === "card_banned")
    return cause.until === null
      ? "The order needs another card."
      : `Until ${say.time(cause.until)} it needs another card.`;
  if (cause.code === "declined_for_good" && follows?.what === "collect")
    return `It is not collected until the card is replaced. ${followsWords(situation, say)}`;
  if (cause.code === "disputed" && cause.isFinal)
    return "Do not refund it as well. A rapid dispute is final.";
  if (cause.code === "card_expired" && !follows) return "Nothing is collected until the card is replaced.";
  if (cause.code === "paused" && !follows) return "Nothing is collected until someone resumes the order.";
  return plans[cause.code] ?? followsWords(situation, say);
}

function followsWords({ cause, follows }: Situation, say: Say): string | null {
  if (!follows) return null;
  if (follows.what === "resume") return `The order resumes${say.on(follows.at)}.`;
  if (follows.what === "remind") return `The customer gets a reminder${say.on(follows.at)}.`;
  const when = follows.at <= say.now ? "in the next collection run" : `on ${say.time(follows.at)}`;
  const isSame = "event" in cause && cause.event === follows.event;
  if (!isSame || cause.code === "next_payment") return `Next: ${say.money(follows.amount)} ${when}.`;
  const isRetry = follows.cause === "automatic_retry" || follows.cause === "technical_retry";
  return isRetry ? `It will be retried automatically ${when}.` : `It will be collected ${when}.`;
}

/** The sum of what stands as well. */
function aboutMoney(finding: Finding, { money }: Say): string {
  if (finding.code === "collected_too_much") return `, ${money(finding.over)}`;
  return "amount" in finding && finding.amount > 0 ? `, ${money(finding.amount)}` : "";
}

function retriesUsed({ cause }: Situation): string[] {
  const retries = "retries" in cause && cause.code !== "retries_used_up" ? cause.retries : null;
  return retries ? [`${retries.used} of ${retries.limit} retries used.`] : [];
}

const shortWords: Readonly<Record<FindingCode, string>> = {
  report_open: "Report to check",
  result_unknown: "Result unknown",
  at_gateway: "At the gateway",
  sum_to_confirm: "Amount to confirm",
  merchant_stopped: "Collection on hold",
  paid_twice: "Paid twice",
  paid_after_cancel: "Paid after cancellation",
  collected_too_much: "Collected too much",
  paused: "Paused",
  agreement_withdrawn: "Agreement withdrawn",
  card_waits: "Card on hold",
  card_banned: "Needs another card",
  card_expired: "Card expired",
  card_deleted: "Card deleted",
  no_card: "No card",
  declined_for_good: "Needs another card",
  suspended_after_retries: "Needs another card",
  paused_after_retries: "Needs another card",
  request_held: "Request not accepted",
  customer_must_confirm: "Customer must confirm",
  retries_used_up: "All retries used",
  not_retried: "Declined",
  charge_declined: "Charge declined",
  collected_too_little: "Collected too little",
  retried_later: "Retry planned",
  waits: "Postponed",
  overdue: "Overdue",
  hold_is_old: "Hold to capture",
  held_on_card: "Hold to capture",
  held_after_cancel: "Hold to reverse",
  disputed: "Chargeback",
  rejected: "First payment declined",
  not_paid_yet: "Waiting for the customer",
  draft: "Collect the first payment",
  next_payment: "Next payment",
  nothing_scheduled: "No payment planned",
  cancelled: "Cancelled",
  complete: "Complete",
  captured_in_part: "Captured in part",
  nothing_left: "Nothing left to collect",
};

function started(
  { by, since, amount, started }: FindingOf<"at_gateway" | "result_unknown">,
  say: Say,
): string {
  const of = amount > 0 ? ` of ${say.money(amount)}` : "";
  return `${actorName(by)} started a payment${of}${say.on(since)} (${causeNames[started]})`;
}

/** Of several, the reason is that of the one which decides: a hard decline, or else the latest. */
function declinedWords({ count, reason, outcome, barred }: DeclineFinding): string {
  const because = inSentence(
    barred ?? (reason === null ? "the bank gave no reason" : declineReasons[reason].short),
  );
  if (barred !== null) return `The last payment was not sent: ${because}.`;
  if (count === 1) return `The last payment was declined: ${because}.`;
  const which = outcome === "hard" || outcome === "hard_stop" ? "one permanently" : "the last one";
  return `${counted(count)} payments were declined, ${which}: ${because}.`;
}

function counted(count: number): string {
  return ["No", "One", "Two", "Three", "Four", "Five", "Six"][count] ?? String(count);
}

/** An end that a payment brought about has nobody's name. */
function named(by: FindingOf<"complete">["by"]): string {
  return by?.kind === "user" || by?.kind === "api" ? `, by ${actorNameInSentence(by)}` : "";
}

/** A reason goes on a sentence, unless it begins with a name. */
function inSentence(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !/^(Visa|Mastercard|American)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
