import { describe, expect, it } from "vitest";
import { type ResultByCode, resultByCode } from "../lived/answer-by-code";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  instalmentOrder,
  linked,
  meteredOrder,
  overdue,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, forward, type History, refusalOf, settled, staff, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { paymentAtGateway } from "../order/balance";
import type { Attempt } from "../order/order";
import type { Entry } from "../order/order-log";
import { HOUR } from "../value/calendar";

const byHand = { merchant: { autoRetry: false } };
const weekly = { every: 1, unit: "WEEK" } as const;
const last = ({ order }: History) => order.attempts.at(-1) as Attempt;

/** Why a report about the newest payment says nothing new; null when it does. */
function saysNothing(history: History, word: ResultByCode) {
  const result = resultByCode(history.order, last(history), word);
  return refusalOf(history, { kind: "settle_payment", attempt: last(history).number, result });
}

describe("a row of retries", () => {
  const row = () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)), 2);
    return act(waited(failed, failed.now + HOUR), { kind: "retry_events", events: [1, 2] });
  };

  it.each(["technical", "not_sent", "not_found", "merchant", "request"] as const)(
    "ends where a payment got no verdict: %s",
    (word) => {
      const after = answered(row(), word);
      expect(paymentAtGateway(after.order)).toBeNull();
      expect(after.log.at(-1)?.entry).toEqual({ kind: "retry_queue_stopped", events: [2] });
      expect(eventIn(after, 2).status).toBe("soft_declined");
    },
  );

  it.each(["soft", "approved"] as const)("goes on after a verdict that leaves the card: %s", (word) => {
    expect(paymentAtGateway(answered(row(), word).order)).toMatchObject({ event: 2, cause: "retry" });
  });

  it("is sent for whoever asked for it", () => {
    expect(last(answered(row(), "soft"))).toMatchObject({ event: 2, actor: staff });
  });

  it.each(["hard", "stop"] as const)(
    "ends where the order is Suspended by a decline for good: %s",
    (word) => {
      const after = answered(row(), word);
      expect([after.order.status, paymentAtGateway(after.order)]).toEqual(["suspended", null]);
      expect(after.log.at(-1)?.entry).toEqual({ kind: "retry_queue_stopped", events: [2] });
    },
  );

  it("ends where another card was entered meanwhile, which collects all of it", () => {
    const after = answered(cardEntered(row(), 20_000), "soft");
    expect(last(after)).toMatchObject({ cause: "card_update", amount: 20_000 });
    expect(after.order.retryQueue).toEqual([]);
  });

  it("passes over what was skipped while its payment waited for staff", () => {
    const failed = softDeclined(activated(instalmentOrder({ ...byHand, draft: { interval: weekly } })), 3);
    const asked = act(waited(failed, failed.now + HOUR), { kind: "retry_events", events: [1, 2, 3] });
    const contested = answered(asked, { code: "000.000.000", amount: 4_300, booking: 2 });
    const skipped = act(contested, { kind: "skip_events", events: [2] });
    expect(last(answered(skipped, "approved"))).toMatchObject({ event: 3, cause: "retry" });
  });

  it("goes on only where the next one may still be charged", () => {
    const asked = row();
    const events = asked.order.events.map((event) =>
      event.number === 2
        ? { ...event, cardFacts: event.cardFacts.map((facts) => ({ ...facts, barred: true })) }
        : event,
    );
    const after = answered({ ...asked, order: { ...asked.order, events } }, "soft");
    expect(paymentAtGateway(after.order)).toBeNull();
    expect(after.log.at(-1)?.entry).toEqual({ kind: "retry_queue_stopped", events: [2] });
  });
});

