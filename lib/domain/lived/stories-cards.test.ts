import { describe, expect, it } from "vitest";
import { collectedAmount, netPaid, paymentAtGateway } from "../order/balance";
import { DAY, HOUR } from "../value/calendar";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  entered,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  overdue,
  paidFirst,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "./histories";
import { act, answered, customer, forward, type History, refusalOf, settled, waited } from "./history";
import { sampleCards } from "./plain-order";
import { eventIn, shapeOf, windowIn } from "./shape";

const at = (history: History) => paymentAtGateway(history.order);
const runningIn = ({ order }: History) =>
  order.attempts.filter((attempt) => attempt.state === "sent" || attempt.state === "unknown");
const lastCheckout = ({ order }: History) =>
  order.attempts.findLast((attempt) => attempt.state === "prepared")?.number ?? 0;

describe("a card that is checked before it is kept", () => {
  const careful = { merchant: { defaultInitialAmount: 50 } };

  it("gives the small authorisation back before anything is collected", () => {
    const first = paidFirst(linked(instalmentOrder(careful)));
    expect(first.order.status).toBe("active");
    expect(at(first)).toMatchObject({ type: "reversal", amount: 50, refersTo: 1 });
    const before = hardDeclined(answered(first, "approved"));

    const checked = cardEntered(before, 10_000);
    expect(at(checked)).toMatchObject({ type: "reversal", amount: 50 });
    expect([shapeOf(checked), checked.order.cardId]).toEqual(["HFFFFFFFFFFF", sampleCards.second.id]);
    const collecting = answered(checked, "approved");
    expect(at(collecting)).toMatchObject({ type: "debit", cause: "card_update", amount: 10_000 });
    const after = answered(collecting, "approved");
    expect([after.order.status, netPaid(after.order)]).toEqual(["active", 10_000]);
  });

  it("waits with giving it back while another payment is at the gateway", () => {
    const start = activated(instalmentOrder(careful));
    const before = forward(start, eventIn(start, 1).scheduledAt, "silence");
    const checked = cardEntered(before, 10_000);
    expect(runningIn(checked)).toMatchObject([{ type: "debit", event: 1, state: "unknown" }]);

    const reversing = answered(checked, "approved");
    expect(at(reversing)).toMatchObject({ type: "reversal", amount: 50 });
    const after = answered(reversing, "approved");
    expect(at(after)).toBeNull();
    expect([after.order.status, shapeOf(after)]).toEqual(["active", "CFFFFFFFFFFF"]);
  });

  it("gives back a second check of the same order, which is no second payment", () => {
    const phone = { kind: "open_checkout", purpose: "initial", via: "terminal" } as const;
    const both = act(act(linked(instalmentOrder(careful)), phone), { ...phone, via: "link" }, customer);
    const live = answered(entered(both, "approved", sampleCards.visa), "approved");
    const after = answered(entered(live, "approved", sampleCards.second), "approved");
    expect([after.order.status, after.order.cardId]).toEqual(["active", sampleCards.visa.id]);
    expect(after.order.attempts.filter((attempt) => attempt.type === "reversal")).toHaveLength(2);
    expect(after.alerts).toEqual([]);
  });
});

describe("a card that the customer enters while a payment is at the gateway", () => {
  const retrying = () => {
    const start = softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false } })));
    return act(start, { kind: "retry_events", events: [1] });
  };

  it("is set, and collects what the running payment leaves", () => {
    const checked = cardEntered(retrying(), 10_000);
    expect(checked.order.cardId).toBe(sampleCards.second.id);
    expect(checked.order.pendingCollection?.awaits).toBe("payment");

    const declined = answered(checked, "hard");
    expect(declined.order.status).toBe("failed");
    expect(at(declined)).toMatchObject({
      cause: "card_update",
      cardId: sampleCards.second.id,
      amount: 10_000,
    });
    const after = answered(declined, "approved");
    expect([after.order.status, shapeOf(after)]).toEqual(["active", "RFFFFFFFFFFF"]);
  });

  it("collects nothing when the running payment is approved", () => {
    const after = answered(cardEntered(retrying(), 10_000), "approved");
    expect([after.order.status, shapeOf(after), at(after)]).toEqual(["active", "RFFFFFFFFFFF", null]);
    expect(after.order.pendingCollection).toBeNull();
    expect(after.order.cardId).toBe(sampleCards.second.id);
  });

  it("does not stand at the gateway itself as long as its bank has not answered", () => {
    const open = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 10_000 } as const;
    const opened = act(retrying(), open, customer);
    const after = settled(opened, lastCheckout(opened), "pending");
    expect(runningIn(after)).toHaveLength(1);
  });
});

