import { DAY, HOUR } from "./calendar";
import type { Command, CommandKind } from "./command";
import type { History } from "./history";
import type { Order } from "./order";
import { type Supposed, suppose } from "./supposed-answer";

/** Turns four numbers into a command that might be asked of an order where it stands. */
export function anyCommand(history: History, wish: Wish): Command {
  const isEarly = ["draft", "pending", "rejected"].includes(history.order.status);
  const kinds = isEarly ? early : late;
  return kinds[wish.wish % kinds.length]?.(history, wish) ?? { kind: "add_note", text: "Called" };
}

/** `wish` chooses what, `a` and `b` of which event, payment, card or day. */
export type Wish = { wish: number; a: number; b: number; amount: number };

type Ask<K extends CommandKind> = {
  /** How often it is asked of an order before its first approval, and after it: a share of all. */
  early: number;
  late: number;
  ask: (history: History, wish: Wish) => Extract<Command, { kind: K }>;
};

/** Every command there is, so that none is left out of the random lives. */
const commands: { readonly [K in CommandKind]: Ask<K> } = {
  request_link: {
    early: 2,
    late: 1,
    ask: (_, { a }) => ({ kind: "request_link", how: a % 2 ? "email" : "display" }),
  },
  open_checkout: {
    early: 3,
    late: 3,
    ask: ({ order }, { a, b }) => {
      const via = b % 3 === 2 ? "terminal" : "link";
      const shownSum = via === "terminal" ? 1_000_000 : a * 5_000;
      return order.activatedAt === null
        ? { kind: "open_checkout", purpose: "initial", via }
        : { kind: "open_checkout", purpose: "card_update", via, shownSum };
    },
  },
  pay_with_saved_card: {
    early: 1,
    late: 0,
    ask: ({ order }, { a }) => ({ kind: "pay_with_saved_card", cardId: walletCard(order, a) }),
  },
  cancel_order: { early: 1, late: 0, ask: () => ({ kind: "cancel_order" }) },
  pause_order: {
    early: 0,
    late: 3,
    ask: (history, { a, b }) => ({ kind: "pause_order", resumeAt: a % 2 ? null : timeOf(history, b) }),
  },
  resume_order: { early: 0, late: 3, ask: () => ({ kind: "resume_order" }) },
  complete_order: { early: 1, late: 1, ask: () => ({ kind: "complete_order" }) },
  reschedule_event: {
    early: 0,
    late: 3,
    ask: (history, { a, b, amount }) => ({
      kind: "reschedule_event",
      event: eventNumber(history.order, a),
      scheduledAt: timeOf(history, b),
      amount: amount || null,
      alsoLater: b % 3 === 0,
    }),
  },
  skip_events: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => ({
      kind: "skip_events",
      events: a % 2 ? [eventNumber(order, a)] : [eventNumber(order, a), eventNumber(order, b)],
    }),
  },
  merge_events: {
    early: 0,
    late: 2,
    ask: (history, { a, b, amount }) => ({
      kind: "merge_events",
      events: [a, b, a + 1].map((n) => eventNumber(history.order, n)),
      scheduledAt: b % 2 ? timeOf(history, b) : null,
      amount: amount === 1 ? 9_999 : null,
    }),
  },
  retry_events: {
    early: 0,
    late: 3,
    ask: ({ order }, { a, b }) => {
      const declined = order.events.filter((event) => event.status === "soft_declined");
      return {
        kind: "retry_events",
        events: b % 3 ? declined.map((event) => event.number) : [eventNumber(order, a)],
      };
    },
  },
  execute_event: {
    early: 0,
    late: 2,
    ask: ({ order }, { a }) => ({ kind: "execute_event", event: eventNumber(order, a) }),
  },
  replace_card: {
    early: 0,
    late: 3,
    ask: ({ order }, { a, b }) => ({
      kind: "replace_card",
      cardId: walletCard(order, a),
      shownSum: b % 3 ? 10_000_000 : a * 2_500,
    }),
  },
  collect_outstanding: {
    early: 0,
    late: 1,
    ask: (_, { b }) => ({ kind: "collect_outstanding", shownSum: b % 2 ? 10_000_000 : 0 }),
  },
  charge_now: {
    early: 0,
    late: 1,
    ask: (_, { a, amount }) => ({ kind: "charge_now", amount, note: a % 2 ? "Hours" : "" }),
  },
  schedule_payment: {
    early: 0,
    late: 2,
    ask: (history, { b, amount }) => ({
      kind: "schedule_payment",
      amount,
      scheduledAt: timeOf(history, b),
      note: "",
    }),
  },
  refund_payment: {
    early: 0,
    late: 1,
    ask: ({ order }, { a, amount }) => ({
      kind: "refund_payment",
      attempt: attemptOf(order, a)?.number ?? 1,
      amount,
    }),
  },
  capture_payment: {
    early: 0,
    late: 1,
    ask: ({ order }, { a, amount }) => ({
      kind: "capture_payment",
      attempt: attemptOf(order, a)?.number ?? 1,
      amount,
    }),
  },
  reverse_payment: {
    early: 0,
    late: 1,
    ask: ({ order }, { a }) => ({ kind: "reverse_payment", attempt: attemptOf(order, a)?.number ?? 1 }),
  },
  book_report: {
    early: 1,
    late: 1,
    ask: ({ order }, { a }) => ({
      kind: "book_report",
      attempt: attemptOf(order, a)?.number ?? 1,
      report: 0,
    }),
  },
  close_report: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => ({
      kind: "close_report",
      attempt: attemptOf(order, a)?.number ?? 1,
      report: 0,
      reason: b % 3 ? "Checked with the bank" : "",
    }),
  },
  ask_gateway: {
    early: 0,
    late: 1,
    ask: ({ order }, { a }) => ({ kind: "ask_gateway", attempt: attemptOf(order, a)?.number ?? 1 }),
  },
  add_note: { early: 0, late: 1, ask: (_, { a }) => ({ kind: "add_note", text: a ? "Called" : " " }) },

  send_reminder: { early: 1, late: 0, ask: () => ({ kind: "send_reminder" }) },
  send_update_link: { early: 0, late: 1, ask: () => ({ kind: "send_update_link" }) },
  run_due: { early: 1, late: 2, ask: () => ({ kind: "run_due" }) },
  settle_payment: {
    early: 1,
    late: 1,
    ask: ({ order }, { a, b }) => {
      const attempt = attemptOf(order, a);
      const result = attempt
        ? suppose(order, attempt, anyWords[b % anyWords.length] ?? "soft")
        : ({ kind: "not_found" } as const);
      return { kind: "settle_payment", attempt: attempt?.number ?? 1, result };
    },
  },
  record_booking: {
    early: 0,
    late: 1,
    ask: ({ order }, { a }) => ({
      kind: "record_booking",
      answer: chargeback(order, attemptOf(order, a)?.answer?.transactionId ?? null, a),
    }),
  },
};

