import { paymentAtGateway } from "../order/balance";
import { useOfCard } from "../order/card-use";
import { type Attempt, type Order, SYSTEM } from "../order/order";
import { type SimulatedResultName, simulateResult } from "../order/simulated-answer";
import type { Command } from "../rules/command";
import { decide } from "../rules/decide";
import type { Decided } from "../rules/decided";
import { dueAt } from "../rules/due";
import type { Instant } from "../value/calendar";

/** What staff may have the bank answer when they run an order forward. */
export const runResults = ["approved", "soft", "hard"] as const satisfies readonly SimulatedResultName[];
export type RunResult = (typeof runResults)[number];

/**
 * Runs an order ahead by the rules that carry it out: what falls due is done, and the bank answers as asked. Nothing is
 * written. Ends before the scheduled payment that would be one too many, with the retries of the last one done.
 */
export function runForward(given: Order, asked: RunAsked, now: Instant): ForwardRun {
  let order = given;
  let at = now;
  let scheduled = 0;
  const moments: Moment[] = [];
  const tell = (command: Command, payment: Moment["payment"]): boolean => {
    const decision = decide(order, command, SYSTEM, at);
    if ("refusal" in decision || decision.entries.length === 0) return false;
    moments.push({ at, payment, steps: decision.steps });
    order = withUses(given, decision.order);
    return true;
  };
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const attempt = paymentAtGateway(order);
    if (attempt) {
      const step = moments.filter(({ payment }) => payment).length;
      const as = asked.steps[step] ?? asked.all;
      const result = simulateResult(order, attempt, as);
      const done = tell({ kind: "settle_payment", attempt: attempt.number, result }, { attempt, step, as });
      if (!done) return { order, moments, ends: "cannot" };
      continue;
    }
    const due = dueAt(order);
    if (due === null) return { order, moments, ends: "nothing_due" };
    const before = { order, at };
    at = Math.max(due, at);
    if (!tell({ kind: "run_due" }, null)) return { order, moments, ends: "cannot" };
    if (paymentAtGateway(order)?.cause === "schedule") scheduled += 1;
    if (scheduled > asked.payments) {
      moments.pop();
      return { order: before.order, moments, ends: "as_asked" };
    }
  }
  return { order, moments, ends: "as_asked" };
}

/** `payments`: scheduled ones, their retries not counted. `steps`: results of single attempts, counted from 0. */
export type RunAsked = { payments: number; all: RunResult; steps: Readonly<Record<number, RunResult>> };

/** `ends`: after as many payments as asked; because nothing more falls due; or because the rules stop it. */
export type ForwardRun = {
  order: Order;
  moments: readonly Moment[];
  ends: "as_asked" | "nothing_due" | "cannot";
};

/** What one decision changed, and of a payment that was answered, which one. */
export type Moment = {
  at: Instant;
  payment: { attempt: Attempt; step: number; as: RunResult } | null;
  steps: Decided["steps"];
};

/** The schemes' limits count the simulated payments too. */
function withUses(given: Order, order: Order): Order {
  const more = order.attempts
    .filter(({ number }) => !given.attempts.some((known) => known.number === number))
    .flatMap((attempt) => useOfCard(order, attempt));
  return { ...order, cardUses: [...given.cardUses, ...more] };
}

const MOST_TURNS = 400;
