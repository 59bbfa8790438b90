import { describe, expect, it } from "vitest";
import { netPaid, outstandingAmount } from "../order/balance";
import { fingerprint } from "../order/card";
import { doneOf } from "../order/result";
import { previewCardUpdate } from "../preview/preview-card-update";
import { addDays, HOUR } from "../value/calendar";
import { endSentence, neverBilledSentence } from "../words/preview-words";
import {
  activated,
  cardUpdated,
  collected,
  hardDeclined,
  instalmentOrder,
  overdue,
  softDeclined,
  subscriptionOrder,
} from "./histories";
import { act, forward, type History, refusalOf, waited } from "./history";
import { sampleCards } from "./plain-order";
import { eventIn, shapeOf } from "./shape";

const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date, 9);
const lastMessage = (history: History) => history.messages.at(-1)?.kind;
const statusAndNet = ({ order }: History) => [order.status, netPaid(order)];

/** Twelve instalments of 100: three collected, two soft- and one hard-declined, two overdue, four ahead. */
const deepInTrouble = () =>
  overdue(hardDeclined(softDeclined(collected(activated(instalmentOrder()), 3), 2)), 2);

describe("an instalment order whose card is replaced", () => {
  it("1: charges the one hard-declined event itself", () => {
    const before = hardDeclined(collected(activated(instalmentOrder()), 3));
    expect([before.order.status, shapeOf(before)]).toEqual(["suspended", "CCCHFFFFFFFF"]);

    const after = cardUpdated(before, "approved");
    expect(shapeOf(after)).toBe("CCCRFFFFFFFF");
    expect(statusAndNet(after)).toEqual(["active", 40_000]);
    expect(after.order.events.slice(4)).toEqual(before.order.events.slice(4));
    expect(after.order.cardId).toBe(sampleCards.second.id);
  });

  it("2: merges all that is outstanding and collects it in one payment", () => {
    const before = deepInTrouble();
    expect([before.order.status, shapeOf(before)]).toEqual(["suspended", "CCCSSHOOFFFF"]);
    expect(outstandingAmount(before.order, before.now)).toBe(50_000);

    const after = cardUpdated(before, "approved");
    expect(shapeOf(after)).toBe("CCCMMMMMFFFFR");
    expect(eventIn(after, 13)).toMatchObject({ amount: 50_000, spid: 513, status: "recovered" });
    expect(eventIn(after, 4).mergedInto).toBe(13);
    expect(statusAndNet(after)).toEqual(["active", 80_000]);
    const told = after.messages.slice(before.messages.length).map((message) => message.kind);
    expect(told).toEqual(["payment_approved"]);
  });

  it("3: is Failed when the new card is soft-declined, and keeps that card", () => {
    const after = cardUpdated(deepInTrouble(), "soft");
    expect(shapeOf(after)).toBe("CCCMMMMMFFFFS");
    expect(eventIn(after, 13)).toMatchObject({
      amount: 50_000,
      cardFacts: expect.arrayContaining([
        expect.objectContaining({
          card: fingerprint(sampleCards.second),
          window: expect.objectContaining({ retries: 0 }),
        }),
      ]),
    });
    expect(statusAndNet(after)).toEqual(["failed", 30_000]);
    expect(after.order.cardId).toBe(sampleCards.second.id);
    expect(lastMessage(after)).toBe("payment_declined");
  });

  it("4: is Suspended when the new card is hard-declined, and that card cannot be chosen again", () => {
    const after = cardUpdated(deepInTrouble(), "hard");
    expect(shapeOf(after)).toBe("CCCMMMMMFFFFH");
    expect(after.order.status).toBe("suspended");
    expect(after.order.cardId).toBe(sampleCards.second.id);
    const again = { kind: "replace_card", cardId: sampleCards.second.id, shownSum: 50_000 } as const;
    expect(refusalOf(after, again)).toEqual({ code: "card_is_current" });
  });

  it("5: is Complete when that was the last of its value, and in Review when more was collected", () => {
    const before = hardDeclined(collected(activated(instalmentOrder()), 11));
    expect(statusAndNet(cardUpdated(before, "approved"))).toEqual(["complete", 120_000]);

    const start = collected(activated(instalmentOrder()), 10);
    const scheduledAt = eventIn(start, 11).scheduledAt;
    const dearer = act(start, {
      kind: "reschedule_event",
      event: 11,
      scheduledAt,
      amount: 12_000,
      alsoLater: false,
    });
    const overpaid = cardUpdated(hardDeclined(collected(dearer)), "approved");
    expect(shapeOf(overpaid)).toBe("CCCCCCCCCCCR");
    expect(statusAndNet(overpaid)).toEqual(["review", 122_000]);
  });

  it("6: leaves alone what was moved to the future or skipped before", () => {
    const before = deepInTrouble();
    const nextMonth = addDays(before.now, 30, "UTC");
    const move = (history: History, event: number) =>
      act(history, {
        kind: "reschedule_event",
        event,
        scheduledAt: nextMonth,
        amount: null,
        alsoLater: false,
      });
    const managed = act(move(move(before, 7), 8), { kind: "skip_events", events: [4] });
    expect([managed.order.status, managed.order.total]).toEqual(["suspended", 110_000]);

    const seen = doneOf(previewCardUpdate(managed.order, managed.now));
    expect([seen.sum, seen.events.map((event) => event.number)]).toEqual([20_000, [5, 6]]);
    expect(endSentence(seen)).toBe(
      "If everything open is collected, the order's value is collected exactly: Complete.",
    );

    const after = cardUpdated(managed, "approved");
    expect(shapeOf(after)).toBe("CCCKMMFFFFFFR");
    expect(eventIn(after, 13).amount).toBe(20_000);
    expect([eventIn(after, 7).scheduledAt, eventIn(after, 8).scheduledAt]).toEqual([nextMonth, nextMonth]);
    expect(after.order.total).toBe(110_000);
    expect(after.order.status).toBe(seen.ifApproved);
  });
});

