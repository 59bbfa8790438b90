import { describe, expect, it } from "vitest";
import type { EndAction, MerchantTerms } from "../order/order";
import { areRetryDays } from "../rules/retry-plan";
import { DAY, HOUR } from "../value/calendar";
import {
  activated,
  cardEntered,
  cardUpdated,
  instalmentOrder,
  meteredOrder,
  retried,
  softDeclined,
  subscriptionOrder,
} from "./histories";
import { act, forward, type History, refusalOf, waited } from "./history";
import { violations } from "./invariants";
import { sampleCards } from "./plain-order";
import { eventIn, shapeOf, windowIn } from "./shape";

const dates = (instants: readonly number[]) => instants.map((at) => new Date(at).toISOString().slice(0, 16));
const planned = (history: History) => dates(eventIn(history, 1).plannedRetries);
const kinds = (history: History) => history.messages.map((message) => message.kind);

describe("the days of automatic retries", () => {
  it("may be twelve within the thirty days, each at least a day after the one before", () => {
    expect(areRetryDays([3, 7, 14])).toBe(true);
    expect(areRetryDays([])).toBe(true);
    expect(areRetryDays([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 29])).toBe(true);
    expect(areRetryDays([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])).toBe(false);
    for (const bad of [[0], [30], [3, 3], [7, 3], [1.5], [-1], [Number.NaN]])
      expect(areRetryDays(bad)).toBe(false);
  });

  it("are all tried, twelve of them", () => {
    const autoRetryDays = [1, 2, 4, 6, 8, 10, 13, 16, 19, 22, 26, 29];
    const failed = softDeclined(activated(instalmentOrder({ parts: 1, merchant: { autoRetryDays } })));
    const after = forward(failed, failed.now + 29 * DAY, "soft");
    expect(windowIn(after, 1)?.retries).toBe(12);
  });

  it("go at 07:00, on a usual payday where one is near, of a merchant who wants that", () => {
    const merchant = { timedForPaydays: true, timeZone: "Europe/Berlin" };
    const failed = softDeclined(activated(instalmentOrder({ merchant })));
    expect(dates([failed.now])).toEqual(["2026-02-01T09:00"]);
    expect(planned(failed)).toEqual(["2026-02-04T06:00", "2026-02-08T06:00", "2026-02-15T06:00"]);
    const longer = softDeclined(
      activated(instalmentOrder({ merchant: { ...merchant, autoRetryDays: [12, 13, 27] } })),
    );
    expect(planned(longer)).toEqual(["2026-02-15T06:00", "2026-03-01T06:00"]);
  });

  it("never come before the bank's advice, timed or not", () => {
    for (const timedForPaydays of [false, true]) {
      const merchant = { timedForPaydays, autoRetryDays: [1, 4] };
      const start = activated(instalmentOrder({ merchant }), sampleCards.master);
      const advised = forward(start, eventIn(start, 1).scheduledAt, {
        ...{ as: "limited" as const, brand: "MASTER", merchantAdviceCode: "27" },
      });
      const until = eventIn(advised, 1).cardFacts[0]?.notBefore ?? 0;
      expect(until).toBeGreaterThan(advised.now + DAY);
      for (const at of eventIn(advised, 1).plannedRetries) expect(at).toBeGreaterThanOrEqual(until);
    }
  });

  it("that are planned stay, whatever the merchant chooses later", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    const merchant: MerchantTerms = { ...failed.order.merchant, autoRetryDays: [1], timedForPaydays: true };
    const later = forward({ ...failed, order: { ...failed.order, merchant } }, failed.now + 4 * DAY, "soft");
    expect(eventIn(later, 1).plannedRetries).toEqual([7, 14].map((days) => failed.now + days * DAY));
  });
});

describe("an outage", () => {
  it("does not end the retries: after its last wait the merchant's days follow, and the customer is told once", () => {
    const start = activated(instalmentOrder());
    const down = forward(start, eventIn(start, 1).scheduledAt + DAY, "technical");
    expect(eventIn(down, 1).status).toBe("soft_declined");
    const declinedAt = eventIn(down, 1).executedAt ?? 0;
    expect(eventIn(down, 1).plannedRetries).toEqual([3, 7, 14].map((days) => declinedAt + days * DAY));
    expect(kinds(down).filter((kind) => kind === "payment_declined")).toHaveLength(1);
    const later = forward(down, declinedAt + 8 * DAY, "soft");
    expect(kinds(later).filter((kind) => kind === "payment_declined")).toHaveLength(1);
    expect(forward(later, declinedAt + 14 * DAY, "approved").order.status).toBe("active");
  });

  it("during an automatic retry leaves the later ones planned", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    const down = forward(failed, failed.now + 4 * DAY, "technical");
    expect(eventIn(down, 1)).toMatchObject({ status: "soft_declined", technicalFailures: 0, wait: null });
    expect(eventIn(down, 1).plannedRetries).toEqual([7, 14].map((days) => failed.now + days * DAY));
  });
});

