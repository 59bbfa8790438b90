import { describe, expect, it } from "vitest";
import type { GatewayAnswer } from "../decline/gateway-answer";
import {
  activated,
  cardEntered,
  instalmentOrder,
  linked,
  meteredOrder,
  singleOrder,
  softDeclined,
} from "../lived/histories";
import { act, answered, type History, refusalOf, settled } from "../lived/history";
import { paymentAtGateway } from "../order/balance";
import type { Attempt } from "../order/order";

const byHand = { merchant: { autoRetry: false } };
const last = ({ order }: History) => order.attempts.at(-1) as Attempt;
const other = { code: "000.000.000", amount: 9_900, booking: 7 };
const book = (attempt: number, report = 0) => ({ kind: "book_report", attempt, report }) as const;
const close = (attempt: number, reason = "Not ours") =>
  ({ kind: "close_report", attempt, report: 0, reason }) as const;

/** EUR 42.00 of the moment, of which something else is reported. */
const contested = (change: Partial<GatewayAnswer> = {}) =>
  answered(act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" }), {
    ...other,
    ...change,
  });

describe("a report", () => {
  it("is one of the order's, and open", () => {
    const start = contested();
    for (const command of [book(9), book(2, 1), { ...close(2), report: 1 }, close(9), book(1)])
      expect(refusalOf(start, command)).toEqual({ code: "unknown_attempt" });
    const closed = act(start, close(2));
    for (const command of [book(2), close(2)])
      expect(refusalOf(closed, command)).toEqual({ code: "report_settled" });
  });

  it("is booked under a reference of its own, as the gateway's, and says so of both payments", () => {
    const start = contested();
    const after = act(start, book(2));
    expect(last(after)).toMatchObject({
      number: 3,
      purpose: "reported",
      cause: "gateway",
      actor: { kind: "system" },
      type: "debit",
      amount: 9_900,
      state: "duplicate",
      outcome: "approved",
      reference: `${start.order.attempts[1]?.reference}-again-3`,
      startedAt: after.now,
      settledAt: after.now,
      answer: { amount: 9_900 },
    });
    expect(last(after).reports).toBeUndefined();
    expect(after.order.attempts[1]?.reports).toMatchObject([{ state: "booked", reason: "" }]);
  });

  it("can be booked as a payment or a hold of the order's currency that was approved and is not in our books", () => {
    const refused = { code: "report_not_bookable" };
    expect(refusalOf(contested({ amount: null, currency: "SAR" }), book(2))).toEqual(refused);
    expect(refusalOf(contested({ code: "800.100.155" }), book(2))).toEqual(refused);
    expect(refusalOf(contested({ amount: null, unreadable: { amount: "99,00" } }), book(2))).toEqual(refused);
    expect(refusalOf(contested({ type: "XY" }), book(2))).toEqual(refused);
    const hold = act(contested({ type: "authorisation" }), book(2));
    expect(hold.order.attempts[2]).toMatchObject({ type: "authorisation", amount: 9_900 });
    expect(last(act(contested({ type: null }), book(2)))).toMatchObject({ type: "debit" });
    const unnamed = { amount: null, currency: null, reference: "another" };
    expect(last(act(contested(unnamed), book(2)))).toMatchObject({ type: "debit", amount: 4_200 });
    const booked = act(contested(), book(2));
    const twice = settled(booked, 2, { ...other, amount: 9_800, booking: 8 });
    expect(refusalOf(twice, book(2, 1))).toBeNull();
  });

  it("of a transaction that is in our books already is not booked again", () => {
    const start = contested();
    const { transactionId = null } = start.order.attempts[1]?.reports?.[0]?.answer ?? {};
    const both = settled(start, 2, { ...other, amount: 9_800, transactionId });
    expect(refusalOf(both, book(2, 1))).toBeNull();
    expect(refusalOf(act(both, book(2)), book(2, 1))).toEqual({ code: "report_not_bookable" });
  });

  it("is closed with a reason that is written out, which is kept without the space around it", () => {
    const start = contested();
    for (const reason of ["", " \n"])
      expect(refusalOf(start, close(2, reason))).toEqual({ code: "note_empty" });
    expect(refusalOf(start, close(2, "Paid with 4242 4242 4242 4242"))).toEqual({
      code: "card_number_in_text",
    });
    const closed = act(start, close(2, " Given back "));
    expect(closed.order.attempts[1]).toMatchObject({
      state: "abandoned",
      settledAt: closed.now,
      reports: [{ state: "closed", reason: "Given back" }],
    });
  });

  it("can be asked again of the gateway, about any payment of the order", () => {
    const start = contested();
    expect(refusalOf(start, { kind: "ask_gateway", attempt: 3 })).toEqual({ code: "unknown_attempt" });
    const asked = act(start, { kind: "ask_gateway", attempt: 2 });
    expect(asked.log.at(-1)?.entry).toEqual({ kind: "gateway_asked", attempt: 2 });
  });
});

describe("what waited for a payment that was taken otherwise", () => {
  const waiting = () => {
    const asked = act(softDeclined(activated(instalmentOrder(byHand)), 2), {
      kind: "retry_events",
      events: [1, 2],
    });
    return answered(asked, other);
  };
  const number = (history: History) => paymentAtGateway(history.order)?.number ?? 0;

  it("the new card's collection waits for a yes once it is booked, and is made once it is closed", () => {
    const start = waiting();
    const updated = cardEntered(start, 20_000);
    expect(updated.order.pendingCollection?.awaits).toBe("payment");
    const booked = act(updated, book(number(start)));
    expect(booked.order.pendingCollection).toMatchObject({ awaits: "confirmation", shownSum: 20_000 });
    expect(paymentAtGateway(booked.order)).toBeNull();
    expect(last(act(updated, close(number(start))))).toMatchObject({ cause: "card_update", amount: 20_000 });
  });

  it("the rest of a row of retries is not sent, be it closed or booked, and no collection begins", () => {
    const start = waiting();
    for (const command of [close(number(start)), book(number(start))]) {
      const after = act(start, command);
      expect(after.log.at(-1)?.entry).toEqual({ kind: "retry_queue_stopped", events: [2] });
      expect(after.order.pendingCollection).toBeNull();
    }
  });

  it("a hold of an order that was cancelled meanwhile goes back once it is booked", () => {
    const opened = act(linked(singleOrder({ preauthorise: true })), {
      kind: "open_checkout",
      purpose: "initial",
      via: "link",
    });
    const held = act(settled(opened, 1, other), { kind: "cancel_order" });
    const booked = act(held, book(1));
    expect(last(booked)).toMatchObject({ type: "reversal", amount: 9_900, refersTo: 2 });
  });
});
