import { describe, expect, it } from "vitest";
import {
  activated,
  cardEntered,
  collected,
  entered,
  hardDeclined,
  instalmentOrder,
  meteredOrder,
  overdue,
  retried,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, forward, type History, refusalOf, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn, shapeOf } from "../lived/shape";
import { paymentAtGateway } from "../order/balance";
import { fingerprint } from "../order/card";
import type { Card, CardDetails } from "../order/order";
import type { Entry } from "../order/order-log";
import { DAY, HOUR } from "../value/calendar";

const byHand = { merchant: { autoRetry: false } };
const last = ({ order }: History) => order.attempts.at(-1);
/** What the order's log says since an earlier moment of it. */
const since = (before: History, after: History): Entry[] =>
  after.log.slice(before.log.length).map(({ entry }) => entry);
const ofKind = <Kind extends Entry["kind"]>(entries: readonly Entry[], kind: Kind) =>
  entries.filter((entry) => entry.kind === kind);

/** The same card under a registration of its own. */
const anew = (card: CardDetails): CardDetails => ({ ...card, id: "e".repeat(32) });

function withCards(history: History, change: Partial<Card>): History {
  const { order } = history;
  return { ...history, order: { ...order, wallet: order.wallet.map((card) => ({ ...card, ...change })) } };
}

describe("another card of the customer", () => {
  const select = (cardId: string, shownSum = 0) => ({ kind: "replace_card", cardId, shownSum }) as const;

  it("becomes the order's while it is theirs, another one, and its month has not ended", () => {
    const old = { ...sampleCards.second, expiryMonth: 1, expiryYear: 2026 };
    const start = activated(instalmentOrder({ wallet: [old] }));
    const end = Date.UTC(2026, 1, 1);
    expect(refusalOf(start, select("nobody's"))).toEqual({ code: "unknown_card" });
    expect(refusalOf(start, select(sampleCards.visa.id))).toEqual({ code: "card_is_current" });
    expect(refusalOf(waited(start, end - 1), select(old.id))).toBeNull();
    expect(refusalOf(waited(start, end), select(old.id))).toEqual({
      code: "card_not_usable",
      state: "expired",
    });
    expect(refusalOf(withCards(start, { state: "forgotten" }), select(old.id))).toEqual({
      code: "card_not_usable",
      state: "forgotten",
    });
  });

  it("is only set when nothing is outstanding, and the log says of no collection", () => {
    const start = activated(instalmentOrder({ wallet: [sampleCards.second] }));
    const after = act(start, select(sampleCards.second.id));
    expect(since(start, after)).toEqual([
      {
        kind: "card_replaced",
        cardId: sampleCards.second.id,
        from: sampleCards.visa.id,
        at: start.now,
        citId: null,
        channel: "ECOM",
      },
    ]);
  });

  it("stays in the wallet where the order ended while it was entered", () => {
    const start = hardDeclined(activated(instalmentOrder()));
    const open = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 10_000 } as const;
    const ended = act(act(start, open), { kind: "complete_order" });
    const after = entered(ended, "approved", sampleCards.second);
    expect(after.order.wallet.map(({ id }) => id)).toEqual([sampleCards.visa.id, sampleCards.second.id]);
    expect([after.order.cardId, after.order.status]).toEqual([sampleCards.visa.id, "complete"]);
  });
});

describe("what is outstanding when the card is replaced", () => {
  it("is charged at once up to the sum that was shown, and waits for a yes from one more on", () => {
    const failed = hardDeclined(activated(instalmentOrder()));
    const collects = cardEntered(failed, 10_000);
    expect(last(collects)).toMatchObject({ cause: "card_update", event: 1, amount: 10_000 });
    expect(ofKind(since(failed, collects), "collection_settled")).toMatchObject([
      { events: [1], amount: 10_000 },
    ]);
    const waits = cardEntered(failed, 9_999);
    expect(paymentAtGateway(waits.order)).toBeNull();
    expect(waits.order.pendingCollection).toMatchObject({ awaits: "confirmation", shownSum: 9_999 });
  });

  it("is charged in one sum of the moment where it is several events", () => {
    const failed = overdue(hardDeclined(activated(instalmentOrder())));
    const after = cardEntered(failed, 20_000);
    expect(since(failed, after)).toMatchObject([
      { kind: "checkout_opened" },
      { kind: "payment_approved" },
      { kind: "card_registered" },
      { kind: "card_replaced" },
      { kind: "collection_settled", events: [1, 2], amount: 20_000 },
      { kind: "events_merged", events: [1, 2], why: "card_update", into: { scheduledAt: failed.now } },
      { kind: "payment_started", attempt: { event: 13, amount: 20_000, cause: "card_update" } },
    ]);
  });

  it("waits for a payment that runs, and then for nobody", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    const running = act(failed, { kind: "retry_events", events: [1] });
    const waits = cardEntered(running, 10_000);
    const collection = { awaits: "payment", shownSum: 10_000, actor: { kind: "customer" } };
    expect(waits.order.pendingCollection).toEqual(collection);
    const paid = answered(waits, "approved");
    expect(ofKind(since(waits, paid), "collection_settled")).toEqual([
      { kind: "collection_settled", events: [], amount: 0 },
    ]);
    expect(last(answered(waits, "soft"))).toMatchObject({
      cause: "card_update",
      actor: { kind: "customer" },
    });
  });

  it("needs no yes any more once nothing of it is owed, and needs it while one event is", () => {
    const failed = overdue(hardDeclined(activated(instalmentOrder())));
    const waits = cardEntered(failed, 0);
    const less = act(waits, { kind: "skip_events", events: [1] });
    expect(less.order.pendingCollection?.awaits).toBe("confirmation");
    const nothing = act(less, { kind: "skip_events", events: [2] });
    expect(since(less, nothing).at(-1)).toEqual({ kind: "collection_settled", events: [], amount: 0 });
  });

  it("needs no yes once its card is barred from an event, and needs it when a sum of the moment is declined", () => {
    const waits = cardEntered(softDeclined(activated(instalmentOrder(byHand))), 0);
    const banned = usedElsewhere(waits, sampleCards.second, { declined: true, visaCategory: 1 });
    const barred = forward(banned, eventIn(waits, 2).scheduledAt);
    expect([barred.order.status, barred.order.pendingCollection]).toEqual(["suspended", null]);
    const metered = activated(meteredOrder(byHand));
    const plan = {
      kind: "schedule_payment",
      amount: 5_000,
      scheduledAt: metered.now + HOUR,
      note: "",
    } as const;
    const asked = cardEntered(softDeclined(act(metered, plan)), 0);
    const declined = answered(act(asked, { kind: "charge_now", amount: 100, note: "" }), "soft");
    expect(declined.order.pendingCollection?.awaits).toBe("confirmation");
  });

  it("is not charged to an order that was paused while it waited", () => {
    const failed = softDeclined(activated(subscriptionOrder(byHand)));
    const running = act(failed, { kind: "retry_events", events: [1] });
    const contested = answered(running, { code: "000.000.000", amount: 9_900, booking: 7 });
    const paused = act(cardEntered(contested, 3_000), { kind: "pause_order", resumeAt: null });
    expect(paused.order.pendingCollection?.awaits).toBe("payment");
    const after = act(paused, { kind: "close_report", attempt: 3, report: 0, reason: "Not ours" });
    expect(ofKind(since(paused, after), "collection_settled")).toEqual([
      { kind: "collection_settled", events: [], amount: 0 },
    ]);
    expect([paymentAtGateway(after.order), after.order.pendingCollection]).toEqual([null, null]);
    expect([after.order.status, eventIn(after, 1).status]).toEqual(["paused", "soft_declined"]);
  });
});