describe("the last word", () => {
  const told = (history: History) => history.messages.filter(({ kind }) => kind === "retries_ended");

  it("is one mail more after the last automatic retry, with the link to pay, and none before it", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    expect(told(forward(failed, failed.now + 8 * DAY, "soft"))).toEqual([]);
    const after = forward(failed, failed.now + 20 * DAY, "soft");
    expect(told(after)).toMatchObject([
      { automatic: true, link: "update_card", at: failed.now + 14 * DAY, data: { amount: 10_000 } },
    ]);
  });

  it("is said too where a retry by hand took the place of the last one, or the line was down at it", () => {
    const failed = softDeclined(activated(instalmentOrder({ merchant: { autoRetryDays: [2] } })));
    expect(told(retried(waited(failed, failed.now + 1.5 * DAY), 1, "soft"))).toHaveLength(1);
    expect(told(forward(failed, failed.now + 3 * DAY, "technical"))).toHaveLength(1);
  });

  it("is not said where nothing was ever retried by itself, or the bank refused for good", () => {
    const byHand = softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false } })));
    expect(told(retried(byHand, 1, "soft"))).toEqual([]);
    const failed = softDeclined(activated(instalmentOrder({ merchant: { autoRetryDays: [2] } })));
    expect(told(forward(failed, failed.now + 2 * DAY, "hard"))).toEqual([]);
  });
});

