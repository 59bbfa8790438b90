import { codedReason } from "../decline/explain-decline";
import { attemptOf, sumOf } from "../order/balance";
import type { Order } from "../order/order";
import type { Entry } from "../order/order-log";
import { sayInstant } from "../value/calendar";
import { formatMoney } from "../value/money";
import { describeEntry as inWords } from "./describe-entry";
import { statusNames } from "./names";

/** The result of a command: sentences for the person who sent it, and their tone. */
export type ActResult = { text: string; tone: ActTone };

/** `given_up`: something will not be collected. `waits`: nothing is decided yet, or somebody has to act. */
export type ActTone = "done" | "collected" | "given_up" | "waits" | "soft_declined" | "hard_declined";

/**
 * The result with its money, then the order's status; other details stay in the log. `order` is the order as it is
 * now; times are in `zone`, the reader's.
 */
export function actResult(entries: readonly Entry[], order: Order, zone: string): ActResult {
  const said = entries.flatMap((entry) => wordsFor(entry, order, zone) ?? []);
  if (entries.length === 1 && entries[0]?.kind === "gateway_asked")
    return { text: "The gateway was asked again. There is no new answer.", tone: "waits" };
  const tone = said.reduce<ActTone>(
    (worst, one) => (weight(one.tone) > weight(worst) ? one.tone : worst),
    "done",
  );
  const status = statusSentence(entries, order, tone);
  return { text: [...said.map(({ text }) => text), ...(status ? [status] : [])].join(" "), tone };
}

const tones: readonly ActTone[] = [
  "done",
  "collected",
  "given_up",
  "waits",
  "soft_declined",
  "hard_declined",
];
const weight = (tone: ActTone) => tones.indexOf(tone);

/** The sentence for one entry; null for what another entry, or the status, already says. */
function wordsFor(entry: Entry, order: Order, zone: string): ActResult | null {
  const money = (amount: number) => formatMoney(amount, order.currency);
  const time = (at: number) => sayInstant(at, zone);
  const done = (text: string): ActResult => ({ text, tone: "done" });
  switch (entry.kind) {
    case "payment_approved":
    case "payment_declined":
    case "payment_abandoned":
    case "payment_unknown":
      return paymentWords(entry, order, zone);
    case "event_rescheduled":
      return done(`${money(entry.amount)} moved to ${time(entry.scheduledAt)}.`);
    case "events_skipped":
      return {
        text: `${money(entry.amount)} will not be collected: ${payments(entry.events.length)} skipped.`,
        tone: "given_up",
      };
    case "events_unskipped":
      return done(`${money(entry.amount)} will be collected: ${payments(entry.events.length)} un-skipped.`);
    case "details_changed":
      return done("Details saved.");
    case "events_merged":
      return entry.why === "card_update"
        ? null
        : done(
            `${money(entry.into.amount)} due on ${time(entry.into.scheduledAt)}: ${payments(entry.events.length)} merged into one.`,
          );
    case "events_scheduled": {
      const [event] = entry.events;
      return entry.why === "staff" && event
        ? done(`${money(event.amount)} scheduled for ${time(event.scheduledAt)}.`)
        : null;
    }
    case "retry_queue_stopped":
      return { text: `Not retried: ${payments(entry.events.length)}.`, tone: "waits" };
    case "order_paused":
      return done(
        entry.resumeAt === null ? "Billing is paused." : `Billing is paused until ${time(entry.resumeAt)}.`,
      );
    case "order_completed":
      return entry.cancelled.length
        ? {
            text: `${money(sumOf(order.events.filter(({ number }) => entry.cancelled.includes(number))))} will not be collected: ${payments(entry.cancelled.length)} cancelled.`,
            tone: "given_up",
          }
        : null;
    case "order_cancelled":
      return { text: `${money(order.total)} will not be collected.`, tone: "given_up" };
    case "note_added":
      return done("Note added.");
    case "gateway_asked":
      return done("The gateway was asked again.");
    case "evidence_confirmed":
      return done("The evidence was confirmed.");
    case "evidence_proposed":
    case "collection_pending":
    case "charge_postponed":
      return { text: inWords(entry, order, zone), tone: "waits" };
    case "event_barred":
    case "duplicate_booked":
    case "booking_reported":
    case "contradiction_reported":
      return { text: inWords(entry, order, zone), tone: "hard_declined" };
    default:
      return silent.has(entry.kind) ? null : done(inWords(entry, order, zone));
  }
}

/** Entries that only lead to another one that is mentioned. */
const silent: ReadonlySet<Entry["kind"]> = new Set<Entry["kind"]>([
  "consent_recorded",
  "status_changed",
  "payment_started",
  "checkout_opened",
  "retries_requested",
  "order_activated",
  "pending_timer_started",
  "collection_settled",
  "card_registered",
  "planned_retry_dropped",
]);

type PaymentEntry = Extract<
  Entry,
  { kind: "payment_approved" | "payment_declined" | "payment_abandoned" | "payment_unknown" }
>;

function paymentWords(entry: PaymentEntry, order: Order, zone: string): ActResult | null {
  const attempt = attemptOf(order, entry.attempt);
  if (!attempt) return null;
  const amount = formatMoney(attempt.amount, order.currency);
  const what = attempt.type === "registration" ? "Card" : amount;
  switch (entry.kind) {
    case "payment_approved":
      return { text: `${what} ${approvedWords[attempt.purpose]}.`, tone: "collected" };
    case "payment_declined":
      return {
        text: `${what} declined: ${lowerFirst(entry.reason)}.`,
        tone: entry.outcome === "hard" || entry.outcome === "hard_stop" ? "hard_declined" : "soft_declined",
      };
    case "payment_unknown":
      return {
        text: `${amount}: no answer from the gateway yet. Do not take another payment. We keep asking the gateway.`,
        tone: "waits",
      };
    case "payment_abandoned": {
      const why = entry.answer ? codedReason(entry.answer) : entry.why;
      const then = entry.wait ? ` The next attempt is on ${sayInstant(entry.wait.until, zone)}.` : "";
      return {
        text: `${what} not ${approvedWords[attempt.purpose]}: ${lowerFirst(why)}.${then}`,
        tone: "waits",
      };
    }
  }
}

const approvedWords = {
  initial: "approved",
  card_update: "registered",
  event: "collected",
  charge_now: "collected",
  capture: "captured",
  refund: "refunded",
  reversal: "released",
  reported: "recorded",
} as const;

/** The status sentence; null when a command that moved no money left it unchanged. */
function statusSentence(entries: readonly Entry[], order: Order, tone: ActTone): string | null {
  const first = entries.find((entry) => entry.kind === "status_changed");
  const name = statusNames[order.status];
  const wasInTrouble =
    first?.kind === "status_changed" && ["failed", "suspended", "paused", "review"].includes(first.from);
  if (first?.kind === "status_changed" && first.from !== order.status)
    return order.status === "active" && wasInTrouble
      ? `The order is ${name} again.`
      : `The order is ${name}.`;
  return tone === "collected" || tone === "soft_declined" || tone === "hard_declined"
    ? `The order is still ${name}.`
    : null;
}

function payments(count: number): string {
  return count === 1 ? "1 payment" : `${count} payments`;
}

/** A reason goes on a sentence, unless it begins with a name or a code. */
function lowerFirst(text: string): string {
  const plain = text.replace(/\.$/, "");
  return /^[A-Z][a-z]/.test(plain) && !/^(Visa|Mastercard|American)/.test(plain)
    ? plain.charAt(0).toLowerCase() + plain.slice(1)
    : plain;
}
