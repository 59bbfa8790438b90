import { describe, expect, it } from "vitest";
import { netPaid, openAuthorisation, refundable } from "../order/balance";
import { DAY, HOUR } from "../value/calendar";
import { MINUTE } from "../value/timetable";
import {
  activated,
  collected,
  entered,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  singleOrder,
  softDeclined,
} from "./histories";
import { act, answered, customer, forward, type History, refusalOf, settled } from "./history";
import { sampleCards } from "./plain-order";
import { eventIn, shapeOf } from "./shape";

const kinds = (history: History) => history.messages.map((message) => message.kind);
const alerts = (history: History) => history.alerts.map((alert) => alert.kind);
const lastNumber = ({ order }: History) => order.attempts.length;
const byHand = { merchant: { autoRetry: false } };

describe("a line that is down", () => {
  const sent = () => {
    const start = activated(instalmentOrder(byHand));
    return forward(start, eventIn(start, 1).scheduledAt, "technical");
  };

  it("is tried again after 15 minutes, 2 and 8 hours, and is then a soft decline without a mail", () => {
    const first = sent();
    const start = first.now;
    expect([first.order.status, shapeOf(first)]).toEqual(["active", "OFFFFFFFFFFF"]);
    expect(eventIn(first, 1).wait?.until).toBe(start + 15 * MINUTE);
    const second = forward(first, start + 15 * MINUTE, "technical");
    expect(eventIn(second, 1).wait?.until).toBe(second.now + 2 * HOUR);
    const third = forward(second, second.now + 2 * HOUR, "technical");
    expect(eventIn(third, 1).wait?.until).toBe(third.now + 8 * HOUR);

    const after = forward(third, third.now + 8 * HOUR, "technical");
    expect([after.order.status, shapeOf(after)]).toEqual(["failed", "SFFFFFFFFFFF"]);
    expect(eventIn(after, 1).decline?.outcome).toBe("technical");
    expect(kinds(after)).toEqual(kinds(first));
    expect(alerts(after)).toEqual(["technical_failure"]);
  });

  it("changes nothing once it is up again", () => {
    const before = sent();
    const after = forward(before, before.now + 15 * MINUTE);
    expect([after.order.status, shapeOf(after)]).toEqual(["active", "CFFFFFFFFFFF"]);
    expect(eventIn(after, 1)).toMatchObject({ technicalFailures: 0, cardFacts: [], wait: null });
  });
});

describe("a result that nobody can read the money from", () => {
  it.each(["000.400.030", "000.500.000", "000.100.212"])(
    "%s is neither booked nor declined nor sent again: staff are told at once",
    (code) => {
      const start = activated(instalmentOrder(byHand));
      const silent = forward(start, eventIn(start, 1).scheduledAt, "silence");
      const told = settled(silent, lastNumber(silent), { code });
      expect([told.order.attempts.at(-1)?.state, alerts(told)]).toEqual(["unknown", ["contradiction"]]);
      const later = forward(told, told.now + 10 * DAY, "silence");
      expect([lastNumber(later), netPaid(later.order)]).toEqual([lastNumber(silent), 0]);
    },
  );
});

describe("a payment that turns up late", () => {
  it("collects its event when nobody has repeated it", () => {
    const start = activated(instalmentOrder(byHand));
    const lost = answered(forward(start, eventIn(start, 1).scheduledAt, "silence"), "not_found");
    expect([lost.order.status, shapeOf(lost)]).toEqual(["active", "OFFFFFFFFFFF"]);
    const after = settled(lost, lastNumber(lost), "approved");
    expect([shapeOf(after), netPaid(after.order), alerts(after)]).toEqual(["CFFFFFFFFFFF", 10_000, []]);
  });

  it("is a duplicate when the payment was repeated meanwhile", () => {
    const start = activated(instalmentOrder(byHand));
    const lost = answered(forward(start, eventIn(start, 1).scheduledAt, "silence"), "not_found");
    const before = forward(lost, lost.now + HOUR);
    expect([shapeOf(before), netPaid(before.order)]).toEqual(["CFFFFFFFFFFF", 10_000]);

    const after = settled(before, lastNumber(lost), "approved");
    expect([after.order.status, netPaid(after.order), alerts(after)]).toEqual([
      "review",
      20_000,
      ["duplicate"],
    ]);
    const twice = after.order.attempts[lastNumber(lost) - 1];
    expect(twice?.state).toBe("duplicate");
    expect(twice && refundable(after.order, twice)).toBe(10_000);
  });

  it("is a duplicate when staff have made another amount of its event", () => {
    const start = activated(instalmentOrder(byHand));
    const lost = answered(forward(start, eventIn(start, 1).scheduledAt, "silence"), "not_found");
    const before = act(lost, {
      kind: "reschedule_event",
      event: 1,
      scheduledAt: lost.now + DAY,
      amount: 6_000,
      alsoLater: false,
    });
    const after = settled(before, lastNumber(lost), "approved");
    expect([shapeOf(after), netPaid(after.order), alerts(after)]).toEqual([
      "FFFFFFFFFFFF",
      10_000,
      ["duplicate"],
    ]);
  });

  it("says that it contradicts what was booked", () => {
    const start = activated(instalmentOrder(byHand));
    const before = softDeclined(start);
    const after = settled(before, lastNumber(before), { as: "approved", booking: 2 });
    expect([shapeOf(after), netPaid(after.order)]).toEqual(["SFFFFFFFFFFF", 10_000]);
    expect(alerts(after)).toEqual(["contradiction", "duplicate"]);
  });
});

