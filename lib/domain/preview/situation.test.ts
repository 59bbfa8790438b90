import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fullLives } from "../lived/full-lives";
import { act, forward, type History, record } from "../lived/history";
import { type AskCommand, anyLife, randomHistory } from "../lived/testing-lives";
import { paymentAtGateway } from "../order/balance";
import type { Command } from "../rules/command";
import { decide, may } from "../rules/decide";
import { obstacleToCharge } from "../rules/start-payment";
import { asksForCard, sayToCustomer } from "../words/situation-for-customer";
import { LONGEST_ADVICE, sayAdvice, sayCause, sayInShort } from "../words/situation-words";
import { type Situation, situationOf } from "./situation";
import type { FindingCode } from "./situation-findings";

const { LIVES } = process.env;
const RUNS = Number(LIVES ?? 200);

const situation = ({ order, now, log }: History) => situationOf(order, now, log);

describe.each(["single", "instalment", "subscription", "metered"] as const)(
  "any life of a %s order",
  (type) => {
    it("has one situation that is true", () => {
      fc.assert(
        fc.property(anyLife(), (life) => isTrue(randomHistory(type, life, ask))),
        { seed: 20_261_127, numRuns: RUNS, endOnFailure: LIVES !== undefined },
      );
    }, 120_000);
  },
);

it("is true of every life in which everything happens that can be logged", () => {
  for (const history of fullLives()) isTrue(history);
});

const ask: AskCommand = (history, command, actor) => {
  const decision = decide(history.order, command, actor, history.now);
  return "refusal" in decision ? history : record(history, decision, actor);
};

function isTrue(history: History) {
  const { order, now } = history;
  const found = situation(history);
  const { cause, also, best, others, follows, sums, whoActs } = found;
  const told = JSON.stringify({ status: order.status, ...found });
  if (best?.act === "command") expect(may(order, best.command, now), told).toBeNull();
  for (const { step, refusal } of others)
    if (step.act === "command") expect(may(order, step.command, now)).toEqual(refusal);
  const isOver = order.status === "complete" || order.status === "cancelled";
  const isAtGateway = cause.code === "at_gateway" || cause.code === "result_unknown";
  if (sums.outstanding > 0 && !isOver) {
    expect(best !== null || follows !== null || whoActs === "we" || isAtGateway, told).toBe(true);
    const isTold = [cause, ...also].some(({ code }) => isMoneyOwed.includes(code));
    expect(isTold || isAtGateway || order.status === "paused", told).toBe(true);
  }
  for (const zone of ["UTC", "America/St_Johns"]) {
    const reader = { order, now, zone };
    const texts = [sayCause(found, reader), sayAdvice(found, reader), sayInShort(found, reader)];
    expect(texts.join("|"), told).not.toMatch(/undefined|null|NaN| {2}/);
    expect(texts[0], told).toMatch(/^[A-Z].{7,140}\.$/);
    expect(texts[1]?.length, texts[1]).toBeLessThanOrEqual(LONGEST_ADVICE);
    expect(texts[2]).toMatch(/^[A-Z].{3,45}$/);
  }
  const toCustomer = sayToCustomer(found, order, { amount: (minor) => `EUR ${minor}`, day: () => "a day" });
  expect(toCustomer ?? "", told).not.toMatch(/undefined|null|NaN|SPID|code|stolen|lost|fraud/);
  keepsToThePlan(history, found, toCustomer ?? "");
  if (order.status === "suspended" && cause.code !== "report_open" && needsCard.includes(cause.code))
    expect(toCustomer, told).not.toBeNull();
  const codes = [cause, ...also].map(({ code }) => code);
  if (sums.toGiveBack > 0 && ["review", "cancelled"].includes(order.status))
    expect(
      codes.some((code) => ["paid_twice", "collected_too_much", "paid_after_cancel"].includes(code)),
      told,
    ).toBe(true);
  if (sums.lost > 0) expect(codes.includes("disputed"), told).toBe(true);
  if (follows) happens(history, found);
  if (order.status === "suspended") asksAnotherCard(history, found);
  if (best?.act === "command" && best.command.kind === "reschedule_event")
    collectsThen(history, best.command);
  if (
    cause.code === "retries_used_up" &&
    best?.act === "command" &&
    best.command.kind === "reschedule_event" &&
    cause.retries
  )
    expect(best.command.scheduledAt, told).toBeGreaterThanOrEqual(cause.retries.endsAt);
}