it("asks again when more is outstanding than the page showed", () => {
  const before = overdue(hardDeclined(activated(instalmentOrder())), 2);
  const kept = cardEntered(before, 10_000);
  expect([kept.order.status, kept.order.cardId, at(kept)]).toEqual([
    "suspended",
    sampleCards.second.id,
    null,
  ]);
  expect(kept.order.pendingCollection?.awaits).toBe("confirmation");
  expect(refusalOf(kept, { kind: "collect_outstanding", shownSum: 20_000 })).toMatchObject({
    code: "sum_has_grown",
    now: 30_000,
  });
  const after = answered(act(kept, { kind: "collect_outstanding", shownSum: 30_000 }), "approved");
  expect([after.order.status, netPaid(after.order)]).toEqual(["active", 30_000]);
});

it.each(["of another order", "of this order"])(
  "never charges a banned card again, though it is registered anew: its ban came from a payment %s",
  (whose) => {
    const start = hardDeclined(activated(instalmentOrder()));
    const banned = whose === "of this order" ? sampleCards.visa : sampleCards.second;
    const before = usedElsewhere(start, banned, { declined: true, visaCategory: 1 });
    const after = cardEntered(before, 10_000, { ...sampleCards.second, ...banned, id: "e".repeat(32) });
    expect(at(after)).toBeNull();
    expect(after.order.attempts.filter(({ cause }) => cause === "card_update")).toHaveLength(0);
    expect(after.order.status).toBe("suspended");
    expect(eventIn(after, 1)).toMatchObject({ status: "hard_declined", decline: { schemeBan: true } });
  },
);

it("lets a banned card's next payment be followed by another", () => {
  const start = activated(subscriptionOrder());
  const banned = usedElsewhere(start, sampleCards.visa, { declined: true, visaCategory: 1 });
  const before = forward(banned, eventIn(start, 1).scheduledAt);
  expect([before.order.status, shapeOf(before)]).toEqual(["suspended", "HF"]);
  expect(eventIn(before, 1).decline?.schemeBan).toBe(true);

  const after = cardUpdated(before, "approved");
  expect([after.order.status, shapeOf(after)]).toEqual(["active", "RF"]);
  expect(refusalOf(after, { kind: "replace_card", cardId: sampleCards.visa.id, shownSum: 0 })).toMatchObject({
    code: "card_banned",
  });
});

it("waits for a used-up scheme limit to free a place, and collects then", () => {
  const start = activated(meteredOrder(), sampleCards.master);
  let before = act(start, {
    kind: "schedule_payment",
    amount: 5_000,
    scheduledAt: start.now + HOUR,
    note: "",
  });
  for (let i = 0; i < 10; i++)
    before = usedElsewhere(waited(before, start.now + i), sampleCards.master, { declined: true });

  expect(refusalOf(before, { kind: "execute_event", event: 1 })).toMatchObject({
    code: "scheme_limit",
    used: 10,
    limit: 10,
    freesAt: start.now + DAY,
  });
  const waiting = forward(before, start.now + HOUR);
  expect([waiting.order.status, shapeOf(waiting)]).toEqual(["active", "O"]);
  expect(eventIn(waiting, 1).wait).toMatchObject({ why: "scheme_limit", until: start.now + DAY });
  const after = forward(waiting, start.now + DAY);
  expect([after.order.status, shapeOf(after)]).toEqual(["active", "C"]);
});

it("counts a new card's retries from the start, and lets it be rescheduled at once", () => {
  const start = softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false } })));
  let worn = start;
  for (let i = 0; i < 15; i++)
    worn = answered(act(waited(worn, worn.now + HOUR), { kind: "retry_events", events: [1] }), "soft");
  const kept = cardEntered(worn, 0);
  const tomorrow = kept.now + DAY;
  const move = {
    kind: "reschedule_event",
    event: 1,
    scheduledAt: tomorrow,
    amount: null,
    alsoLater: false,
  } as const;
  expect(refusalOf(worn, move)).toMatchObject({ code: "date_in_used_window" });
  expect(refusalOf(kept, move)).toBeNull();
  const after = forward(act(kept, move), tomorrow, "soft");
  expect(windowIn(after, 1)).toMatchObject({ retries: 0, endsAt: after.now + 30 * DAY });
});

it("settles an instalment order when nothing is outstanding", () => {
  const before = act(hardDeclined(collected(activated(instalmentOrder({ parts: 2 })))), {
    kind: "reschedule_event",
    event: 2,
    scheduledAt: Date.UTC(2026, 5, 1),
    amount: null,
    alsoLater: false,
  });
  const after = cardUpdated(before, "approved");
  expect([after.order.status, shapeOf(after), at(after)]).toEqual(["active", "CF", null]);
  expect(collectedAmount(after.order)).toBe(10_000);
});