describe("a single order", () => {
  it("is paid twice over the link and by phone: the second is a duplicate", () => {
    const phone = { kind: "open_checkout", purpose: "initial", via: "terminal" } as const;
    const both = act(act(linked(singleOrder()), phone), { ...phone, via: "link" }, customer);
    const after = entered(entered(both, "approved", sampleCards.visa), "approved", sampleCards.second);
    expect([after.order.status, netPaid(after.order), alerts(after)]).toEqual([
      "complete",
      20_000,
      ["duplicate"],
    ]);
    expect(refusalOf(after, { kind: "refund_payment", attempt: 1, amount: 10_000 })).toBeNull();
  });

  it("is authorised twice: the hold that comes second is given back, the other can still be captured", () => {
    const phone = { kind: "open_checkout", purpose: "initial", via: "terminal" } as const;
    const both = act(
      act(linked(singleOrder({ preauthorise: true })), phone),
      { ...phone, via: "link" },
      customer,
    );
    const after = entered(entered(both, "approved", sampleCards.visa), "approved", sampleCards.second);
    const reversal = after.order.attempts.at(-1);
    expect([reversal?.type, reversal?.refersTo, reversal?.state]).toEqual(["reversal", 1, "sent"]);
    const reversed = answered(after, "approved");
    expect([reversed.order.status, openAuthorisation(reversed.order)?.number]).toEqual(["active", 2]);
  });

  it("is authorised after it was cancelled: the hold is given back", () => {
    const opened = act(
      linked(singleOrder({ preauthorise: true })),
      { kind: "open_checkout", purpose: "initial", via: "link" },
      customer,
    );
    const after = entered(act(opened, { kind: "cancel_order" }), "approved", sampleCards.visa);
    expect([after.order.status, after.order.attempts.at(-1)?.type]).toEqual(["cancelled", "reversal"]);
  });

  it("is Rejected by phone, Pending again over the link, and cancelled", () => {
    const rejected = paidFirst(singleOrder(), "soft", sampleCards.visa, "terminal");
    expect(rejected.order.status).toBe("rejected");
    const pending = paidFirst(linked(rejected), "hard");
    expect([pending.order.status, pending.order.linkRequestedAt]).toEqual(["pending", pending.now]);
    expect(act(pending, { kind: "cancel_order" }).order.status).toBe("cancelled");
  });

  it("takes part of what it holds, once, and gives some of it back", () => {
    const held = activated(singleOrder({ preauthorise: true }));
    expect([held.order.status, netPaid(held.order)]).toEqual(["active", 0]);
    expect(refusalOf(held, { kind: "complete_order" })).toEqual({ code: "open_authorisation" });
    const capture = { kind: "capture_payment", attempt: 1, amount: 6_000 } as const;
    expect(answered(act(held, capture), "hard").order.status).toBe("active");
    const captured = answered(act(held, capture), "approved");
    expect([captured.order.status, netPaid(captured.order)]).toEqual(["complete", 6_000]);

    const refund = (amount: number) => ({ kind: "refund_payment", attempt: 2, amount }) as const;
    const after = answered(act(captured, refund(2_000)), "approved");
    expect([after.order.status, netPaid(after.order)]).toEqual(["complete", 4_000]);
    expect(refusalOf(after, refund(4_001))).toMatchObject({ code: "refund_too_large", most: 4_000 });
  });
});

it("counts a chargeback and its reversal, and leaves the status", () => {
  const before = collected(meteredScheduled());
  const paid = before.order.attempts.at(-1);
  const book = (type: "chargeback" | "chargeback_reversal", booking: number) => {
    const base = paid?.answer;
    if (!base) throw new Error("it was paid");
    const id = `${type}${booking}`;
    return {
      kind: "record_booking",
      answer: { ...base, type, transactionId: id, referencedId: base.transactionId },
    } as const;
  };
  const charged = act(before, book("chargeback", 1));
  expect([charged.order.status, netPaid(charged.order), alerts(charged)]).toEqual([
    "active",
    0,
    ["chargeback"],
  ]);
  expect(refusalOf(charged, book("chargeback", 1))).toEqual({ code: "already_settled" });
  expect(netPaid(act(charged, book("chargeback_reversal", 1)).order)).toBe(5_000);
});

function meteredScheduled() {
  const start = activated(meteredOrder());
  return act(start, { kind: "schedule_payment", amount: 5_000, scheduledAt: start.now + DAY, note: "May" });
}

it("leaves the status of a suspended order to the card when an older payment is found", () => {
  const start = softDeclined(activated(instalmentOrder(byHand)));
  const lost = answered(answered(act(start, { kind: "retry_events", events: [1] }), "silence"), "not_found");
  const before = hardDeclined(lost);
  expect([before.order.status, shapeOf(before)]).toEqual(["suspended", "SHFFFFFFFFFF"]);
  const after = settled(before, lastNumber(lost), "approved");
  expect([after.order.status, shapeOf(after), netPaid(after.order)]).toEqual([
    "suspended",
    "RHFFFFFFFFFF",
    10_000,
  ]);
});
