import { describe, expect, it } from "vitest";
import { netPaid } from "../order/balance";
import type { Entry } from "../order/order-log";
import { doneOf } from "../order/result";
import { preview } from "../preview/preview";
import type { Command } from "../rules/command";
import { DAY } from "../value/calendar";
import { describeEntry } from "../words/describe-entry";
import { activated, softDeclined, subscriptionOrder } from "./histories";
import { act, answered, forward, type History, recordEntries, staff, waited } from "./history";
import { violations } from "./invariants";
import { eventIn } from "./shape";

const day = (year: number, month: number, date: number, hour = 9) => Date.UTC(year, month - 1, date, hour);
const byHand = { merchant: { autoRetry: false } };
const pause: Command = { kind: "pause_order", resumeAt: null };
const resume: Command = { kind: "resume_order" };

const moved = (history: History, event: number, scheduledAt: number) =>
  act(history, { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false });
const placed = (history: History) =>
  history.order.events.map(({ cycle, scheduledAt, status }) => [
    cycle,
    new Date(scheduledAt).toISOString().slice(0, 16),
    status,
  ]);

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** What the log says of resuming. */
function said({ log }: History) {
  const entry = log.map((logged) => logged.entry).findLast(({ kind }) => kind === "order_resumed");
  if (entry?.kind !== "order_resumed") throw new Error("it was not resumed");
  const moved = entry.moved.map(({ event, cycle, scheduledAt }) => [event, cycle, dateOf(scheduledAt)]);
  return { debts: entry.debts, moved, neverBilled: entry.neverBilled?.map(dateOf) };
}

/** Its first payment of 1 February was declined and moved to the 20th; paused on the 15th. */
function pausedWithDebt(): History {
  const declined = softDeclined(activated(subscriptionOrder(byHand)));
  return act(waited(moved(declined, 1, day(2026, 2, 20)), day(2026, 2, 15)), pause);
}

