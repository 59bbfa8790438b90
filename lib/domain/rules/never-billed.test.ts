import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, softDeclined, subscriptionOrder } from "../lived/histories";
import { act, type History, waited } from "../lived/history";
import { eventIn } from "../lived/shape";
import { DAY } from "../value/calendar";
import { neverBilled } from "./never-billed";

const nothing = { cycles: [], from: null, amount: 0, onwards: null };
const start = () => activated(subscriptionOrder({ merchant: { autoRetry: false } }));
const pause = (history: History, resumeAt: number | null) => act(history, { kind: "pause_order", resumeAt });
const between = (before: History, after: History) => neverBilled(before.order, after.order);

describe("what is never billed", () => {
  it("is nothing of an order without cycles but what was given up, and of one that only now begins", () => {
    const instalments = activated(instalmentOrder());
    expect(between(instalments, act(instalments, { kind: "complete_order" }))).toEqual(nothing);
    const skipped = act(instalments, { kind: "skip_events", events: [1] });
    expect(between(instalments, skipped)).toEqual({ ...nothing, amount: 10_000 });
    expect(between(subscriptionOrder(), start())).toEqual(nothing);
    expect(between(subscriptionOrder(), act(subscriptionOrder(), { kind: "cancel_order" }))).toEqual(nothing);
  });

  it("is every cycle from the next payment on where a pause has no end, and none by itself where it has one", () => {
    const from = eventIn(start(), 1).scheduledAt;
    expect(between(start(), pause(start(), null))).toEqual({ ...nothing, from });
    expect(between(start(), pause(start(), start().now + 10 * DAY))).toEqual(nothing);
    const paused = pause(start(), null);
    expect(between(paused, act(paused, { kind: "add_note", text: "Called" }))).toEqual(nothing);
  });

  it("names a cycle once that was left out before", () => {
    const late = waited(pause(start(), null), Date.UTC(2026, 3, 15));
    const resumed = act(late, { kind: "resume_order" });
    const first = between(late, resumed);
    expect(first.cycles).toEqual([Date.UTC(2026, 1, 1, 9), Date.UTC(2026, 2, 1, 9), Date.UTC(2026, 3, 1, 9)]);
    expect(first.onwards).toBe(Date.UTC(2026, 4, 1, 9));
    expect(between(resumed, act(resumed, { kind: "skip_events", events: [1] }))).toEqual({
      ...nothing,
      amount: 3_000,
    });
  });

  it("names a cycle once that was passed over before by moving the next payment", () => {
    const at = Date.UTC(2026, 3, 15, 9);
    const move = {
      kind: "reschedule_event",
      event: 1,
      scheduledAt: at,
      amount: null,
      alsoLater: false,
    } as const;
    const moved = act(start(), move);
    expect(between(start(), moved).cycles).toEqual([Date.UTC(2026, 2, 1, 9), Date.UTC(2026, 3, 1, 9)]);
    const later = waited(moved, Date.UTC(2026, 2, 20));
    const rest = { ...nothing, amount: 3_000 };
    expect(between(later, act(later, { kind: "skip_events", events: [1] }))).toEqual(rest);
    expect(between(later, act(later, { kind: "execute_event", event: 1 }))).toEqual(nothing);
  });

  it("counts only what this act gave up, not what was skipped before", () => {
    const failed = softDeclined(start());
    const once = act(failed, { kind: "skip_events", events: [1] });
    expect(between(once, act(once, { kind: "add_note", text: "Called" })).amount).toBe(0);
    expect(between(once, act(once, { kind: "skip_events", events: [2] })).amount).toBe(3_000);
  });
});
