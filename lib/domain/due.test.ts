import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "./calendar";
import { dueAt } from "./due";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  softDeclined,
  subscriptionOrder,
} from "./histories";
import { act, answered, forward, type History, refusalOf, settled, system, waited } from "./history";
import { cards } from "./plain-order";
import { eventIn, shapeOf, windowIn } from "./shape";

const due = ({ order }: History) => dueAt(order);
const kinds = (history: History) => history.messages.map((message) => message.kind);
const count = (history: History, kind: string) => kinds(history).filter((other) => other === kind).length;

describe("what time causes", () => {
  it("is nothing on a draft, and nothing before it is due", () => {
    expect(due(instalmentOrder())).toBeNull();
    const live = activated(instalmentOrder());
    expect(due(live)).toBe(eventIn(live, 1).scheduledAt);
    expect(refusalOf(live, { kind: "run_due" }, system)).toEqual({ code: "nothing_due" });
  });

  it("waits while a payment is at the gateway", () => {
    const live = activated(instalmentOrder());
    const sent = forward(live, eventIn(live, 1).scheduledAt, "silence");
    expect(eventIn(sent, 1).status).toBe("processing");
    expect(due(waited(sent, sent.now + 40 * DAY))).toBeGreaterThan(sent.now + DAY);
  });

  it("collects what fell due in the order of its time, the oldest first", () => {
    const live = activated(instalmentOrder());
    const after = forward(waited(live, Date.UTC(2026, 4, 15)), Date.UTC(2026, 4, 15));
    expect(shapeOf(after)).toBe("CCCCFFFFFFFF");
    const events = after.order.attempts.flatMap((attempt) => attempt.event ?? []);
    expect(events).toEqual([1, 2, 3, 4]);
  });

  it("leaves a suspended order alone", () => {
    const suspended = hardDeclined(activated(instalmentOrder()));
    const after = forward(suspended, suspended.now + 100 * DAY);
    expect(shapeOf(after)).toBe("HOOOFFFFFFFF");
    expect(after.order.attempts).toEqual(suspended.order.attempts);
  });

  it("retries a card update over a line that is down, although the order is suspended", () => {
    const suspended = hardDeclined(activated(instalmentOrder()));
    const wallet = {
      kind: "open_checkout",
      purpose: "card_update",
      via: "terminal",
      shownSum: 10_000,
    } as const;
    const open = act(suspended, wallet);
    const number = open.order.attempts.length;
    const entered = {
      code: "000.000.000",
      registrationId: cards.second.id,
      brand: "VISA",
      card: { bin: "424242", last4: "4242", holder: "Jane Jones", expiryMonth: 12, expiryYear: 2034 },
    };
    const charging = settled(open, number, entered);
    const failed = answered(charging, "technical");
    expect([failed.order.status, due(failed)]).toEqual(["suspended", failed.now + HOUR / 4]);
    const after = forward(failed, failed.now + HOUR / 4);
    expect([after.order.status, shapeOf(after)]).toEqual(["active", "RFFFFFFFFFFF"]);
  });

  it("sends nothing that the gateway could not read, until staff act", () => {
    const live = activated(instalmentOrder({ parts: 1 }));
    const held = forward(live, eventIn(live, 1).scheduledAt, "request");
    const later = forward(held, held.now + 60 * DAY);
    expect([later.order.status, shapeOf(later), later.order.attempts.length]).toEqual(["active", "O", 2]);
    const after = answered(act(later, { kind: "execute_event", event: 1 }), "approved");
    expect([after.order.status, shapeOf(after)]).toEqual(["complete", "C"]);
  });

  it("sends two automatic retries at most after a generic decline, none when the customer has to act", () => {
    const live = activated(instalmentOrder());
    const at = eventIn(live, 1).scheduledAt;
    const generic = forward(live, at, "limited");
    expect(eventIn(generic, 1).plannedRetries).toEqual([at + 2 * DAY, at + 5 * DAY]);
    const last = forward(generic, at + 6 * DAY, "limited");
    expect([windowIn(last, 1)?.retries, eventIn(last, 1).plannedRetries]).toEqual([2, []]);
    expect(eventIn(forward(live, at, "customer"), 1).plannedRetries).toEqual([]);
  });

  it("begins a new window after thirty days", () => {
    const live = activated(instalmentOrder({ parts: 1, merchant: { autoRetry: false } }));
    const failed = softDeclined(live);
    const later = waited(failed, failed.now + 31 * DAY);
    expect(refusalOf(later, { kind: "retry_events", events: [1] })).toMatchObject({
      code: "retry_window_over",
    });
    const moved = act(later, {
      kind: "reschedule_event",
      event: 1,
      scheduledAt: later.now + DAY,
      amount: null,
      alsoLater: false,
    });
    const again = forward(moved, moved.now + DAY, "soft");
    expect(windowIn(again, 1)).toMatchObject({ startedAt: again.now, retries: 0 });
  });
});

describe("what customers are reminded of", () => {
  it("is a link that waits, on the days the merchant set", () => {
    const start = linked(instalmentOrder());
    expect(due(start)).toBe(start.now + 2 * DAY);
    expect(count(forward(start, start.now + 30 * DAY), "order_reminder")).toBe(3);
    const asleep = waited(start, start.now + 5 * DAY);
    expect(count(forward(asleep, asleep.now), "order_reminder")).toBe(1);
    expect(due(forward(asleep, asleep.now))).toBe(start.now + 6 * DAY);
  });

  it("is a subscription's payment, seven days before", () => {
    const live = activated(subscriptionOrder());
    const next = eventIn(live, 1).scheduledAt;
    expect(due(live)).toBe(next - 7 * DAY);
    expect(count(forward(live, next - DAY), "renewal_soon")).toBe(1);
    const weekly = activated(subscriptionOrder({ draft: { interval: { every: 1, unit: "WEEK" } } }));
    expect(count(forward(weekly, weekly.now + 30 * DAY), "renewal_soon")).toBe(0);
  });

  it("is a card that expires, once before and once after", () => {
    const soon = { ...cards.visa, expiryMonth: 4, expiryYear: 2026 };
    const live = activated(instalmentOrder(), soon);
    const told = forward(live, Date.UTC(2026, 2, 16));
    expect(kinds(told)).toContain("card_expiring");
    const after = forward(told, Date.UTC(2026, 5, 20));
    expect([count(after, "card_expiring"), count(after, "card_expired")]).toEqual([1, 1]);
    const charged = activated(meteredOrder(), soon);
    const later = forward(charged, Date.UTC(2026, 5, 20));
    expect([count(later, "card_expiring"), count(later, "card_expired")]).toEqual([0, 1]);
  });

  it("is no card while the order is paused", () => {
    const soon = { ...cards.visa, expiryMonth: 4, expiryYear: 2026 };
    const paused = act(activated(subscriptionOrder(), soon), { kind: "pause_order", resumeAt: null });
    expect(due(paused)).toBeNull();
  });
});