describe("a payment whose result is not known", () => {
  const charged = () => act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" });
  const other = { code: "000.200.000", amount: 4_300, booking: 2 };

  it("is pending once, however often that is said", () => {
    const pending = answered(charged(), "pending");
    expect(last(pending).state).toBe("unknown");
    for (const word of ["pending", "silence"] as const)
      expect(saysNothing(pending, word)).toEqual({ code: "already_settled" });
  });

  it.each(["000.200.000", "999.999.999", "000.100.200"])(
    "is so by a result that is no verdict: %s",
    (code) => {
      expect(last(answered(charged(), { code })).state).toBe("unknown");
    },
  );

  it("is one that somebody may have made in card fields they came back from: nothing else is charged meanwhile", () => {
    const saved = linked(singleOrder({ wallet: [sampleCards.third] }));
    const open = act(saved, { kind: "open_checkout", purpose: "initial", via: "terminal" });
    const result = { kind: "returned", why: "no answer in time" } as const;
    const returned = { kind: "settle_payment", attempt: last(open).number, result } as const;
    const cardId = sampleCards.third.id;
    const paySaved = { kind: "pay_with_saved_card", cardId, how: "telephone", agreedAt: 0 } as const;
    const waiting = act(open, returned);
    expect(last(waiting).state).toBe("unknown");
    expect(refusalOf(open, paySaved)).toBeNull();
    expect(refusalOf(waiting, paySaved)).toMatchObject({ code: "payment_running", unknown: true });
    expect(refusalOf(waiting, returned)).toEqual({ code: "already_settled" });
    expect(settled(waiting, last(waiting).number, "approved").order.status).toBe("complete");
    expect(refusalOf(settled(waiting, last(waiting).number, "not_found"), paySaved)).toBeNull();
    // One at a time: what is at the gateway already is answered first.
    const paying = act(open, paySaved);
    expect(refusalOf(paying, returned)).toEqual({ code: "already_settled" });
  });

  it("says why", () => {
    expect(answered(charged(), "silence").log.at(-1)?.entry).toMatchObject({ why: "no answer in time" });
    const pending = answered(charged(), { code: "000.200.000", description: "Pending" });
    expect(pending.log.at(-1)?.entry).toMatchObject({ why: "000.200.000 Pending" });
  });

  it("becomes unknown by a report of another amount that is no verdict, once and without a contradiction", () => {
    const after = answered(charged(), other);
    expect(last(after)).toMatchObject({ state: "unknown" });
    expect(after.log.at(-1)?.entry).toMatchObject({ kind: "payment_unknown", why: "the amount differs" });
    expect(after.log.map(({ entry }) => entry.kind)).not.toContain("contradiction_reported");
    expect(saysNothing(after, other)).toEqual({ code: "already_settled" });
  });
});

describe("a payment that was booked", () => {
  const paid = () => activated(singleOrder());

  it("is contradicted when its own transaction is reported as declined, and by no other one", () => {
    const after = settled(paid(), 1, "soft");
    const why = "an approved payment was reported as not approved";
    expect(after.log.at(-1)?.entry).toMatchObject({ kind: "contradiction_reported", attempt: 1, why });
    expect(saysNothing(paid(), { code: "800.100.155", booking: 2 })).toEqual({ code: "already_settled" });
    expect(saysNothing(paid(), "pending")).toEqual({ code: "already_settled" });
  });

  it("is contradicted by a second one of another amount, and booked twice by one that fits", () => {
    const differs = settled(paid(), 1, { code: "000.000.000", booking: 2, amount: 4_300 });
    expect(differs.log.at(-1)?.entry).toMatchObject({
      kind: "contradiction_reported",
      why: "the amount differs",
    });
    expect(differs.order.attempts).toHaveLength(1);
    const twice = settled(differs, 1, { code: "000.000.000", booking: 3 });
    expect(last(twice)).toMatchObject({ state: "duplicate", purpose: "reported", amount: 10_000 });
    expect(last(twice).reports ?? []).toEqual([]);
    const transactions = twice.order.attempts.map(({ answer }) => answer?.transactionId);
    expect(new Set(transactions).size).toBe(2);
  });

  it("is not booked again by the same transaction", () => {
    expect(saysNothing(paid(), "approved")).toEqual({ code: "already_settled" });
    const second = act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" });
    expect(saysNothing(answered(second, "approved"), "approved")).toEqual({ code: "already_settled" });
  });
});

