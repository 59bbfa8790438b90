import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasOpenReport, netPaid } from "../order/balance";
import type { Actor, Order, OrderStatus } from "../order/order";
import { explainRefusal } from "../order/refusal";
import { doneOf } from "../order/result";
import { preview } from "../preview/preview";
import { previewCardUpdate } from "../preview/preview-card-update";
import type { Command } from "../rules/command";
import { decide, may } from "../rules/decide";
import { describeEntry } from "../words/describe-entry";
import { cardUpdated } from "./histories";
import { type History, record, settled } from "./history";
import { violations } from "./invariants";
import { sampleCards } from "./plain-order";
import { anyLife, randomHistory } from "./testing-lives";

/** A planted fault has to be found by the first few, and nobody reads the shortest life that shows it. */
const { LIVES } = process.env;
const RUNS = Number(LIVES ?? 300);

describe.each(["single", "instalment", "subscription", "metered"] as const)(
  "any life of a %s order",
  (type) => {
    it("keeps what is always true", () => {
      fc.assert(
        fc.property(anyLife(), (life) => {
          const history = randomHistory(type, life, tried);
          expect(violations(history.order, history.log)).toEqual([]);
          keepsTheWordOfItsPreview(history);
          keepsToTheChannelOfItsCard(history.order);
          for (const { entry } of history.log)
            expect(describeEntry(entry, history.order)).not.toMatch(/undefined|null|NaN/);
        }),
        { seed: 20_260_301, numRuns: RUNS, endOnFailure: LIVES !== undefined },
      );
    }, 120_000);
  },
);

/** A registration belongs to the entity of its channel: no other can charge it. */
function keepsToTheChannelOfItsCard(order: Order) {
  const channels = new Map(order.wallet.map(({ id, channel }) => [id, channel ?? "unknown"]));
  for (const { cardId, channel, type } of order.attempts)
    if (cardId !== null && type === "debit" && channels.has(cardId))
      expect(channel).toBe(channels.get(cardId));
  if (order.cardId !== null) expect(order.channel).toBe(channels.get(order.cardId));
}

/** Another card does what its preview said, whichever way the charge goes. */
function keepsTheWordOfItsPreview(history: History) {
  const found = previewCardUpdate(history.order, history.now);
  if (found.is === "refused" || found.value.waitsForPayment) return;
  const seen = found.value;
  // A checkout that the gateway reported otherwise does not expire: staff settle the report first.
  if (history.order.attempts.some((attempt) => attempt.state === "prepared" && hasOpenReport(attempt)))
    return;
  const words = { approved: seen.ifApproved, soft: seen.ifDeclinedSoft, hard: seen.ifDeclinedHard };
  for (const [word, status] of Object.entries(words) as [keyof typeof words, OrderStatus | null][]) {
    if (status === null) continue;
    const after = cardUpdated(
      expired(history),
      (attempt) => (attempt.type === "debit" ? word : "approved"),
      fresh,
    );
    expect(after.order.status).toBe(status);
    expect(netPaid(after.order) - netPaid(history.order)).toBe(word === "approved" ? seen.sum : 0);
    expect(violations(after.order, after.log)).toEqual([]);
  }
}

/** Nobody pays in the checkouts that stand open. */
function expired(history: History): History {
  const open = history.order.attempts.filter((attempt) => attempt.state === "prepared");
  return open.reduce((next, attempt) => settled(next, attempt.number, "expired"), history);
}

const fresh = { ...sampleCards.visa, id: "e".repeat(32), last4: "0341" };

/** Asks, and holds the answer to what must be true of every answer. */
function tried(history: History, command: Command, actor: Actor): History {
  const { order, now } = history;
  const before = JSON.stringify(order);
  const decision = decide(order, command, actor, now);
  expect(JSON.stringify(order)).toBe(before);
  expect(decide(order, command, actor, now)).toEqual(decision);
  const refusal = may(order, command, now);
  expect(refusal).toEqual("refusal" in decision ? decision.refusal : null);
  const foreseen = preview(order, command, actor, now);
  if ("refusal" in decision) {
    expect(explainRefusal(decision.refusal)).toMatch(/^[A-Z].*\.$/);
    expect(foreseen).toEqual({ is: "refused", why: decision.refusal });
    return history;
  }
  const after = record(history, decision, actor);
  const seen = doneOf(foreseen);
  for (const entry of decision.entries)
    if (entry.kind === "order_resumed") expect(seen.neverBilled.cycles).toEqual(entry.neverBilled);
  const bare = (state: Order) => ({
    ...state,
    wallet: state.wallet.map((known) => known.id),
    // What another order or a payment is charged is read again with the order.
    cardUses: [],
    events: state.events.map((event) => ({ ...event, spid: null })),
  });
  expect(bare(seen.after)).toEqual(bare(after.order));
  return after;
}
