import type { GatewayAnswer } from "../decline/gateway-answer";
import type { Attempt, Order } from "../order/order";
import { simulateResult } from "../order/simulated-answer";
import { DAY, HOUR, type Instant } from "../value/calendar";

// Choices of the random tests, from an order as it is, by a random number.

/** A billing event, counted from the newest, which is a subscription's next one. */
export function anyEvent({ events }: Order, n: number): number {
  return events.at(-1 - (n % Math.max(1, events.length)))?.number ?? 1;
}

export function anyAttempt({ attempts }: Order, n: number): Attempt | undefined {
  return attempts[n % Math.max(1, attempts.length)];
}

export function anyAttemptNumber(order: Order, n: number): number {
  return anyAttempt(order, n)?.number ?? 1;
}

export function anyCard({ wallet }: Order, n: number): string {
  return wallet[n % Math.max(1, wallet.length)]?.id ?? "none";
}

export function anyTime({ now }: { now: Instant }, n: number): Instant {
  return now + ([0, HOUR, DAY, 10 * DAY, 32 * DAY, 64 * DAY, 400 * DAY][n % 7] ?? 0);
}

/** A dispute of the first payment, or of none, as the gateway would report it. */
export function anyDispute(order: Order, a: number): GatewayAnswer {
  const attempt = order.attempts[0];
  const referencedId = anyAttempt(order, a)?.answer?.transactionId ?? null;
  const type = (["chargeback", "chargeback_reversal", "rapid_dispute"] as const)[a % 3] ?? "chargeback";
  const blank = { number: 99, reference: "reported", type, amount: 500, cardId: null, recurrence: "initial" };
  const facts = { as: "chargeback", type, referencedId, booking: a } as const;
  const result = simulateResult(order, { ...attempt, ...blank } as Attempt, facts);
  if (result.kind !== "answer") throw new Error("an answer was expected");
  return result.answer;
}
