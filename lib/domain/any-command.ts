import { DAY, HOUR } from "./calendar";
import type { Command } from "./command";
import type { History } from "./history";
import type { Order } from "./order";
import { suppose } from "./supposed-answer";

/** Turns four numbers into a command that might be asked of an order where it stands. */
export function anyCommand({ order, now }: History, { wish, a, b, amount }: Wish): Command {
  const wishes = ["draft", "pending", "rejected"].includes(order.status) ? early : late;
  const what = wishes[wish % wishes.length] ?? "add_note";
  const event = (n: number) => order.events[n % Math.max(1, order.events.length)]?.number ?? 1;
  const attempt = order.attempts[a % Math.max(1, order.attempts.length)];
  const at = now + ([0, HOUR, DAY, 10 * DAY, 32 * DAY, 64 * DAY, 400 * DAY][b % 7] ?? 0);
  const wallet = order.wallet[a % Math.max(1, order.wallet.length)]?.id ?? "none";
  switch (what) {
    case "request_link":
      return { kind: "request_link", how: a % 2 ? "email" : "display" };
    case "open_initial_link":
      return { kind: "open_checkout", purpose: "initial", via: "link" };
    case "open_initial_terminal":
      return { kind: "open_checkout", purpose: "initial", via: "terminal" };
    case "open_update_link":
      return { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: a * 5_000 };
    case "open_update_terminal":
      return { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum: 1_000_000 };
    case "pay_with_saved_card":
      return { kind: what, cardId: wallet };
    case "pause_order":
      return { kind: what, resumeAt: null };
    case "pause_until":
      return { kind: "pause_order", resumeAt: at };
    case "reschedule_event":
      return { kind: what, event: event(a), scheduledAt: at, amount: amount || null, alsoLater: b % 3 === 0 };
    case "skip_events":
      return { kind: what, events: a % 2 ? [event(a)] : [event(a), event(b)] };
    case "merge_events":
      return {
        kind: what,
        events: [event(a), event(b), event(a + 1)],
        scheduledAt: b % 2 ? at : null,
        amount: amount === 1 ? 9_999 : null,
      };
    case "retry_one":
      return { kind: "retry_events", events: [event(a)] };
    case "retry_all": {
      const declined = order.events.filter((candidate) => candidate.status === "soft_declined");
      return { kind: "retry_events", events: declined.map((candidate) => candidate.number) };
    }
    case "execute_event":
      return { kind: what, event: event(a) };
    case "replace_card":
      return { kind: what, cardId: wallet, shownSum: 10_000_000 };
    case "replace_card_low":
      return { kind: "replace_card", cardId: wallet, shownSum: a * 2_500 };
    case "collect_outstanding":
      return { kind: what, shownSum: b % 2 ? 10_000_000 : 0 };
    case "charge_now":
      return { kind: what, amount, note: a % 2 ? "Hours" : "" };
    case "schedule_payment":
      return { kind: what, amount, scheduledAt: at, note: "" };
    case "refund_payment":
    case "capture_payment":
      return { kind: what, attempt: attempt?.number ?? 1, amount };
    case "reverse_payment":
      return { kind: what, attempt: attempt?.number ?? 1 };
    case "add_note":
      return { kind: what, text: a ? "Called" : " " };
    case "record_booking":
      return { kind: what, answer: chargeback(order, attempt?.answer?.transactionId ?? null, a) };
    default:
      return { kind: what };
  }
}

/** `wish` chooses what, `a` and `b` of which event, payment, card or day. */
export type Wish = { wish: number; a: number; b: number; amount: number };

/** What is asked of an order before its first approval, and after it. The rest of both is refused now and then. */
const early = [
  "request_link",
  "request_link",
  "open_initial_link",
  "open_initial_link",
  "open_initial_terminal",
  "pay_with_saved_card",
  "send_reminder",
  "cancel_order",
  "skip_events",
  "complete_order",
] as const;
const late = [
  "open_update_link",
  "open_update_link",
  "open_update_terminal",
  "pause_order",
  "pause_until",
  "resume_order",
  "resume_order",
  "complete_order",
  "reschedule_event",
  "reschedule_event",
  "skip_events",
  "merge_events",
  "merge_events",
  "retry_one",
  "retry_all",
  "retry_all",
  "execute_event",
  "replace_card",
  "replace_card",
  "replace_card_low",
  "collect_outstanding",
  "charge_now",
  "schedule_payment",
  "schedule_payment",
  "refund_payment",
  "capture_payment",
  "reverse_payment",
  "add_note",
  "send_update_link",
  "record_booking",
  "request_link",
] as const;

function chargeback(order: Order, referencedId: string | null, a: number) {
  const attempt = order.attempts[0];
  const type = (["CB", "CBR", "RDR"] as const)[a % 3] ?? "CB";
  const blank = { number: 99, reference: "reported", type, amount: 500, cardId: null, recurrence: "initial" };
  const facts = { code: "000.100.200", type, referencedId, booking: a } as const;
  const result = suppose(order, { ...attempt, ...blank } as Order["attempts"][number], facts);
  if (result.kind !== "answer") throw new Error("an answer was expected");
  return result.answer;
}