describe("a subscription that stood still", () => {
  it("7: bills two cycles after three months of suspension, and says which it never bills", () => {
    const suspended = hardDeclined(activated(subscriptionOrder({ at: day(2026, 2, 1), price: 3_000 })));
    const before = forward(suspended, day(2026, 6, 2));
    expect([before.order.status, shapeOf(before)]).toEqual(["suspended", "HO"]);
    expect(before.order.events.map((event) => event.scheduledAt)).toEqual([day(2026, 3, 1), day(2026, 4, 1)]);

    const seen = doneOf(previewCardUpdate(before.order, before.now));
    expect([seen.sum, seen.ifApproved]).toEqual([6_000, "active"]);
    expect(neverBilledSentence(seen)).toBe(
      "Never billed: 1 May 2026, 1 Jun 2026. The next payment is on 1 Jul 2026.",
    );

    const after = cardUpdated(before, "approved");
    expect(after.order.status).toBe("active");
    expect(netPaid(after.order)).toBe(3_000 + 6_000);
    const [next] = after.order.events.filter((event) => event.status === "scheduled");
    expect(next).toMatchObject({ scheduledAt: day(2026, 7, 1), amount: 3_000 });
    expect(after.order.events.filter((event) => event.status === "recovered")).toHaveLength(1);
  });

  it("12: goes on at the next cycle date after a pause, as Failed as it was", () => {
    const started = activated(subscriptionOrder({ at: day(2026, 5, 1) }));
    const failed = softDeclined(started);
    const resting = waited(failed, day(2026, 6, 1) + HOUR);
    expect(eventIn(resting, 1).plannedRetries).toHaveLength(3);
    const before = forward(resting, day(2026, 6, 20), "soft");
    expect([before.order.status, shapeOf(before)]).toEqual(["failed", "SF"]);
    expect(eventIn(before, 2).scheduledAt).toBe(day(2026, 7, 1));

    const paused = act(resting, { kind: "pause_order", resumeAt: null });
    expect(eventIn(paused, 1)).toMatchObject({ status: "soft_declined", plannedRetries: [] });

    const asleep = act(before, { kind: "pause_order", resumeAt: day(2026, 9, 10) });
    expect([asleep.order.status, shapeOf(asleep)]).toEqual(["paused", "SZ"]);
    const after = forward(asleep, day(2026, 9, 10));
    expect([after.order.status, shapeOf(after)]).toEqual(["failed", "SF"]);
    expect(eventIn(after, 2).scheduledAt).toBe(day(2026, 10, 1));
    expect(eventIn(after, 1)).toEqual(eventIn(before, 1));
    expect(netPaid(after.order)).toBe(netPaid(before.order));
    expect(after.messages.slice(before.messages.length).map((message) => message.kind)).toEqual([
      "subscription_paused",
      "subscription_resumed",
    ]);
  });
});