describe("what stands against the new card", () => {
  const worn = () => {
    const failed = softDeclined(activated(instalmentOrder(byHand), sampleCards.third));
    let next = failed;
    for (let i = 0; i < 15; i++) next = retried(waited(next, next.now + HOUR), 1, "soft");
    return { before: next, card: anew(sampleCards.third), until: failed.now + 30 * DAY };
  };
  const advised = () => {
    const start = activated(instalmentOrder(byHand), sampleCards.master);
    const before = forward(start, eventIn(start, 1).scheduledAt, "advice25");
    return { before, card: anew(sampleCards.master), until: before.now + DAY };
  };
  const full = () => {
    let before = softDeclined(activated(instalmentOrder(byHand)));
    for (let i = 0; i < 10; i++) before = usedElsewhere(before, sampleCards.master, { declined: true });
    return { before, card: sampleCards.master, until: before.now + DAY };
  };

  it.each([
    ["retry_limit", "retry_limit", worn],
    ["advice", "advice_not_before", advised],
    ["scheme_limit", "scheme_limit", full],
  ] as const)("postpones the collection for a time, which is then made by itself: %s", (why, code, make) => {
    const { before, card, until } = make();
    const after = cardEntered(before, 10_000, card);
    expect(paymentAtGateway(after.order)).toBeNull();
    const wait = { until, why, cause: "card_update" };
    expect(since(before, after).at(-1)).toMatchObject({
      kind: "charge_postponed",
      event: 1,
      wait,
      why: { code },
    });
    expect(eventIn(forward(after, until - 1), 1).wait).toEqual(wait);
    const paid = forward(after, until).order.attempts.findLast(({ event }) => event === 1);
    expect(paid).toMatchObject({ cause: "card_update", startedAt: until, state: "approved" });
  });

  it("makes a payment Hard declined that it was declined for good on before, for this card alone", () => {
    const failed = hardDeclined(collected(activated(instalmentOrder())));
    const after = cardEntered(failed, 10_000, anew(sampleCards.visa));
    expect(since(failed, after).at(-1)).toEqual({
      kind: "event_barred",
      event: 2,
      card: fingerprint(sampleCards.visa),
      decline: {
        attempt: null,
        code: "",
        outcome: "hard",
        reason: "Hard-declined with this card before",
        schemeBan: false,
      },
    });
    expect(after.order.status).toBe("suspended");
    expect(last(cardEntered(after, 10_000))).toMatchObject({ event: 2, cause: "card_update" });
  });

  it("makes a payment Hard declined by the scheme's ban, in its words", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    const banned = usedElsewhere(failed, sampleCards.second, { declined: true, visaCategory: 1 });
    const after = cardEntered(banned, 10_000);
    expect(eventIn(after, 1).decline).toMatchObject({
      reason: "Visa does not allow this card to be charged again: the bank will never approve it",
      schemeBan: true,
    });
  });
});

it("a registration that is gone bars the next payment, and nothing of the card itself, which may be entered again", () => {
  const start = activated(subscriptionOrder());
  const due = eventIn(start, 1).scheduledAt;
  const barred = forward(withCards(start, { state: "forgotten" }), due);
  expect([barred.order.status, shapeOf(barred)]).toEqual(["suspended", "HF"]);
  expect(ofKind(since(start, barred), "event_barred")).toMatchObject([
    {
      card: "",
      decline: { reason: "The card's registration was deleted at the gateway", schemeBan: false },
    },
  ]);
  expect(last(cardEntered(barred, 3_000, anew(sampleCards.visa)))).toMatchObject({
    event: 1,
    cause: "card_update",
  });
});
