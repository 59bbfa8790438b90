import { describe, expect, it } from "vitest";
import { activated, softDeclined, subscriptionOrder } from "../lived/histories";
import { act, answered, forward, type History, refusalOf } from "../lived/history";
import { eventIn } from "../lived/shape";

const byHand = { merchant: { autoRetry: false } };

describe("pausing", () => {
  it("until a time needs one ahead, be it by a millisecond", () => {
    const start = activated(subscriptionOrder());
    const until = (resumeAt: number | null) => refusalOf(start, { kind: "pause_order", resumeAt });
    expect(until(start.now)).toEqual({ code: "resume_not_ahead" });
    expect(until(start.now + 1)).toBeNull();
    expect(until(null)).toBeNull();
  });

  it("says from where, and which declined payments were about to be tried again and are not any more", () => {
    const said = (history: History) =>
      act(history, { kind: "pause_order", resumeAt: null }).log.at(-1)?.entry;
    const start = activated(subscriptionOrder(byHand));
    expect(said(start)).toMatchObject({ kind: "order_paused", from: "active", dropped: [] });
    const failed = softDeclined(start);
    // The next payment, which waits for the line, is paused as every planned one is.
    const down = forward(failed, eventIn(failed, 2).scheduledAt, "technical");
    expect(eventIn(down, 2)).toMatchObject({ status: "scheduled", wait: { why: "technical" } });
    expect(said(down)).toMatchObject({ from: "failed", dropped: [] });
    const waiting = answered(act(failed, { kind: "retry_events", events: [1] }), "technical");
    expect(said(waiting)).toMatchObject({ from: "failed", dropped: [1] });
  });
});
