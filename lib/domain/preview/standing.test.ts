import fc from "fast-check";
import { expect, test } from "vitest";
import { activated, hardDeclined, instalmentOrder, softDeclined } from "../lived/histories";
import { type History, record } from "../lived/history";
import { type AskCommand, anyLife, randomHistory } from "../lived/testing-lives";
import { orderTypes } from "../order/order";
import { decide } from "../rules/decide";
import { DAY } from "../value/calendar";
import { situationOf } from "./situation";
import { standingOf } from "./standing";

const ask: AskCommand = (history, command, actor) => {
  const decision = decide(history.order, command, actor, history.now);
  return "refusal" in decision ? history : record(history, decision, actor);
};

const running = ({ order, now }: History) => ({
  order: { ...order, merchant: { ...order.merchant, isStopped: false } },
  now,
});

test("nothing of how an order stands changes before the time that is named for it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...orderTypes),
      anyLife(),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
      (type, life, shares) => {
        const { order, now } = running(randomHistory(type, life, ask));
        const { standsUntil, ...kept } = standingOf(order, now);
        const span = (standsUntil ?? now + 800 * DAY) - now;
        for (const share of [...shares, 1]) {
          const at = Math.min(now + Math.floor(share * span), now + span - 1);
          const { standsUntil: _, ...then } = standingOf(order, at);
          expect([at - now, then]).toEqual([at - now, kept]);
        }
      },
    ),
    { numRuns: Number(process.env.LIVES ?? 150) },
  );
});

test("an order stands as its situation says", () => {
  fc.assert(
    fc.property(fc.constantFrom(...orderTypes), anyLife(), (type, life) => {
      const { order, now } = running(randomHistory(type, life, ask));
      const { cause, isWrong, whoActs, sums } = situationOf(order, now);
      const standing = standingOf(order, now);
      expect(standing.cause).toBe(isWrong ? cause.code : null);
      expect(standing.whoActs).toBe(isWrong ? whoActs : null);
      expect(standing.outstanding).toBe(sums.outstanding);
    }),
    { numRuns: 100 },
  );
});

test("a soft decline with a retry planned waits for time, a hard one for someone", () => {
  const active = activated(instalmentOrder());
  const failed = softDeclined(active);
  expect(standingOf(failed.order, failed.now)).toMatchObject({
    cause: "retried_later",
    needsPerson: false,
    retriesUsed: 0,
    retriesLeft: 15,
    outstanding: 10_000,
  });
  const suspended = hardDeclined(active);
  expect(standingOf(suspended.order, suspended.now)).toMatchObject({
    needsPerson: true,
    whoActs: "customer",
    atStake: 10_000,
  });
});

test("a merchant whose collecting is stopped changes nothing of it", () => {
  const { order, now } = softDeclined(activated(instalmentOrder()));
  const stopped = { ...order, merchant: { ...order.merchant, isStopped: true } };
  expect(standingOf(stopped, now)).toEqual(standingOf(order, now));
});
