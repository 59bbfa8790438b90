import { describe, expect, it } from "vitest";
import {
  activated,
  entered,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  singleOrder,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, customer, settled } from "../lived/history";
import { monthly, sampleCards } from "../lived/plain-order";
import { DAY } from "../value/calendar";
import { anchorOf, firstEvents } from "./activate";

const open = { kind: "open_checkout", purpose: "initial", via: "link" } as const;

describe("the first approval", () => {
  it("makes the card that was entered the order's, named by this very payment from now on", () => {
    const live = activated(instalmentOrder({ deposit: 100 }));
    expect(live.order).toMatchObject({
      ...{ cardId: sampleCards.visa.id, cardSince: live.now, channel: "ECOM", activatedAt: live.now },
      citId: live.order.attempts[0]?.answer?.transactionId,
    });
    expect(live.log.map(({ entry }) => entry.kind)).toEqual([
      ...["order_created", "link_requested", "status_changed", "pending_timer_started", "checkout_opened"],
      ...["payment_approved", "card_registered", "card_replaced", "order_activated", "events_scheduled"],
      "status_changed",
    ]);
  });

  it("with a saved card keeps the payment and the channel that the card is named by", () => {
    const saved = { ...sampleCards.third, citId: "first-of-all", channel: "MOTO" } as const;
    const start = linked(instalmentOrder({ wallet: [saved], deposit: 100 }));
    const live = answered(
      act(start, { kind: "pay_with_saved_card", cardId: saved.id, how: "telephone", agreedAt: 0 }),
      "approved",
    );
    expect(live.order).toMatchObject({ cardId: saved.id, citId: "first-of-all", channel: "MOTO" });
  });

  it("of a single order keeps a card only where the order says so, and of any other always", () => {
    expect(activated(singleOrder()).order).toMatchObject({ cardId: null, cardSince: null, citId: null });
    expect(activated(singleOrder({ draft: { savesCard: true } })).order.cardId).toBe(sampleCards.visa.id);
    expect(activated(meteredOrder()).order.cardId).toBe(sampleCards.visa.id);
  });

  it("moves the status as what it was: a payment, a hold or a registration", () => {
    const moved = (history: ReturnType<typeof activated>) => {
      const entry = history.log.findLast((one) => one.entry.kind === "status_changed")?.entry;
      return entry?.kind === "status_changed" && [entry.trigger, entry.to];
    };
    expect(moved(activated(singleOrder()))).toEqual(["initial_debit_approved", "complete"]);
    expect(moved(activated(singleOrder({ preauthorise: true })))).toEqual([
      ...["initial_authorisation_approved", "active"],
    ]);
    expect(moved(activated(meteredOrder()))).toEqual(["initial_registration_approved", "active"]);
  });

  it("of a Draft, taken by phone, sets it going by its plan", () => {
    const start = instalmentOrder({ parts: 1, deposit: 100 });
    const live = paidFirst(start, "approved", undefined, "terminal");
    expect(live.order).toMatchObject({
      status: "active",
      cardId: sampleCards.visa.id,
      activatedAt: live.now,
    });
    const scheduled = live.log.find(({ entry }) => entry.kind === "events_scheduled")?.entry;
    expect(scheduled).toMatchObject({ why: "plan", note: "", events: [{ number: 1, amount: 10_000 }] });
  });

  it("of a Rejected order sets it going, and of a Cancelled one only books the money", () => {
    const rejected = paidFirst(linked(instalmentOrder({ deposit: 100 })), "hard", undefined, "terminal");
    expect(rejected.order.status).toBe("rejected");
    expect(paidFirst(rejected).order).toMatchObject({ status: "active", cardId: sampleCards.visa.id });
    const opened = act(linked(instalmentOrder({ deposit: 100 })), open, customer);
    const late = entered(act(opened, { kind: "cancel_order" }), "approved", sampleCards.visa);
    expect(late.order).toMatchObject({ status: "cancelled", cardId: null, activatedAt: null, events: [] });
    expect(late.order.attempts[0]?.state).toBe("approved");
  });

  it("that names no card leaves the order without one", () => {
    const live = settled(act(linked(instalmentOrder()), open), 1, { code: "000.000.000" });
    expect(live.order).toMatchObject({ status: "active", cardId: null, cardSince: null });
  });
});

describe("the first date", () => {
  const at = Date.UTC(2026, 0, 1, 9);
  const starting = (startAt: number | null) => subscriptionOrder({ at: at - DAY, draft: { startAt } }).order;

  it("is the chosen one while it is ahead, and one interval later from its very time on", () => {
    expect(anchorOf(starting(at + 1), at)).toBe(at + 1);
    for (const startAt of [at, at - 1, null])
      expect(anchorOf(starting(startAt), at)).toBe(Date.UTC(2026, 1, 1, 9));
  });

  it("is none of an order without a plan, and nothing is scheduled of it", () => {
    for (const { order } of [singleOrder(), meteredOrder()]) {
      expect(anchorOf(order, at)).toBeNull();
      expect(firstEvents(order, at)).toEqual([]);
    }
    const live = activated(meteredOrder());
    expect(live.order).toMatchObject({ anchorAt: null, events: [] });
    expect(live.log.map(({ entry }) => entry.kind)).not.toContain("events_scheduled");
  });

  it("begins cycles that are numbered from one", () => {
    const { order } = instalmentOrder({ parts: 3, deposit: 100, draft: { interval: monthly } });
    expect(firstEvents(order, at).map(({ number, cycle, amount }) => [number, cycle, amount])).toEqual([
      ...[1, 2, 3].map((n) => [n, n, 10_000]),
    ]);
    expect(firstEvents(starting(null), at)).toMatchObject([{ number: 1, cycle: 1, scheduledAt: at }]);
  });
});