/** No sentence promises a payment that does not follow, or denies one that does. */
function keepsToThePlan(history: History, found: Situation, toCustomer: string) {
  const { order, now } = history;
  const { best, follows } = found;
  const advice = sayAdvice(found, { order, now, zone: "UTC" });
  const told = JSON.stringify({ ...found, advice, toCustomer });
  if (follows?.what === "collect") {
    expect(advice, told).not.toMatch(/Nothing (more )?is collected|The order needs another card/);
    expect(toCustomer, told).not.toMatch(/not charge the card again|Nothing is collected|no longer be used/);
  } else expect(toCustomer, told).not.toMatch(/We will (collect it soon|try again)/);
  if (paymentAtGateway(order)) expect(asksForCard(found, order), told).toBe(false);
  if (best === null) expect(advice, told).not.toMatch(/Refund it|Capture or reverse|^Reverse it/);
}

/** Everything that says why money is owed. */
const isMoneyOwed: readonly FindingCode[] = [
  "sum_to_confirm",
  "merchant_stopped",
  "agreement_withdrawn",
  "card_waits",
  "card_banned",
  "card_expired",
  "card_deleted",
  "no_card",
  "declined_for_good",
  "suspended_after_retries",
  "paused_after_retries",
  "request_held",
  "customer_must_confirm",
  "retries_used_up",
  "not_retried",
  "retried_later",
  "waits",
  "overdue",
];

/** Whatever became of the event that was declined, nothing is collected until there is another card. */
function asksAnotherCard({ order }: History, { cause, also, follows, best }: Situation) {
  const asks = [cause, ...also].some(({ code }) => needsCard.includes(code));
  const waits =
    order.pendingCollection !== null || order.events.some(({ wait }) => wait?.cause === "card_update");
  expect(asks || waits || paymentAtGateway(order) !== null, JSON.stringify({ cause, also })).toBe(true);
  if (!waits) expect(follows).toBeNull();
  if (cause.code !== "agreement_withdrawn" && needsCard.includes(cause.code))
    expect(best).toEqual({ act: "command", command: { kind: "send_update_link" } });
}

const needsCard: readonly FindingCode[] = [
  "agreement_withdrawn",
  "card_banned",
  "card_expired",
  "card_deleted",
  "no_card",
  "declined_for_good",
  "suspended_after_retries",
];

/** A time that is advised is one at which it is collected, where no limit of its card's scheme is in the way. */
function collectsThen(history: History, command: Extract<Command, { kind: "reschedule_event" }>) {
  const after = act(history, command);
  const event = after.order.events.find(({ number }) => number === command.event);
  const obstacle = event ? obstacleToCharge(after.order, event, command.scheduledAt) : null;
  expect(["retry_limit", "advice_not_before", "retry_window_over"]).not.toContain(obstacle?.code);
}

/** Time is moved to it, everything that is due on the way is done, and it is there. */
function happens(history: History, { follows }: Situation) {
  if (!follows) return;
  const before = forward(history, follows.at - 1, "approved");
  const after = forward(before, follows.at, "approved");
  const news = after.log.slice(history.log.length).map(({ entry, at }) => ({ entry, at }));
  const found = news.some(({ entry, at }) => {
    if (at !== Math.max(follows.at, history.now)) return false;
    if (follows.what === "resume") return entry.kind === "order_resumed";
    if (follows.what === "remind") return entry.kind === "reminder_sent";
    return (
      entry.kind === "payment_started" &&
      entry.attempt.event === follows.event &&
      entry.attempt.amount === follows.amount &&
      entry.attempt.cause === follows.cause
    );
  });
  expect(found, JSON.stringify(follows)).toBe(true);
}
