import { describe, expect, it } from "vitest";
import type { GatewayAnswer } from "../decline/gateway-answer";
import { answerByCode } from "../lived/answer-by-code";
import { activated, linked, meteredOrder, paidFirst, singleOrder } from "../lived/histories";
import { act, answered, type History, refusalOf } from "../lived/history";
import type { Attempt } from "../order/order";

const paid = () => activated(singleOrder());
const held = () => activated(singleOrder({ preauthorise: true }));
const last = ({ order }: History) => order.attempts.at(-1) as Attempt;

/** What the gateway reports: an approved record that leans on the order's first payment, changed. */
function told(history: History, change: Partial<GatewayAnswer> = {}, booking = 50): GatewayAnswer {
  const first = history.order.attempts[0] as Attempt;
  const leans = { type: "refund", amount: 4_000, referencedId: first.answer?.transactionId ?? null };
  return answerByCode(history.order, first, { code: "000.000.000", ...leans, booking, ...change });
}

const booked = (history: History, change: Partial<GatewayAnswer> = {}, booking = 50) =>
  act(history, { kind: "record_booking", answer: told(history, change, booking) });
const refused = (history: History, change: Partial<GatewayAnswer> = {}) =>
  refusalOf(history, { kind: "record_booking", answer: told(history, change) });
const underFirst = (answer: GatewayAnswer) =>
  ({ kind: "settle_payment", attempt: 1, result: { kind: "answer", answer } }) as const;

describe("a booking that nobody here asked for", () => {
  it("is booked as the gateway's, on the payment that it names and over its channel", () => {
    const start = activated(singleOrder());
    expect(last(booked(start))).toMatchObject({
      number: 2,
      type: "refund",
      amount: 4_000,
      purpose: "reported",
      cause: "gateway",
      actor: { kind: "system" },
      channel: start.order.attempts[0]?.channel,
      refersTo: 1,
      state: "approved",
      outcome: "approved",
      startedAt: start.now,
      settledAt: start.now,
    });
  });

  it("has to lean on something, and on something of this order", () => {
    const unknown = { code: "unknown_attempt" };
    for (const type of ["debit", "authorisation", "registration", "authentication", null])
      expect(refused(paid(), { type })).toEqual(unknown);
    expect(refused(paid(), { referencedId: null })).toEqual(unknown);
    expect(refused(paid(), { referencedId: "another" })).toEqual(unknown);
  });

  it("leans on the payment of its reference only where that was booked", () => {
    const declined = paidFirst(linked(singleOrder()), "soft");
    const answer = told(declined, { referencedId: null });
    expect(refusalOf(declined, underFirst(answer))).toEqual({ code: "unknown_attempt" });
    expect(refusalOf(paid(), underFirst(told(paid(), { referencedId: null })))).toBeNull();
  });

  it("moves money back where money moved, and a hold only on or away", () => {
    const types = [
      "capture",
      "refund",
      "reversal",
      "chargeback",
      "chargeback_reversal",
      "rapid_dispute",
      "reversal_or_credit",
      "credit",
    ];
    const bookable = (history: History) => types.filter((type) => refused(history, { type }) === null);
    expect(bookable(paid())).toEqual(types.filter((type) => type !== "capture"));
    expect(bookable(held())).toEqual(["capture", "reversal"]);
    expect(bookable(activated(meteredOrder()))).toEqual([]);
  });

  it("of an unnamed amount is of the whole one, and of an unnamed transaction is never known before", () => {
    const unnamed = { amount: null, currency: null, transactionId: null };
    const once = booked(paid(), unnamed);
    expect(last(once).amount).toBe(10_000);
    expect(refused(once, unnamed)).toBeNull();
  });

  it("that was only tried moved nothing, but a bank's chargeback is one by its own code", () => {
    const chargeback = { code: "000.100.200" };
    for (const type of ["chargeback", "rapid_dispute", "chargeback_reversal", "reversal_or_credit"])
      expect(refused(paid(), { ...chargeback, type })).toBeNull();
    for (const type of ["refund", "reversal", "credit"])
      expect(refused(paid(), { ...chargeback, type })).toEqual({ code: "already_settled" });
    for (const code of ["800.100.155", "000.200.000"])
      expect(refused(paid(), { code, type: "chargeback" })).toEqual({ code: "already_settled" });
  });
});

describe("a booking whose amount is not money of the order", () => {
  it.each([
    ["the currency differs", { currency: "SAR" }],
    ["its amount cannot be read", { amount: null, unreadable: { amount: "1,00" } }],
    ["its amount cannot be read", { currency: null, unreadable: { currency: "[]" } }],
  ] as const)("is laid before staff once, and not booked: %s, %j", (why, change) => {
    const start = paid();
    const said = booked(start, change);
    expect(said.order.attempts).toHaveLength(1);
    expect(said.log.at(-1)?.entry).toMatchObject({ kind: "contradiction_reported", attempt: 1, why });
    expect(refused(said, change)).toEqual({ code: "already_settled" });
    const other = { ...change, transactionId: "another" };
    expect(refused(said, other)).toBeNull();
    expect(refused(booked(said, other), change)).toEqual({ code: "already_settled" });
  });
});

describe("what is captured of a hold", () => {
  it("is a capture up to the last cent of it, in parts, and one cent more is too much", () => {
    const part = booked(held(), { type: "capture", amount: 6_000 });
    expect([last(part).state, part.order.status]).toEqual(["approved", "complete"]);
    expect(last(booked(part, { type: "capture", amount: 4_000 }, 51)).state).toBe("approved");
    expect(last(booked(part, { type: "capture", amount: 4_001 }, 51)).state).toBe("duplicate");
    const more = booked(held(), { type: "capture", amount: 10_001 });
    expect([last(more).state, more.order.status]).toEqual(["duplicate", "active"]);
  });

  it("alone can be too much: what goes back is booked as it is told", () => {
    const part = booked(held(), { type: "capture", amount: 6_000 });
    expect(last(booked(part, { type: "reversal", amount: 10_000 }, 51)).state).toBe("approved");
    expect(last(booked(paid(), { type: "refund", amount: 10_001 })).state).toBe("approved");
  });

  it("counts what was captured here, and neither what was declined nor what went back", () => {
    const capture = { kind: "capture_payment", attempt: 1, amount: 6_000 } as const;
    const whole = { type: "capture", amount: 10_000 };
    expect(last(booked(answered(act(held(), capture), "soft"), whole)).state).toBe("approved");
    const captured = answered(act(held(), capture), "approved");
    expect(last(booked(captured, { type: "capture", amount: 4_001 })).state).toBe("duplicate");
    const refund = act(captured, { kind: "refund_payment", attempt: 2, amount: 6_000 });
    expect(last(booked(answered(refund, "approved"), { type: "capture", amount: 4_000 })).state).toBe(
      "approved",
    );
  });
});
