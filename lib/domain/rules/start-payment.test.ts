import { describe, expect, it } from "vitest";
import {
  activated,
  instalmentOrder,
  meteredOrder,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, forward, type History, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { nextCycleEvent } from "../order/balance";
import type { Card, CardUse } from "../order/order";
import { DAY, HOUR } from "../value/calendar";
import { obstacleToCharge } from "./start-payment";

const byHand = { merchant: { autoRetry: false } };

/** What stands against charging an event, or a sum of the moment. */
const against = (history: History, event: number | null) =>
  obstacleToCharge(history.order, event === null ? null : eventIn(history, event), history.now);

function withCard(history: History, change: Partial<Card>): History {
  const { order } = history;
  return { ...history, order: { ...order, wallet: order.wallet.map((card) => ({ ...card, ...change })) } };
}

function used(history: History, times: number, use: Partial<CardUse>): History {
  const card = Object.values(sampleCards).find(({ id }) => id === history.order.cardId) ?? sampleCards.visa;
  let after = history;
  for (let i = 0; i < times; i++) after = usedElsewhere(after, card, { declined: true, ...use });
  return after;
}

describe("nothing is charged", () => {
  it("without a card", () => {
    expect(against(singleOrder(), null)).toEqual({ code: "no_card" });
  });

  it("with a card whose registration is gone", () => {
    const forgotten = withCard(activated(instalmentOrder()), { state: "forgotten" });
    for (const event of [1, null])
      expect(against(forgotten, event)).toEqual({ code: "card_not_usable", state: "forgotten" });
  });

  it("to a card for an event that it was declined for good on, though for others", () => {
    const start = activated(instalmentOrder(byHand));
    const declined = forward(start, eventIn(start, 1).scheduledAt, "hard");
    expect(against(declined, 1)).toEqual({ code: "card_barred" });
    expect(against(declined, 2)).toBeNull();
    expect(against(declined, null)).toBeNull();
  });

  it("before the time that the bank gave for an event, and at that very time again", () => {
    const start = activated(instalmentOrder(byHand), sampleCards.master);
    const advised = forward(start, eventIn(start, 1).scheduledAt, "advice25");
    const until = advised.now + DAY;
    const refused = { code: "advice_not_before", until, timeZone: "UTC" };
    expect(against(waited(advised, until - 1), 1)).toEqual(refused);
    expect(against(waited(advised, until), 1)).toBeNull();
    expect(against(advised, null)).toBeNull();
  });

  it("for an event whose fifteen retries are used, until its thirty days end", () => {
    const start = softDeclined(activated(instalmentOrder(byHand), sampleCards.third));
    let worn = start;
    for (let i = 0; i < 14; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
    expect(against(worn, 1)).toBeNull();
    worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
    const endsAt = start.now + 30 * DAY;
    const refused = { code: "retry_limit", used: 15, limit: 15, endsAt, timeZone: "UTC" };
    expect(against(waited(worn, endsAt - 1), 1)).toEqual(refused);
    expect(against(waited(worn, endsAt), 1)).toBeNull();
  });

  it("to a Mastercard beyond its declines of a day, whatever for", () => {
    const full = used(activated(instalmentOrder(), sampleCards.master), 10, { reattempt: false });
    for (const event of [1, null])
      expect(against(full, event)).toMatchObject({ code: "scheme_limit", used: 10, limit: 10 });
    expect(against(waited(full, full.now + DAY), null)).toBeNull();
  });

  it("again to a Visa beyond its reattempts, which the first try of an event or a sum of the moment is not", () => {
    const full = used(softDeclined(activated(instalmentOrder(byHand))), 20, { reattempt: true });
    expect(against(full, 1)).toMatchObject({ code: "scheme_limit" });
    expect(against(full, 2)).toBeNull();
    expect(against(full, null)).toBeNull();
  });
});

describe("an event that is sent", () => {
  it("is a repeated payment by the merchant, and a reattempt once its card was declined on it", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    expect(failed.order.attempts.at(-1)).toMatchObject({ recurrence: "repeated", reattempt: false });
    const again = act(failed, { kind: "retry_events", events: [1] });
    expect(again.order.attempts.at(-1)).toMatchObject({ recurrence: "repeated", reattempt: true });
  });

  it("leaves the next cycle of a subscription behind, and none of a plan that has an end", () => {
    const start = activated(subscriptionOrder());
    const sent = forward(start, eventIn(start, 1).scheduledAt);
    const scheduled = sent.log.map(({ entry }) => entry).filter(({ kind }) => kind === "events_scheduled");
    expect(scheduled.at(-1)).toMatchObject({
      why: "next_cycle",
      note: "",
      events: [{ number: 2, cycle: (eventIn(start, 1).cycle ?? 0) + 1, amount: 3_000 }],
    });
    expect(nextCycleEvent(sent.order)?.number).toBe(2);
    const parts = activated(instalmentOrder({ parts: 3 }));
    expect(forward(parts, eventIn(parts, 1).scheduledAt).order.events).toHaveLength(3);
    const metered = activated(meteredOrder({ first: 500 }));
    expect(forward(metered, metered.now + 60 * DAY).order.events).toEqual([]);
  });
});