it("a declined payment that is reported as approved is booked beside it, and said so", () => {
  const failed = softDeclined(activated(instalmentOrder(byHand)));
  const after = settled(failed, last(failed).number, { code: "000.000.000", booking: 2 });
  const said = after.log.map(({ entry }) => entry).filter(({ kind }) => kind === "contradiction_reported");
  expect(said).toMatchObject([{ booked: true, why: "a declined payment was reported as approved" }]);
  expect(last(after)).toMatchObject({ state: "duplicate", answer: { code: "000.000.000" } });
});

it("a payment is Recovered by a retry, or by another card though it was only overdue, and else Collected", () => {
  const start = activated(instalmentOrder(byHand));
  expect(eventIn(collected(start), 1).status).toBe("completed");
  expect(eventIn(retried(softDeclined(start), 1, "approved"), 1).status).toBe("recovered");
  const late = overdue(start);
  expect(eventIn(cardUpdated(late, "approved"), 1).status).toBe("recovered");
});

it("a decline that is told again says nothing", () => {
  expect(saysNothing(softDeclined(activated(instalmentOrder(byHand))), "soft")).toEqual({
    code: "already_settled",
  });
});

describe("a report that cannot be about its payment", () => {
  const charged = () => act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" });
  const entriesOf = (history: History, kind: Entry["kind"]) =>
    history.log.map(({ entry }) => entry).filter((entry) => entry.kind === kind);

  it.each(["000.200.000", "900.100.301", "800.100.190", "800.100.173", "999.999.999"])(
    "contradicts nothing while it is no verdict: %s",
    (code) => {
      const after = answered(charged(), { code, amount: 4_300, booking: 2 });
      expect(entriesOf(after, "contradiction_reported")).toEqual([]);
      expect(last(after).state).toBe("unknown");
    },
  );

  it("is laid before staff when it is a verdict, whichever, once, and its payment waits for them", () => {
    for (const code of ["000.000.000", "800.100.155", "100.100.303"]) {
      const said = { code, amount: 4_300, booking: 2 };
      const after = answered(charged(), said);
      expect(last(after).state).toBe("unknown");
      expect(entriesOf(after, "contradiction_reported")).toMatchObject([{ why: "the amount differs" }]);
      const more = answered(after, { ...said, amount: 4_400 });
      for (const amount of [4_300, 4_400])
        expect(saysNothing(more, { ...said, amount })).toEqual({ code: "already_settled" });
    }
  });

  it("says nothing where its transaction is another payment's of the order", () => {
    const paid = answered(charged(), "approved");
    const { transactionId = null } = last(paid).answer ?? {};
    const again = act(paid, { kind: "charge_now", amount: 5_000, note: "" });
    expect(saysNothing(again, { code: "000.000.000", amount: 4_200, transactionId })).toEqual({
      code: "already_settled",
    });
    expect(saysNothing(again, { code: "000.000.000", amount: 4_200 })).toBeNull();
  });

  it("names the result by which nobody can tell whether money moved", () => {
    const after = answered(charged(), { code: "000.400.030", description: "Cancelled late" });
    expect(entriesOf(after, "contradiction_reported")).toMatchObject([
      { why: "the result 000.400.030 Cancelled late does not say whether money was taken" },
    ]);
    expect(entriesOf(answered(charged(), { code: "000.400.030" }), "contradiction_reported")).toMatchObject([
      { why: "the result 000.400.030 does not say whether money was taken" },
    ]);
  });
});

it("a payment that is told without its reference is the one that was asked about", () => {
  const asked = act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" });
  expect(last(answered(asked, { code: "000.000.000", reference: null })).state).toBe("approved");
});

