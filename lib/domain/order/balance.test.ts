import { describe, expect, it, test } from "vitest";
import { answerByCode } from "../lived/answer-by-code";
import {
  activated,
  collected as collectedNext,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, forward, type History, settled, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { DAY } from "../value/calendar";
import {
  amountTaken,
  collectedAmount,
  contestedPayment,
  disputedAmount,
  hasOpenReport,
  isOwing,
  isPreliminary,
  isTakenOtherwise,
  netPaid,
  nextCycleEvent,
  openAuthorisation,
  outstandingEvents,
  referredId,
  refundable,
  settledStatus,
  totalToBePaid,
} from "./balance";
import { isOpen } from "./billing-event";
import type { Attempt } from "./order";

const last = ({ order }: History) => order.attempts.at(-1) as Attempt;
const attempt = ({ order }: History, number: number) => order.attempts[number - 1] as Attempt;
const byHand = { merchant: { autoRetry: false } };

/** What the bank or the gateway booked afterwards, each on an attempt by its number. */
function booked(start: History, ...bookings: [type: string, of: number, amount: number][]): History {
  return bookings.reduce((history, [type, of, amount], i) => {
    const about = attempt(history, of);
    const answer = answerByCode(history.order, about, {
      ...{ code: "000.000.000", type, amount, reference: null, booking: 500 + i },
      referencedId: about.answer?.transactionId ?? null,
    });
    return act(history, { kind: "record_booking", answer });
  }, start);
}

const paid = () => activated(singleOrder());
const held = () => activated(singleOrder({ preauthorise: true }));
const captured = (amount = 6_000) =>
  answered(act(held(), { kind: "capture_payment", attempt: 1, amount }), "approved");

/** Net paid, taken, collected, disputed, and what may be refunded of the payment. */
const sums = (history: History, of = 1) => {
  const { order } = history;
  return [netPaid(order), amountTaken(order), collectedAmount(order), disputedAmount(order)].concat(
    refundable(order, attempt(history, of)),
  );
};

describe("the sums of an order", () => {
  it.each([
    ["of a payment are all of it", () => paid(), 1, [10_000, 10_000, 10_000, 0, 10_000]],
    ["of a hold are nothing", () => held(), 1, [0, 0, 0, 0, 0]],
    ["of a capture are what was taken", () => captured(), 2, [6_000, 6_000, 6_000, 0, 6_000]],
    [
      "of a capture that was charged back are what is left, and what the bank took",
      () => booked(captured(), ["chargeback", 2, 2_000]),
      2,
      [4_000, 6_000, 6_000, 2_000, 4_000],
    ],
    [
      "of a capture that was charged back and won back by its own number are whole again",
      () => booked(captured(), ["chargeback", 2, 2_000], ["chargeback_reversal", 2, 2_000]),
      2,
      [6_000, 6_000, 6_000, 0, 6_000],
    ],
    [
      "of a credit without a dispute are a refund's",
      () => booked(paid(), ["reversal_or_credit", 1, 3_000]),
      1,
      [7_000, 10_000, 10_000, 0, 7_000],
    ],
    [
      "of a credit after a rapid dispute give back what the bank took",
      () => booked(paid(), ["rapid_dispute", 1, 3_000], ["reversal_or_credit", 1, 3_000]),
      1,
      [10_000, 10_000, 10_000, 0, 10_000],
    ],
    [
      "of a reversed payment are nothing",
      () => booked(paid(), ["reversal", 1, 10_000]),
      1,
      [0, 10_000, 10_000, 0, 0],
    ],
    ["of a reversed hold are nothing", () => booked(held(), ["reversal", 1, 10_000]), 1, [0, 0, 0, 0, 0]],
    [
      "of a refund that was taken back are the payment's",
      () => booked(paid(), ["refund", 1, 4_000], ["reversal", 2, 4_000]),
      1,
      [10_000, 10_000, 10_000, 0, 10_000],
    ],
  ] as const)("%s", (_what, history, of, expected) => {
    expect(sums(history(), of)).toEqual(expected);
  });

  it("a dispute of one payment makes no credit of another one a gain", () => {
    const charge = (history: History, amount: number) =>
      answered(act(history, { kind: "charge_now", amount, note: "" }), "approved");
    const two = charge(charge(activated(meteredOrder()), 1_000), 4_000);
    const after = booked(two, ["chargeback", 2, 1_000], ["reversal_or_credit", 3, 500]);
    expect(netPaid(after.order)).toBe(3_500);
    expect(disputedAmount(after.order)).toBe(1_000);
  });

  it("a sum of the moment counts as taken and not towards the value", () => {
    const start = activated(meteredOrder({ first: 2_000 }));
    const charged = answered(act(start, { kind: "charge_now", amount: 700, note: "" }), "approved");
    expect([collectedAmount(charged.order), amountTaken(charged.order)]).toEqual([2_000, 2_700]);
  });

  it("what is to be paid of an open-ended order leaves out what was given up", () => {
    const start = collectedNext(activated(subscriptionOrder()));
    expect(totalToBePaid(start.order)).toBe(9_000);
    const skipped = act(start, { kind: "skip_events", events: [2] });
    expect(skipped.order.events.map(({ status }) => status)).toEqual(["completed", "skipped", "scheduled"]);
    expect(totalToBePaid(skipped.order)).toBe(9_000);
    expect(totalToBePaid(paid().order)).toBe(10_000);
  });
});

describe("a hold", () => {
  it("is open until it is captured or let go, whatever else was booked", () => {
    expect(openAuthorisation(held().order)?.number).toBe(1);
    expect(openAuthorisation(captured().order)).toBeNull();
    expect(openAuthorisation(booked(held(), ["reversal", 1, 10_000]).order)).toBeNull();
  });

  it("of a checked card, and a payment, are none to be captured", () => {
    expect(openAuthorisation(paid().order)).toBeNull();
    const checked = activated(meteredOrder({ merchant: { defaultInitialAmount: 50 } }));
    expect(attempt(checked, 1)).toMatchObject({ type: "authorisation", state: "approved" });
    expect(openAuthorisation(checked.order)).toBeNull();
  });
});

describe("where an order stands", () => {
  it("is before its first approval as long as it is Draft, Pending or Rejected", () => {
    const statuses = [
      singleOrder(),
      linked(singleOrder()),
      paidFirst(linked(singleOrder()), "hard", undefined, "terminal"),
      paid(),
    ];
    expect(statuses.map(({ order }) => [order.status, isPreliminary(order)])).toEqual([
      ["draft", true],
      ["pending", true],
      ["rejected", true],
      ["complete", false],
    ]);
  });

  it("is Active for the types without a value to reach, and for single ones", () => {
    for (const history of [activated(subscriptionOrder()), activated(meteredOrder()), paid()])
      expect(settledStatus(history.order)).toBe("active");
  });

  it("is no Review for a duplicate once that was refunded", () => {
    const start = collectedNext(activated(instalmentOrder()));
    const twice = settled(start, 2, { code: "000.000.000", booking: 2 });
    expect([twice.order.status, last(twice).state]).toEqual(["review", "duplicate"]);
    const refund = { kind: "refund_payment", attempt: last(twice).number, amount: 10_000 } as const;
    expect(settledStatus(answered(act(twice, refund), "approved").order)).toBe("active");
  });

  it("is owing only where the end of its retries paused it", () => {
    const merchant = { autoRetryDays: [1], endAction: "pause" } as const;
    const failed = softDeclined(activated(subscriptionOrder({ merchant })));
    const ended = forward(failed, failed.now + 2 * DAY, "soft");
    const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
    expect([ended.order.status, isOwing(ended.order)]).toEqual(["paused", true]);
    expect([paused.order.status, isOwing(paused.order)]).toEqual(["paused", false]);
    expect(isOwing(act(ended, { kind: "complete_order" }).order)).toBe(false);
  });

  it("a paused payment is still to come", () => {
    const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
    expect(paused.order.events.map((event) => [event.status, isOpen(event)])).toEqual([["paused", true]]);
  });

  it("the oldest payment comes first, and of two of one time the one with the lower number", () => {
    const start = activated(instalmentOrder({ parts: 3, ...byHand }));
    const at = start.now + 5 * DAY;
    const move = (history: History, event: number, scheduledAt: number) =>
      act(history, { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false });
    const moved = waited(move(move(move(start, 1, at + DAY), 3, at), 2, at), at + 2 * DAY);
    expect(outstandingEvents(moved.order, moved.now).map(({ number }) => number)).toEqual([2, 3, 1]);
  });
});

describe("the next cycle of a subscription", () => {
  it("is not a merged payment, which stands for cycles that were used", () => {
    const failed = softDeclined(activated(subscriptionOrder(byHand)));
    const merged = act(failed, {
      ...{ kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null },
    });
    expect(eventIn(merged, 3)).toMatchObject({ cycle: null, status: "scheduled", attempts: 0 });
    expect(nextCycleEvent(merged.order)).toMatchObject({ number: 4, cycle: 3 });
  });

  it("is not one that a scheme forbade to send and that was given a new date", () => {
    const live = activated(subscriptionOrder(), sampleCards.master);
    const banned = usedElsewhere(waited(live, live.now + 29 * DAY), sampleCards.master, {
      declined: true,
      merchantAdviceCode: "03",
    });
    const barred = forward(banned, eventIn(banned, 1).scheduledAt);
    const scheduledAt = barred.now + 40 * DAY;
    const moved = act(barred, {
      ...{ kind: "reschedule_event", event: 1, scheduledAt, amount: null, alsoLater: false },
    });
    expect(eventIn(moved, 1)).toMatchObject({ status: "scheduled", attempts: 0 });
    expect(nextCycleEvent(moved.order)?.number).toBe(2);
    expect(nextCycleEvent(hardDeclined(live).order)?.number).toBe(2);
  });
});

describe("a report that does not fit", () => {
  const other = { code: "000.000.000", amount: 9_900, booking: 7 };
  const charged = (history: History) => act(history, { kind: "charge_now", amount: 4_200, note: "" });
  const contested = () => answered(charged(activated(meteredOrder())), other);
  const closed = () =>
    act(contested(), { kind: "close_report", attempt: 2, report: 0, reason: "Given back" });

  it("is open until it is booked or closed, and contests only what has no result", () => {
    expect([hasOpenReport(attempt(contested(), 2)), hasOpenReport(attempt(closed(), 2))]).toEqual([
      true,
      false,
    ]);
    expect(hasOpenReport(attempt(paid(), 1))).toBe(false);
    expect([contestedPayment(contested().order)?.number, contestedPayment(closed().order)]).toEqual([
      2,
      null,
    ]);
    const said = settled(paid(), 1, { code: "800.100.155" });
    expect([hasOpenReport(attempt(said, 1)), contestedPayment(said.order)]).toEqual([true, null]);
  });

  it("is what the gateway took in the place of what we asked once it is booked, and nothing else is", () => {
    const taken = act(contested(), { kind: "book_report", attempt: 2, report: 0 });
    expect(isTakenOtherwise(taken.order, last(taken).number)).toBe(true);
    for (const number of [1, 2, 99]) expect(isTakenOtherwise(taken.order, number)).toBe(false);
    const more = booked(taken, ["refund", last(taken).number, 100]);
    expect(isTakenOtherwise(more.order, last(more).number)).toBe(false);
  });
});

test("a transaction names what it is about by the gateway's own number", () => {
  const refunded = booked(paid(), ["refund", 1, 100]);
  expect(referredId(refunded.order, last(refunded))).toBe(attempt(refunded, 1).answer?.transactionId);
  expect(referredId(refunded.order, attempt(refunded, 1))).toBeNull();
});