/** An approval of another amount than was asked for. */
const other = { code: "000.000.000", amount: 4_321, booking: 3 };
const anyWords: readonly Supposed[] = [
  "approved",
  "soft",
  "hard",
  "silence",
  "technical",
  "not_found",
  other,
  "not_sent",
];

const all = Object.values(commands) as readonly Ask<CommandKind>[];
const early = all.flatMap(({ early, ask }) => Array.from({ length: early }, () => ask));
const late = all.flatMap(({ late, ask }) => Array.from({ length: late }, () => ask));

/** Counted from the newest, which is a subscription's next one. */
function eventNumber({ events }: Order, n: number): number {
  return events.at(-1 - (n % Math.max(1, events.length)))?.number ?? 1;
}

function attemptOf({ attempts }: Order, n: number) {
  return attempts[n % Math.max(1, attempts.length)];
}

function walletCard({ wallet }: Order, n: number): string {
  return wallet[n % Math.max(1, wallet.length)]?.id ?? "none";
}

function timeOf({ now }: History, n: number): number {
  return now + ([0, HOUR, DAY, 10 * DAY, 32 * DAY, 64 * DAY, 400 * DAY][n % 7] ?? 0);
}

function chargeback(order: Order, referencedId: string | null, a: number) {
  const attempt = order.attempts[0];
  const type = (["CB", "CBR", "RDR"] as const)[a % 3] ?? "CB";
  const blank = { number: 99, reference: "reported", type, amount: 500, cardId: null, recurrence: "initial" };
  const facts = { code: "000.100.200", type, referencedId, booking: a } as const;
  const result = suppose(order, { ...attempt, ...blank } as Order["attempts"][number], facts);
  if (result.kind !== "answer") throw new Error("an answer was expected");
  return result.answer;
}