describe("resuming a subscription", () => {
  it("keeps a debt's cycle and collects it at the same time tomorrow; the next payment stays on its date", () => {
    const resumed = act(waited(pausedWithDebt(), day(2026, 2, 25, 17)), resume);
    expect(placed(resumed)).toEqual([
      [1, "2026-02-26T09:00", "scheduled"],
      [2, "2026-03-01T09:00", "scheduled"],
    ]);
    const after = forward(resumed, day(2026, 3, 2));
    expect(netPaid(after.order) - netPaid(resumed.order)).toBe(6_000);
    expect(violations(after.order, after.log)).toEqual([]);
  });

  it("moves the next payment to the first cycle date ahead, and only that one", () => {
    const resumed = act(waited(pausedWithDebt(), day(2026, 4, 10)), resume);
    expect(placed(resumed)).toEqual([
      [1, "2026-04-11T09:00", "scheduled"],
      [4, "2026-05-01T09:00", "scheduled"],
    ]);
  });

  it("says which payments are debts, where each stands, and which dates are never billed", () => {
    expect(said(act(waited(pausedWithDebt(), day(2026, 4, 10)), resume))).toEqual({
      debts: [1],
      moved: [
        [1, 1, "2026-04-11"],
        [2, 4, "2026-05-01"],
      ],
      neverBilled: ["2026-03-01", "2026-04-01"],
    });
  });

  it("never bills nothing, and moves nothing, when every date is still ahead", () => {
    const paused = act(activated(subscriptionOrder(byHand)), pause);
    expect(said(act(waited(paused, day(2026, 1, 31)), resume))).toEqual({
      debts: [],
      moved: [],
      neverBilled: [],
    });
  });

  it("leaves a debt alone whose date is still ahead, and no payment is put on its day", () => {
    const declined = softDeclined(activated(subscriptionOrder(byHand)));
    const paused = act(moved(declined, 1, day(2026, 4, 1, 15)), pause);
    expect(placed(act(waited(paused, day(2026, 3, 20)), resume))).toEqual([
      [1, "2026-04-01T15:00", "scheduled"],
      [4, "2026-05-01T09:00", "scheduled"],
    ]);
  });

  it("never goes back before the next payment's own cycle", () => {
    let ahead = activated(subscriptionOrder(byHand));
    for (const event of [1, 2, 3]) ahead = forward(moved(ahead, event, ahead.now + DAY), ahead.now + DAY);
    const early = act(moved(ahead, 4, ahead.now + DAY), pause);
    expect(placed(act(waited(early, early.now + 2 * DAY), resume))).toEqual([
      [1, "2026-01-02T09:00", "completed"],
      [2, "2026-01-03T09:00", "completed"],
      [3, "2026-01-04T09:00", "completed"],
      [4, "2026-05-01T09:00", "scheduled"],
    ]);
  });

  it("moves a payment that falls due at the very instant of resuming", () => {
    const paused = act(activated(subscriptionOrder(byHand)), {
      kind: "pause_order",
      resumeAt: day(2026, 2, 1),
    });
    expect(placed(forward(paused, day(2026, 2, 1)))).toEqual([[2, "2026-03-01T09:00", "scheduled"]]);
  });

  it("does not let a payment that is due at that very instant stand in its own way", () => {
    const start = activated(subscriptionOrder(byHand));
    const early = act(moved(start, 1, day(2026, 2, 1, 8)), pause);
    expect(placed(act(waited(early, day(2026, 2, 1, 8)), resume))).toEqual([
      [1, "2026-02-01T09:00", "scheduled"],
    ]);
  });

  it("treats a payment that failed technically before the pause as a debt", () => {
    const start = activated(subscriptionOrder(byHand));
    const failed = forward(start, day(2026, 2, 1), "technical");
    const resumed = act(waited(act(failed, pause), day(2026, 2, 10)), resume);
    expect(placed(resumed)).toEqual([
      [1, "2026-02-11T09:00", "scheduled"],
      [2, "2026-03-01T09:00", "scheduled"],
    ]);
  });

  it("does not go on by itself with a retry that the pause had stopped", () => {
    const declined = softDeclined(activated(subscriptionOrder(byHand)));
    const waiting = answered(act(declined, { kind: "retry_events", events: [1] }), "technical");
    expect(eventIn(waiting, 1)).toMatchObject({ status: "soft_declined", wait: { why: "technical" } });
    const resumed = act(waited(act(waiting, pause), day(2026, 2, 10)), resume);
    expect(eventIn(resumed, 1)).toMatchObject({ status: "soft_declined", wait: null });
    expect(forward(resumed, day(2026, 2, 20)).order.attempts).toEqual(resumed.order.attempts);
  });

  it("shows in its preview what the command then does", () => {
    const paused = waited(pausedWithDebt(), day(2026, 4, 10));
    const seen = doneOf(preview(paused.order, resume, staff, paused.now));
    expect(seen.changed.map(({ cycle, scheduledAt }) => [cycle, scheduledAt])).toEqual(
      act(paused, resume).order.events.map(({ cycle, scheduledAt }) => [cycle, scheduledAt]),
    );
    expect(eventIn(paused, 1).status).toBe("paused");
  });
});

describe("an order whose payments share a cycle", () => {
  /** As orders were resumed when every paused payment went to the next cycle. */
  const paused = waited(pausedWithDebt(), day(2026, 4, 10));
  const at = day(2026, 5, 1);
  const together: Entry = {
    kind: "order_resumed",
    moved: [
      { event: 1, scheduledAt: at, cycle: 4 },
      { event: 2, scheduledAt: at, cycle: 4 },
    ],
  };
  const status: Entry = { kind: "status_changed", from: "paused", to: "failed", trigger: "resume_order" };
  const resumed = recordEntries(paused, [status, together], staff);

  it("is found by what is always true", () => {
    expect(violations(resumed.order, resumed.log)).toEqual([
      "ZUID-1042: events 1 and 2 share cycle 4",
      "ZUID-1042: event 2 of cycle 4 follows event 1 of cycle 4",
    ]);
  });

  it("still replays, and its log says what it said", () => {
    expect(resumed.order.events.map((event) => event.scheduledAt)).toEqual([at, at]);
    expect(describeEntry(together, resumed.order)).toBe(
      "Order resumed; SPID 501 moved to 1 May 2026, 09:00; SPID 502 moved to 1 May 2026, 09:00.",
    );
  });

  it("is found by its dates too", () => {
    const events = paused.order.events.map((event) =>
      event.cycle === 2 ? { ...event, number: 3, cycle: 3, scheduledAt: day(2026, 1, 1) } : event,
    );
    const next = eventIn(paused, 2);
    const order = { ...paused.order, events: [eventIn(paused, 1), next, ...events.slice(1)] };
    expect(violations(order, paused.log)).toContain(
      "ZUID-1042: event 3 of cycle 3 follows event 2 of cycle 2",
    );
  });
});
