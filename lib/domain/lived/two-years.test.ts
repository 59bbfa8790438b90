import { expect, it } from "vitest";
import { nextCycleEvent } from "../order/balance";
import type { Command } from "../rules/command";
import { decide } from "../rules/decide";
import { DAY, type Instant, type Interval } from "../value/calendar";
import type { ResultByCode } from "./answer-by-code";
import { activated, cardUpdated, subscriptionOrder } from "./histories";
import { answeredAll, forward, type History, record, staff } from "./history";
import { violations } from "./invariants";
import { sampleCards } from "./plain-order";
import { retold } from "./retold";

const PRICE = 3_000;
/** A planted fault has to be found by the first few. */
const LIVES = Number(process.env.LIVES ?? 1_000);
const START = Date.UTC(2026, 0, 31, 9);
const END = Date.UTC(2028, 0, 31, 9);

it("bills every cycle of a thousand subscriptions once in two years, however they were paused, moved and let down", () => {
  const seen = {
    pauses: 0,
    moves: 0,
    technical: 0,
    ahead: 0,
    merged: 0,
    skipped: 0,
    leftOut: 0,
    collected: 0,
  };
  for (let seed = 1; seed <= LIVES; seed++) {
    const { order, log } = lived(seed);
    const told = retold(log);
    const events = order.events.filter((event) => event.cycle !== null);
    expect(
      events.map((event) => [event.cycle, asDate(event.scheduledAt)]),
      `life ${seed}`,
    ).toEqual(told.placed.map(([cycle, at]) => [cycle, asDate(at)]));
    expect(
      [...told.charges.values()].every((times) => times === 1),
      `life ${seed}`,
    ).toBe(true);
    expect(told.paid, `life ${seed}`).toBe(PRICE * told.charges.size);
    expect(violations(order, log), `life ${seed}`).toEqual([]);
    const kinds = log.map(({ entry }) => entry.kind);
    seen.pauses += kinds.filter((kind) => kind === "order_paused").length;
    seen.moves += kinds.filter((kind) => kind === "event_rescheduled").length;
    seen.merged += kinds.filter((kind) => kind === "events_merged").length;
    seen.skipped += kinds.filter((kind) => kind === "events_skipped").length;
    seen.technical += order.attempts.filter((attempt) => attempt.outcome === "technical").length;
    seen.ahead += order.attempts.filter((attempt) => attempt.cause === "execute_now").length;
    seen.collected += told.charges.size;
    seen.leftOut += told.leftOut;
  }
  expect(Object.entries(seen).filter(([, count]) => count < LIVES / 4)).toEqual([]);
}, 180_000);

/** Two years of one subscription: time goes on, and now and then somebody does something. */
function lived(seed: number): History {
  const draw = drawing(seed);
  const interval = draw.of(intervals);
  const answers = () => draw.of(words);
  let life = activated(
    subscriptionOrder({
      at: START,
      price: PRICE,
      draft: { interval },
      merchant: { autoRetry: draw.upTo(2) > 0 },
    }),
  );
  while (life.now < END) {
    life = forward(life, Math.min(END, life.now + (draw.upTo(50) + 0.3) * DAY), answers);
    for (let acts = draw.upTo(3); acts > 0; acts--) life = asked(life, anyAct(life, draw), answers);
    if (life.order.status === "suspended" && draw.upTo(3) > 0)
      life = cardUpdated(life, "approved", newCard(seed, life));
  }
  return life;
}

function anyAct({ order, now }: History, draw: Drawing): Command {
  const next = nextCycleEvent(order)?.number ?? 1;
  const open = order.events.filter(({ status }) => status === "scheduled" || status === "soft_declined");
  const event = draw.upTo(2) ? next : draw.of(open.length ? open : order.events).number;
  switch (draw.upTo(9)) {
    case 0:
      return { kind: "pause_order", resumeAt: null };
    case 1:
      return { kind: "pause_order", resumeAt: now + (1 + draw.upTo(90)) * DAY };
    case 2:
    case 3:
      return { kind: "resume_order" };
    case 4:
    case 5: {
      const scheduledAt = now + (draw.upTo(80) + 0.5) * DAY;
      return { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false };
    }
    case 6:
    case 7:
      return { kind: "execute_event", event };
    case 8:
      return { kind: "skip_events", events: [event] };
    default:
      return {
        kind: "merge_events",
        events: open.slice(-2).map((one) => one.number),
        scheduledAt: null,
        amount: null,
      };
  }
}

/** Asks; a refusal leaves the life as it was. */
function asked(life: History, command: Command, answers: () => ResultByCode): History {
  const decision = decide(life.order, command, staff, life.now);
  return "refusal" in decision ? life : answeredAll(record(life, decision, staff), answers);
}

const asDate = (at: Instant) => new Date(at).toISOString();

const intervals: readonly Interval[] = [
  { every: 4, unit: "DAY" },
  { every: 10, unit: "DAY" },
  { every: 1, unit: "WEEK" },
  { every: 3, unit: "WEEK" },
  { every: 1, unit: "MONTH" },
  { every: 1, unit: "MONTH" },
  { every: 3, unit: "MONTH" },
  { every: 1, unit: "YEAR" },
];
const words: readonly ResultByCode[] = [
  ...Array.from({ length: 12 }, () => "approved" as const),
  "soft",
  "soft",
  "soft",
  "technical",
  "technical",
  "technical",
  "not_found",
  "hard",
];

function newCard(seed: number, { log }: History) {
  const id = `${seed}0${log.length}`.padStart(32, "c");
  return { ...sampleCards.visa, id, last4: id.slice(-4) };
}

/** The same numbers for the same seed. */
function drawing(seed: number) {
  let state = seed;
  const upTo = (most: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % (most + 1);
  };
  return {
    /** From 0 to `most`. */
    upTo,
    of: <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T,
  };
}

type Drawing = ReturnType<typeof drawing>;