it("a card that was checked and not registered replaces none", () => {
  const open = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 } as const;
  const opened = act(activated(instalmentOrder()), open);
  const after = settled(opened, last(opened).number, { code: "000.000.000" });
  expect([last(after).state, after.order.cardId]).toEqual(["approved", sampleCards.visa.id]);
  expect(after.log.at(-1)?.entry.kind).toBe("payment_approved");
});

it("a sum that waits for a yes is not collected by the end of another payment, though no more is owed than was shown", () => {
  const waits = cardEntered(softDeclined(activated(instalmentOrder(byHand)), 2), 10_000);
  expect(waits.order.pendingCollection?.awaits).toBe("confirmation");
  const after = retried(waits, 1, "approved");
  expect(paymentAtGateway(after.order)).toBeNull();
  expect(after.order.pendingCollection?.awaits).toBe("confirmation");
});

describe("an open checkout that something unfit is reported of", () => {
  const open = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 } as const;
  const start = () =>
    softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false, defaultInitialAmount: 50 } })));
  const unfit = { amount: 60, booking: 2 };
  const report = (history: History, facts: { code: string; amount?: number }) => {
    const checkout = history.order.attempts.find(({ state }) => state === "prepared") as Attempt;
    return settled(history, checkout.number, { ...unfit, ...facts }).order.attempts[checkout.number - 1];
  };

  it("waits for somebody when money may have been taken, and stays open when it was declined", () => {
    const opened = act(start(), open);
    for (const facts of [{ code: "000.000.000" }, { code: "000.400.030", amount: 50 }])
      expect(report(opened, facts)).toMatchObject({ state: "unknown", reports: [{ state: "open" }] });
    expect(report(opened, { code: "800.100.155" })).toMatchObject({
      state: "prepared",
      reports: [{ state: "open" }],
    });
  });

  it("stays open beside a payment at the gateway: one at a time", () => {
    const retrying = act(act(start(), { kind: "retry_events", events: [1] }), open);
    expect(report(retrying, { code: "000.000.000" })).toMatchObject({
      state: "prepared",
      reports: [{ state: "open" }],
    });
  });
});

