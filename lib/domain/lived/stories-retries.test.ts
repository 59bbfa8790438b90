import { describe, expect, it } from "vitest";
import { outstandingAmount } from "../order/balance";
import { DAY, HOUR } from "../value/calendar";
import { activated, instalmentOrder, retried, softDeclined, subscriptionOrder } from "./histories";
import { act, answeredAll, forward, type History, refusalOf, waited } from "./history";
import { sampleCards } from "./plain-order";
import { eventIn, shapeOf, windowIn } from "./shape";

const kinds = (history: History) => history.messages.map((message) => message.kind);
const alerts = (history: History) => history.alerts.map((alert) => alert.kind);
const byHand = { merchant: { autoRetry: false } };

describe("retries", () => {
  it("run oldest first, and stop at a hard decline", () => {
    const weekly = { ...byHand, draft: { interval: { every: 1, unit: "WEEK" } } } as const;
    const before = softDeclined(activated(instalmentOrder(weekly)), 3);
    expect([before.order.status, shapeOf(before)]).toEqual(["failed", "SSSFFFFFFFFF"]);
    const after = answeredAll(act(before, { kind: "retry_events", events: [3, 1, 2] }), (attempt) =>
      attempt.event === 2 ? "hard" : "approved",
    );
    expect([after.order.status, shapeOf(after)]).toEqual(["suspended", "RHSFFFFFFFFF"]);
    expect(after.log.at(-1)?.entry).toEqual({ kind: "retry_queue_stopped", events: [3] });
    expect(after.order.retryQueue).toEqual([]);
  });

  it("go on after a soft decline", () => {
    const before = softDeclined(activated(instalmentOrder(byHand)), 2);
    const after = answeredAll(act(before, { kind: "retry_events", events: [1, 2] }), (attempt) =>
      attempt.event === 1 ? "soft" : "approved",
    );
    expect([after.order.status, shapeOf(after)]).toEqual(["active", "SRFFFFFFFFFF"]);
    expect(outstandingAmount(after.order, after.now)).toBe(10_000);
  });

  it("keep to the time that the card's bank gave", () => {
    const start = activated(instalmentOrder(), sampleCards.master);
    const before = forward(start, eventIn(start, 1).scheduledAt, "advice25");
    const until = before.now + DAY;
    expect(eventIn(before, 1)).toMatchObject({ status: "soft_declined", cardFacts: [{ notBefore: until }] });
    const retry = { kind: "retry_events", events: [1] } satisfies Parameters<typeof act>[1];
    expect(refusalOf(before, retry)).toMatchObject({ code: "advice_not_before", until });
    expect(refusalOf(waited(before, until), retry)).toBeNull();
    for (const planned of eventIn(before, 1).plannedRetries) expect(planned).toBeGreaterThanOrEqual(until);
  });

  it("by hand put off an automatic one that would follow within a day", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    const declinedAt = eventIn(failed, 1).executedAt ?? 0;
    expect(eventIn(failed, 1).plannedRetries).toEqual([3, 7, 14].map((days) => declinedAt + days * DAY));
    const after = retried(waited(failed, declinedAt + 6.5 * DAY), 1, "soft");
    expect(eventIn(after, 1).plannedRetries).toEqual([declinedAt + 14 * DAY]);
  });

  it("suspend a subscription after the last automatic one, when the merchant wants that", () => {
    const start = activated(subscriptionOrder({ merchant: { endAction: "suspend" } }));
    const first = softDeclined(start);
    const before = forward(first, first.now + 7 * DAY, "soft");
    expect([before.order.status, windowIn(before, 1)?.retries]).toEqual(["failed", 2]);
    const after = forward(before, first.now + 14 * DAY, "soft");
    expect([after.order.status, shapeOf(after)]).toEqual(["suspended", "SF"]);
  });

  it("suspend it too when the line was down at first", () => {
    const start = activated(subscriptionOrder({ merchant: { endAction: "suspend", autoRetryDays: [1] } }));
    const failed = softDeclined(start);
    const down = forward(failed, failed.now + DAY, "technical");
    expect([down.order.status, shapeOf(down)]).toEqual(["failed", "SF"]);
    expect(forward(down, down.now + HOUR, "soft").order.status).toBe("suspended");
  });

  it("write to the customer once for each event", () => {
    const before = softDeclined(activated(instalmentOrder()));
    const after = forward(before, before.now + 15 * DAY, "soft");
    expect(kinds(after).filter((kind) => kind === "payment_declined")).toHaveLength(1);
    expect(windowIn(after, 1)?.retries).toBe(3);
  });
});

describe("an order that is stopped for a time", () => {
  it("keeps its declined payment as it is and charges nothing while it is paused", () => {
    const failed = softDeclined(activated(subscriptionOrder()));
    const paused = act(failed, { kind: "pause_order", resumeAt: null });
    const later = forward(paused, paused.now + 100 * DAY);
    expect([later.order.status, shapeOf(later)]).toEqual(["paused", "SZ"]);
    expect(later.order.attempts).toEqual(paused.order.attempts);
    expect(refusalOf(later, { kind: "retry_events", events: [1] })).toMatchObject({ reason: "isPaused" });
    const after = act(later, { kind: "resume_order" });
    expect([after.order.status, shapeOf(after)]).toEqual(["failed", "SF"]);
  });

  it("writes no card mail to a customer who withdrew the agreement", () => {
    const start = activated(subscriptionOrder());
    const after = forward(start, eventIn(start, 1).scheduledAt, "stop");
    expect([after.order.status, shapeOf(after)]).toEqual(["suspended", "HF"]);
    expect(kinds(after)).not.toContain("payment_rejected");
    expect(alerts(after)).toEqual(["agreement_withdrawn"]);
  });

  it("writes no card mail to a customer who stopped one payment, and leaves the agreement as it is", () => {
    const start = activated(subscriptionOrder());
    const stopped = { as: "limited", brand: "VISA", acquirerResponse: "R0" } as const;
    const after = forward(start, eventIn(start, 1).scheduledAt, stopped);
    expect([after.order.status, shapeOf(after)]).toEqual(["suspended", "HF"]);
    expect(kinds(after)).not.toContain("payment_rejected");
    expect(alerts(after)).toEqual([]);
  });
});