describe("after the last automatic retry", () => {
  const orders = {
    instalment: (merchant: Partial<MerchantTerms>) => activated(instalmentOrder({ merchant })),
    subscription: (merchant: Partial<MerchantTerms>) => activated(subscriptionOrder({ merchant })),
    metered: (merchant: Partial<MerchantTerms>) => {
      const start = activated(meteredOrder({ merchant }));
      return act(start, { kind: "schedule_payment", amount: 5_000, scheduledAt: start.now + DAY, note: "" });
    },
  };
  const ended = (type: keyof typeof orders, endAction: EndAction) => {
    const failed = softDeclined(orders[type]({ endAction }));
    return forward(failed, failed.now + 14 * DAY, "soft");
  };
  const types = ["instalment", "subscription", "metered"] as const;
  const endings = [
    ["go_on", "failed", "soft_declined"],
    ["suspend", "suspended", "soft_declined"],
    ["pause", "paused", "soft_declined"],
    ["complete", "complete", "cancelled"],
  ] as const;

  it.each(types.flatMap((type) => endings.map((ending) => [type, ...ending] as const)))(
    "a %s order does what its merchant says: %s",
    (type, endAction, status, event) => {
      const after = ended(type, endAction);
      expect([after.order.status, eventIn(after, 1).status]).toEqual([status, event]);
      expect(violations(after.order, after.log)).toEqual([]);
    },
  );

  it.each(types.flatMap((type) => (["suspend", "pause"] as const).map((action) => [type, action] as const)))(
    "a %s order comes back by itself from %s when its debt is paid",
    (type, endAction) => {
      const before = ended(type, endAction);
      const after = cardUpdated(waited(before, before.now + HOUR), "approved");
      expect([after.order.status, eventIn(after, 1).status]).toEqual(["active", "recovered"]);
      expect(after.order.events.filter(({ status }) => status === "paused")).toEqual([]);
      expect(after.order.pausedFrom).toBeNull();
      expect(violations(after.order, after.log)).toEqual([]);
    },
  );

  it("a paused order whose other card is declined too stays Paused, and nothing is planned for it", () => {
    const before = ended("subscription", "pause");
    const after = cardUpdated(waited(before, before.now + HOUR), "soft");
    expect([after.order.status, eventIn(after, 1).status]).toEqual(["paused", "soft_declined"]);
    expect(eventIn(after, 1).plannedRetries).toEqual([]);
    expect(forward(after, after.now + 60 * DAY).order.attempts).toHaveLength(after.order.attempts.length);
  });

  it("a paused order takes another card only while it owes, and nothing else that charges", () => {
    const owing = ended("subscription", "pause");
    expect(refusalOf(owing, { kind: "send_update_link" })).toBeNull();
    expect(refusalOf(owing, { kind: "retry_events", events: [1] })).toMatchObject({ reason: "isPaused" });
    const byStaff = act(softDeclined(activated(subscriptionOrder())), {
      kind: "pause_order",
      resumeAt: null,
    });
    expect(refusalOf(byStaff, { kind: "send_update_link" })).toMatchObject({ reason: "isPaused" });
    expect(act(owing, { kind: "resume_order" }).order.status).toBe("failed");
  });

  it("is not taken away by a retry by hand in place of the last automatic one", () => {
    const merchant = { autoRetryDays: [1], endAction: "suspend" } as const;
    const failed = softDeclined(activated(subscriptionOrder({ merchant })));
    const early = retried(waited(failed, failed.now + 12 * HOUR), 1, "soft");
    expect([early.order.status, eventIn(early, 1).plannedRetries]).toEqual(["suspended", []]);
    const late = retried(waited(failed, failed.now + DAY + HOUR), 1, "soft");
    expect(late.order.status).toBe("suspended");
  });

  it("waits for the last of them: a retry by hand that leaves one planned ends nothing", () => {
    const failed = softDeclined(activated(subscriptionOrder({ merchant: { endAction: "suspend" } })));
    const after = retried(waited(failed, failed.now + 2 * DAY + HOUR), 1, "soft");
    expect(after.order.status).toBe("failed");
    expect(eventIn(after, 1).plannedRetries).toEqual([7, 14].map((days) => failed.now + days * DAY));
  });

  it("comes also when the last one cannot be sent because all retries are used", () => {
    const merchant = { autoRetryDays: [10, 20], endAction: "suspend" } as const;
    let worn = softDeclined(activated(subscriptionOrder({ merchant })));
    const first = worn.now;
    for (let i = 0; i < 15; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
    expect(forward(worn, first + 20 * DAY, "soft").order.status).toBe("suspended");
  });

  it("ends a row of retries by hand: nothing of a suspended order is charged", () => {
    const weekly = { interval: { every: 1, unit: "WEEK" } } as const;
    const merchant = { autoRetryDays: [8], endAction: "suspend" } as const;
    const both = softDeclined(activated(subscriptionOrder({ merchant, draft: weekly })), 2);
    const near = waited(both, both.now + 12 * HOUR);
    const asked = act(near, { kind: "retry_events", events: [1, 2] });
    const after = forward(asked, asked.now, "soft");
    expect(violations(after.order, after.log)).toEqual([]);
  });

  it("does not come for a card that is no longer the order's", () => {
    const merchant = { autoRetryDays: [1], endAction: "suspend" } as const;
    const failed = softDeclined(activated(subscriptionOrder({ merchant })));
    const sent = act(failed, { kind: "retry_events", events: [1] });
    const kept = cardEntered(sent, 1);
    expect(forward(kept, kept.now, "soft").order.status).toBe("failed");
  });

  it("leaves every instalment that a pause passed over as a debt, due the day after it goes on", () => {
    const owing = ended("instalment", "pause");
    const later = waited(owing, owing.now + 40 * DAY);
    const missed = later.order.events.filter((event) => event.scheduledAt <= later.now && event.number > 1);
    expect(missed.length).toBeGreaterThan(0);
    const after = cardUpdated(later, "approved");
    expect([after.order.status, after.order.events.length]).toEqual(["active", 12]);
    const resumed = after.log.map(({ entry }) => entry).find(({ kind }) => kind === "order_resumed");
    expect(resumed).toMatchObject({ debts: missed.map(({ number }) => number), neverBilled: [] });
    for (const { number, cycle } of missed) {
      const moved = eventIn(after, number);
      expect(moved).toMatchObject({ status: "scheduled", cycle });
      expect(moved.scheduledAt).toBeLessThanOrEqual(after.now + 2 * DAY);
    }
    expect(violations(after.order, after.log)).toEqual([]);
  });

  it("keeps the shape of the rest: what a paused order had scheduled waits", () => {
    expect(shapeOf(ended("instalment", "pause"))).toMatch(/^SZ+$/);
  });
});
