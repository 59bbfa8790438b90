import fc from "fast-check";
import { type Actor, endActions, type Order, type OrderType } from "../order/order";
import type { Command } from "../rules/command";
import { dueAt } from "../rules/due";
import { DAY, HOUR, type Instant, type Interval } from "../value/calendar";
import { type ResultByCode, resultByCode } from "./answer-by-code";
import { anyCommand, type RandomCommand } from "./any-command";
import {
  entered,
  instalmentOrder,
  meteredOrder,
  singleOrder,
  subscriptionOrder,
  usedElsewhere,
} from "./histories";
import { customer, type History, staff, system, waited } from "./history";
import { sampleCards } from "./plain-order";

/** Random sequences of what staff, customers, the gateway and time can do to an order. */
export function anyLife() {
  return fc.record({
    terms: merchant,
    plan,
    amount: fc.constantFrom(0, 2_000),
    starts: fc.boolean(),
    steps: fc.noBias(fc.array(step, { minLength: 20, maxLength: 80, size: "max" })),
  });
}
export type RandomLife = ReturnType<typeof anyLife> extends fc.Arbitrary<infer L> ? L : never;

/** An order of this type after such a sequence; every command is sent through `ask`. */
export function randomHistory(
  type: OrderType,
  { terms, plan, amount, starts, steps }: RandomLife,
  ask: AskCommand,
): History {
  const history = births[type]({ merchant: terms, ...plan, amount });
  return steps.reduce((next, one) => live(next, one, ask), starts ? begun(history, ask) : history);
}

/** Sends a command to an order; a refused one leaves it unchanged. */
export type AskCommand = (history: History, command: Command, actor: Actor) => History;

/** One step: by staff or a customer, by the gateway, or by time. */
type LifeStep =
  | ({ kind: "ask" } & RandomCommand)
  | { kind: "answer"; which: number; word: ResultByCode }
  | { kind: "enter"; card: keyof typeof sampleCards; word: ResultByCode }
  | { kind: "wait"; time: number }
  | { kind: "work" }
  | { kind: "elsewhere"; card: keyof typeof sampleCards; category: 1 | 2 | null; advice: string | null };

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constant<ResultByCode>("approved") },
  { weight: 4, arbitrary: fc.constant<ResultByCode>("soft") },
  {
    weight: 8,
    arbitrary: fc.constantFrom<ResultByCode>(
      "limited",
      "customer",
      "hard",
      "stop",
      "advice03",
      "advice25",
      "technical",
      "merchant",
      "request",
      "pending",
      "silence",
      "not_found",
      "expired",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<ResultByCode>(
      { code: "000.000.000", booking: 2 },
      { code: "000.000.000", amount: 1 },
      { code: "000.000.000", reference: "somebody-else" },
      { code: "000.400.000" },
      { code: "" },
    ),
  },
);

const card = fc.constantFrom<keyof typeof sampleCards>("visa", "second", "third", "master");
const small = fc.nat({ max: 6 });

const step: fc.Arbitrary<LifeStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("ask" as const),
      wish: fc.nat({ max: 999 }),
      a: small,
      b: small,
      amount: fc.constantFrom(1, 2_500, 10_000, 0),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("answer" as const), which: fc.nat({ max: 9 }), word }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("enter" as const), card, word }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      time: fc.constantFrom(0, HOUR, DAY, 6 * DAY, 31 * DAY, 95 * DAY),
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("work" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("elsewhere" as const),
      card,
      category: fc.constantFrom(1 as const, 2 as const, null),
      advice: fc.constantFrom("03", null),
    }),
  },
);

const merchant = fc.record({
  autoRetry: fc.boolean(),
  autoRetryDays: fc.constantFrom([3, 7, 14], [1], [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29]),
  timedForPaydays: fc.boolean(),
  endAction: fc.constantFrom(...endActions),
  defaultInitialAmount: fc.constantFrom(0, 50),
  timeZone: fc.constantFrom("UTC", "Europe/Berlin"),
});

/** A cycle of days to years, and a first day that months, leap years and clocks treat in their own ways. */
const plan = fc.record({
  at: fc.constantFrom(
    Date.UTC(2026, 0, 1, 9),
    Date.UTC(2026, 0, 31, 23, 30),
    Date.UTC(2026, 2, 28, 1, 30),
    Date.UTC(2028, 1, 29, 0),
  ),
  interval: fc.constantFrom<Interval>(
    { every: 1, unit: "DAY" },
    { every: 9, unit: "DAY" },
    { every: 1, unit: "WEEK" },
    { every: 1, unit: "MONTH" },
    { every: 1, unit: "MONTH" },
    { every: 5, unit: "MONTH" },
    { every: 1, unit: "YEAR" },
  ),
});

type Birth = { merchant: Partial<Order["merchant"]>; amount: number; at: Instant; interval: Interval };

const births: Record<OrderType, (told: Birth) => History> = {
  single: ({ merchant, amount, at }) =>
    singleOrder({ merchant, at, preauthorise: amount > 0, draft: { savesCard: amount > 0 } }),
  instalment: ({ merchant, amount, at, interval }) =>
    instalmentOrder({ merchant, at, parts: 4, each: 2_501, deposit: amount, draft: { interval } }),
  subscription: ({ merchant, amount, at, interval }) =>
    subscriptionOrder({ merchant, at, trial: amount ? 0 : 3_000, draft: { interval } }),
  metered: ({ merchant, amount, at }) => meteredOrder({ merchant, at, first: amount }),
};

function begun(history: History, tried: AskCommand): History {
  const link = tried(history, { kind: "request_link", how: "display" }, staff);
  const open = tried(link, { kind: "open_checkout", purpose: "initial", via: "link" }, customer);
  return live(open, { kind: "enter", card: "visa", word: "approved" }, tried);
}

function live(history: History, step: LifeStep, tried: AskCommand): History {
  switch (step.kind) {
    case "wait":
      return waited(history, history.now + step.time);
    case "work": {
      const due = dueAt(history.order);
      return due === null ? history : tried(waited(history, due), { kind: "run_due" }, system);
    }
    case "elsewhere":
      return usedElsewhere(history, sampleCards[step.card], {
        declined: step.category !== null || step.advice !== null,
        visaCategory: step.category,
        merchantAdviceCode: step.advice,
        reattempt: true,
      });
    case "enter":
      if (!history.order.attempts.some((attempt) => attempt.state === "prepared")) return history;
      return entered(history, step.word === "approved" ? "approved" : "soft", sampleCards[step.card]);
    case "answer": {
      const { attempts } = history.order;
      const running = attempts.find((attempt) => attempt.state === "sent" || attempt.state === "unknown");
      const attempt = step.which < 6 ? running : attempts[step.which % Math.max(1, attempts.length)];
      if (!attempt) return history;
      const result = resultByCode(history.order, attempt, step.word);
      return tried(history, { kind: "settle_payment", attempt: attempt.number, result }, system);
    }
    case "ask":
      return tried(history, anyCommand(history, step), staff);
  }
}