describe("a result that comes late", () => {
  const lost = (history: History) => answered(answered(history, "silence"), "not_found");
  const late = (history: History, number: number) =>
    settled(history, number, "approved").order.attempts[number - 1];

  it("books a capture that was given up, and as a second one where another was captured since", () => {
    const capture = { kind: "capture_payment", attempt: 1, amount: 6_000 } as const;
    const unheard = lost(act(activated(singleOrder({ preauthorise: true })), capture));
    expect(late(unheard, 2)?.state).toBe("approved");
    expect(settled(unheard, 2, "approved").order.status).toBe("complete");
    const declined = answered(act(unheard, capture), "soft");
    expect(late(declined, 2)?.state).toBe("approved");
    expect(late(answered(act(unheard, capture), "approved"), 2)?.state).toBe("duplicate");
  });

  it("books a sum of the moment and a refund that were given up, though the same was asked for again", () => {
    const charge = { kind: "charge_now", amount: 4_200, note: "" } as const;
    const unheard = lost(act(activated(meteredOrder()), charge));
    const paid = answered(act(unheard, charge), "approved");
    expect(late(paid, 2)?.state).toBe("approved");
    const refund = { kind: "refund_payment", attempt: 3, amount: 1_000 } as const;
    const given = answered(act(lost(act(paid, refund)), refund), "approved");
    expect(late(given, 4)?.state).toBe("approved");
  });

  it("gives a hold back whose order was cancelled since", () => {
    const open = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
    const opened = act(linked(singleOrder({ preauthorise: true })), open);
    const cancelled = act(settled(opened, 1, "expired"), { kind: "cancel_order" });
    expect(last(settled(cancelled, 1, "approved"))).toMatchObject({ type: "reversal", refersTo: 1 });
  });

  it("takes an order out of its pause only where it owes nothing else", () => {
    const merchant = { autoRetryDays: [29], endAction: "pause" } as const;
    const owing = (declines: number) => {
      const failed = softDeclined(activated(instalmentOrder({ merchant })), declines);
      const [retry = 0] = eventIn(failed, 1).plannedRetries;
      const silent = forward(failed, retry, ({ event }) => (event === 1 ? "silence" : "approved"));
      const unheard = answered(silent, "not_found");
      return { number: last(unheard).number, paused: forward(unheard, retry, "soft") };
    };
    const one = owing(1);
    const two = owing(2);
    expect([one.paused.order.status, two.paused.order.status]).toEqual(["paused", "paused"]);
    expect(settled(one.paused, one.number, "approved").order.status).toBe("active");
    expect(settled(two.paused, two.number, "approved").order.status).toBe("paused");
  });

  it("collects an event that is Hard declined, Paused or Cancelled since", () => {
    const start = activated(subscriptionOrder(byHand));
    const unheard = answered(forward(start, eventIn(start, 1).scheduledAt, "silence"), "not_found");
    const paused = act(unheard, { kind: "pause_order", resumeAt: null });
    const ended = act(unheard, { kind: "complete_order" });
    const declined = answered(act(unheard, { kind: "execute_event", event: 1 }), "hard");
    const statuses = [paused, ended, declined].map((history) => eventIn(history, 1).status);
    expect(statuses).toEqual(["paused", "cancelled", "hard_declined"]);
    for (const history of [paused, ended, declined])
      expect(late(history, last(unheard).number)?.state).toBe("approved");
    expect(declined.order.status).toBe("suspended");
    expect(settled(declined, last(unheard).number, "approved").order.status).toBe("active");
  });

  it("books a second payment under a number and a reference of its own, as the gateway's", () => {
    const twice = settled(activated(singleOrder()), 1, { code: "000.000.000", booking: 2 });
    expect(last(twice)).toMatchObject({
      number: 2,
      reference: `${twice.order.attempts[0]?.reference}-again-2`,
      cause: "gateway",
      actor: { kind: "system" },
      outcome: "approved",
      startedAt: twice.now,
      settledAt: twice.now,
      type: "debit",
    });
  });
});

it("a Failed order is Active by any payment that is approved, though another is declined still", () => {
  const failed = softDeclined(activated(instalmentOrder(byHand)), 2);
  expect(retried(failed, 1, "approved").order.status).toBe("active");
});

it("an approval that is to be looked at says so, and no other does", () => {
  const paid = (code: string) => {
    const after = answered(act(activated(meteredOrder()), { kind: "charge_now", amount: 100, note: "" }), {
      code,
    });
    return after.log.map(({ entry }) => entry).findLast(({ kind }) => kind === "payment_approved");
  };
  expect(paid("000.400.000")).toMatchObject({ flagged: true });
  expect(paid("000.000.000")).toMatchObject({ flagged: false });
});

it("a registration moves no money: no sum that is told with it can contradict it", () => {
  const sum = { amount: 100, currency: "SAR" };
  const facts = { code: "000.000.000", registrationId: sampleCards.visa.id, brand: "VISA" };
  const registered = paidFirst(linked(meteredOrder()), { ...facts, ...sum });
  expect(registered.order.attempts[0]).toMatchObject({ type: "registration", state: "approved" });
});

it("a payment that nobody made has no result", () => {
  const result = { kind: "not_found" } as const;
  const start = activated(singleOrder());
  expect(refusalOf(start, { kind: "settle_payment", attempt: 2, result })).toEqual({
    code: "unknown_attempt",
  });
  expect(refusalOf(start, { kind: "settle_payment", attempt: 1, result })).toEqual({
    code: "already_settled",
  });
});
