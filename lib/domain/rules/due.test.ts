import { describe, expect, it } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, forward, type History, refusalOf, settled, system, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn, shapeOf, windowIn } from "../lived/shape";
import { DAY, HOUR } from "../value/calendar";
import { dueAt } from "./due";
import { evolve } from "./evolve";

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
      registrationId: sampleCards.second.id,
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

  it("retries after every soft decline on the merchant's days, and not at all when the customer has to act", () => {
    const live = activated(instalmentOrder());
    const at = eventIn(live, 1).scheduledAt;
    for (const word of ["soft", "limited"] as const) {
      const declined = forward(live, at, word);
      expect(eventIn(declined, 1).plannedRetries).toEqual([at + 3 * DAY, at + 7 * DAY, at + 14 * DAY]);
      const last = forward(declined, at + 15 * DAY, word);
      expect([windowIn(last, 1)?.retries, eventIn(last, 1).plannedRetries]).toEqual([3, []]);
    }
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
  });

  it.each([
    [1, "WEEK", 0],
    [7, "DAY", 0],
    [8, "DAY", 4],
    [2, "WEEK", 2],
  ] as const)("is no payment of a cycle of a week or less: every %i %s", (every, unit, notices) => {
    const live = activated(subscriptionOrder({ draft: { interval: { every, unit } } }));
    expect(count(forward(live, live.now + 25 * DAY), "renewal_soon")).toBe(notices);
  });

  it("is a payment again when its date or its amount has changed since", () => {
    const live = activated(subscriptionOrder());
    const told = forward(live, Date.UTC(2026, 0, 28));
    const move = (scheduledAt: number, amount: number | null) =>
      act(told, { kind: "reschedule_event", event: 1, scheduledAt, amount, alsoLater: false });
    const { scheduledAt } = eventIn(told, 1);

    const later = move(scheduledAt + 20 * DAY, null);
    expect(due(later)).toBe(scheduledAt + 13 * DAY);
    expect(count(forward(later, scheduledAt + 14 * DAY), "renewal_soon")).toBe(2);

    const dearer = move(scheduledAt, 4_000);
    expect(due(dearer)).toBeLessThan(dearer.now);
    const again = forward(dearer, dearer.now + DAY);
    expect(count(again, "renewal_soon")).toBe(2);
    expect(again.messages.at(-1)?.data).toMatchObject({ amount: 4_000, at: scheduledAt });
    expect(count(forward(again, scheduledAt - HOUR), "renewal_soon")).toBe(2);
    expect(count(forward(move(scheduledAt, null), scheduledAt - HOUR), "renewal_soon")).toBe(1);
  });

  it("is the payment that a resume has moved", () => {
    const told = forward(activated(subscriptionOrder()), Date.UTC(2026, 0, 28));
    const paused = act(told, { kind: "pause_order", resumeAt: Date.UTC(2026, 1, 10) });
    const moved = forward(paused, Date.UTC(2026, 1, 25));
    expect(moved.messages.filter(({ kind }) => kind === "renewal_soon").map(({ data }) => data.at)).toEqual([
      Date.UTC(2026, 1, 1, 9),
      Date.UTC(2026, 2, 1, 9),
    ]);
  });

  it("is not told again of a payment that was announced before date and amount were kept", () => {
    const told = forward(activated(subscriptionOrder()), Date.UTC(2026, 0, 28));
    const order = evolve(told.order, { kind: "renewal_announced", event: 1 });
    expect(order.notices.renewalAnnounced).toBe(1);
    expect(dueAt(order)).toBe(eventIn(told, 1).scheduledAt);
  });

  it("is a card that expires, once before and once after", () => {
    const soon = { ...sampleCards.visa, expiryMonth: 4, expiryYear: 2026 };
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
    const soon = { ...sampleCards.visa, expiryMonth: 4, expiryYear: 2026 };
    const paused = act(activated(subscriptionOrder(), soon), { kind: "pause_order", resumeAt: null });
    expect(due(paused)).toBeNull();
  });
});
