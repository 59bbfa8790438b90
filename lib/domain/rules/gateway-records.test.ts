import { describe, expect, it, test } from "vitest";
import { judged } from "@/lib/gateway/opp/classify";
import type { GatewayAnswer } from "../decline/gateway-answer";
import { answerByCode } from "../lived/answer-by-code";
import { activated, linked, meteredOrder, paidFirst, singleOrder } from "../lived/histories";
import { act, answered, type History, refusalOf, settled } from "../lived/history";
import { violations } from "../lived/invariants";
import { netPaid, openAuthorisation, refundable } from "../order/balance";
import type { Attempt } from "../order/order";
import type { Command } from "./command";

/** A metered order with EUR 42.00 at the gateway and no answer yet. */
function waiting(): History {
  return answered(act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" }), "silence");
}

function paid(amount = 10_000): History {
  return activated(singleOrder({ amount }));
}

const last = ({ order }: History) => order.attempts.at(-1) as Attempt;
const first = ({ order }: History) => order.attempts[0] as Attempt;
const report = (history: History, change: Partial<GatewayAnswer>) =>
  settled(history, last(history).number, { code: "000.000.000", ...change });

let ids = 0;
/** A record of the gateway's that leans on another one; its id is new. */
function record(history: History, of: Attempt, type: string, amount: number, change = {}): GatewayAnswer {
  const code = type === "chargeback" || type === "rapid_dispute" ? "000.100.200" : "000.000.000";
  const facts = { code, type, amount, reference: null, referencedId: of.answer?.transactionId ?? null };
  return answerByCode(history.order, of, { ...facts, booking: 100 + ids++, ...change });
}

it("a checkout stays open for its customer when nothing was heard of it", () => {
  const open = act(linked(singleOrder()), { kind: "open_checkout", purpose: "initial", via: "link" });
  const after = settled(open, last(open).number, "silence");
  expect(last(after).state).toBe("prepared");
  expect(after.log).toEqual(open.log);
});

function booked(history: History, of: Attempt, type: string, amount: number): History {
  return act(history, { kind: "record_booking", answer: record(history, of, type, amount) });
}

describe("a payment that waits for its result", () => {
  test.each([
    "authentication",
    "risk_check",
    "reversal",
    "refund",
    "reversal_or_credit",
    "credit",
    "chargeback",
    "registration",
    "authorisation",
    "capture",
    "XY",
  ])("is not approved by an approved %s record under its reference", (type) => {
    const start = waiting();
    const answer = answerByCode(start.order, last(start), { code: "000.000.000", type });
    const result = { kind: "answer", answer } as const;
    const command = { kind: "settle_payment", attempt: last(start).number, result } as const;
    const next = refusalOf(start, command) ? start : act(start, command);
    expect(next.order.attempts[1]?.state).toBe("unknown");
    expect(next.order.attempts.filter(({ state }) => state === "duplicate")).toEqual([]);
  });

  it("is not declined by a declined 3D record", () => {
    const start = waiting();
    const answer = answerByCode(start.order, last(start), { code: "100.390.103", type: "authentication" });
    const result = { kind: "answer", answer } as const;
    const command = { kind: "settle_payment", attempt: last(start).number, result } as const;
    expect(refusalOf(start, command)).toEqual({ code: "already_settled" });
  });

  it.each(["authorisation", "XY"])("is not contradicted by a %s record that took nothing", (type) => {
    const start = waiting();
    for (const code of ["800.100.155", "000.200.000", "900.100.300"]) {
      const answer = answerByCode(start.order, last(start), { code, type });
      const result = { kind: "answer", answer } as const;
      const command = { kind: "settle_payment", attempt: last(start).number, result } as const;
      expect(refusalOf(start, command)).toEqual({ code: "already_settled" });
    }
  });

  it("is settled by a record that names no type", () => {
    expect(last(report(waiting(), { type: null })).state).toBe("approved");
  });

  test.each([
    ["the amount differs", { amount: 4_300 }],
    ["the amount cannot be read", { amount: null, unreadable: { amount: "42,00" } }],
    ["the currency differs", { amount: null, currency: "SAR", unreadable: { amount: "1.00" } }],
    ["the currency differs", { currency: null, unreadable: { currency: "[]" } }],
    ["the reference differs", { reference: "another" }],
    ["the reference differs", { reference: null, unreadable: { reference: "{}" } }],
    ["the entity differs", { account: "another" }],
    ["its type differs", { type: null, unreadable: { type: "true" } }],
    ["its type differs", { type: "authorisation" }],
  ])("is contradicted when %s: %j", (why, change) => {
    const next = report(waiting(), { ...change });
    expect(last(next).state).toBe("unknown");
    expect(next.log.map(({ entry }) => entry)).toContainEqual(
      expect.objectContaining({ kind: "contradiction_reported", why }),
    );
  });

  test.each([
    ["no amount", { amount: null, currency: null }],
    ["an amount without its currency", { amount: null, currency: null, unreadable: { amount: "42" } }],
    ["its own entity", { account: "ecom" }],
  ])("is settled by a record with %s", (_what, change) => {
    const start = waiting();
    const own = "account" in change ? { account: last(start).account } : change;
    expect(last(report(start, own)).state).toBe("approved");
  });
});

test("a registration is no payment, and a payment is no registration", () => {
  const order = linked(meteredOrder());
  const asDebit = paidFirst(order, { code: "000.000.000", type: "debit" });
  expect(first(asDebit)).toMatchObject({ type: "registration", state: "unknown" });
  const opened = act(linked(singleOrder()), { kind: "open_checkout", purpose: "initial", via: "link" });
  const answer = answerByCode(opened.order, last(opened), { code: "000.000.000", type: "registration" });
  const command = { kind: "settle_payment", attempt: 1, result: { kind: "answer", answer } } as const;
  expect(refusalOf(opened, command)).toEqual({ code: "already_settled" });
});

describe("what somebody made in the gateway's back office", () => {
  it("a refund lowers what was paid and what can be refunded", () => {
    const { order } = booked(paid(), first(paid()), "refund", 4_000);
    expect(netPaid(order)).toBe(6_000);
    expect(refundable(order, order.attempts[0] as Attempt)).toBe(6_000);
  });

  it("a reversal of a debit means that its money was not taken", () => {
    const { order } = booked(paid(), first(paid()), "reversal", 10_000);
    expect(netPaid(order)).toBe(0);
    expect(refundable(order, order.attempts[0] as Attempt)).toBe(0);
  });

  it("a reversal of a pre-authorisation closes it", () => {
    const start = activated(singleOrder({ preauthorise: true }));
    const { order } = booked(start, first(start), "reversal", 10_000);
    expect(openAuthorisation(order)).toBeNull();
    expect(netPaid(order)).toBe(0);
    expect(order.status).toBe("complete");
  });

  it("a capture of our pre-authorisation takes its money, once", () => {
    const start = activated(singleOrder({ preauthorise: true }));
    const { order } = booked(start, first(start), "capture", 7_000);
    expect(openAuthorisation(order)).toBeNull();
    expect(netPaid(order)).toBe(7_000);
    expect(order.status).toBe("complete");
    const twice = booked({ ...start, order }, first(start), "capture", 7_000);
    expect(last(twice).state).toBe("duplicate");
  });

  it("a credit goes out, and is known by its reference to a payment that nobody disputed", () => {
    expect(netPaid(booked(paid(), first(paid()), "credit", 1_000).order)).toBe(9_000);
    expect(netPaid(booked(paid(), first(paid()), "reversal_or_credit", 1_000).order)).toBe(9_000);
  });

  it("is booked once, and not at all where it was only tried", () => {
    const start = paid();
    const answer = record(start, first(start), "refund", 4_000);
    const once = act(start, { kind: "record_booking", answer });
    expect(refusalOf(once, { kind: "record_booking", answer })).toEqual({ code: "already_settled" });
    const declined = judged({ ...answer, transactionId: "another", code: "700.400.200" }, "live");
    expect(refusalOf(start, { kind: "record_booking", answer: declined })).not.toBeNull();
  });

  it("in a currency that is not the order's is not booked as money of it", () => {
    const start = paid();
    const answer = record(start, first(start), "refund", 4_000, { currency: "SAR" });
    const next = act(start, { kind: "record_booking", answer });
    expect(netPaid(next.order)).toBe(10_000);
    expect(next.alerts.map(({ kind }) => kind)).toContain("contradiction");
  });

  it("under our reference leans on the payment of that reference when it names none", () => {
    const start = paid();
    const answer = record(start, first(start), "refund", 4_000, { referencedId: null });
    const result = { kind: "answer", answer } as const;
    const next = act(start, { kind: "settle_payment", attempt: 1, result });
    expect(last(next)).toMatchObject({ type: "refund", refersTo: 1, state: "approved" });
  });
});

describe("what the gateway did about a payment that was not approved", () => {
  /** A charge of EUR 42.00 that the bank declined, and what the gateway booked about it afterwards. */
  const declined = () => {
    const start = act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" });
    return settled(start, last(start).number, { code: "800.100.155" });
  };

  it.each([
    ["declined", declined],
    ["timed out and reversed", () => report(waiting(), { code: "900.100.301" })],
  ])("a reversal of what was %s returns nothing", (_what, start) => {
    const history = start();
    const answer = record(history, last(history), "reversal", 4_200);
    expect(refusalOf(history, { kind: "record_booking", answer })).toEqual({ code: "already_settled" });
  });

  it.each(["refund", "chargeback", "rapid_dispute", "credit"])("a %s is laid before staff", (type) => {
    const next = booked(declined(), last(declined()), type, 4_200);
    expect(netPaid(next.order)).toBe(0);
    expect(last(next).reports).toMatchObject([{ state: "open" }]);
    expect(next.alerts.map(({ kind }) => kind)).toContain("contradiction");
  });
});

describe("our own request that is reported without its reference", () => {
  const asked = () => answered(act(paid(), { kind: "refund_payment", attempt: 1, amount: 4_000 }), "silence");
  const own = (history: History, transactionId: string) =>
    settled(history, 2, { code: "000.000.000", transactionId, referencedId: idOf(history) });
  const idOf = (history: History) => first(history).answer?.transactionId ?? null;

  it("is answered by the report, and counted once", () => {
    const answer = record(asked(), first(asked()), "refund", 4_000);
    const { order } = act(asked(), { kind: "record_booking", answer });
    expect(order.attempts).toHaveLength(2);
    expect(order.attempts[1]).toMatchObject({ purpose: "refund", state: "approved" });
    expect(netPaid(order)).toBe(6_000);
    const result = { kind: "answer", answer: { ...answer, reference: order.attempts[1]?.reference ?? "" } };
    const again = { kind: "settle_payment", attempt: 2, result } as Command;
    expect(refusalOf({ ...asked(), order }, again)).toEqual({ code: "already_settled" });
  });

  it("is counted beside the other one where that was somebody else's after all", () => {
    const next = own(booked(asked(), first(asked()), "refund", 4_000), "d".repeat(32));
    expect(netPaid(next.order)).toBe(2_000);
    expect(refundable(next.order, first(next))).toBe(2_000);
  });

  it("is not answered by a refund of another amount", () => {
    const next = booked(asked(), first(asked()), "refund", 1_000);
    expect(next.order.attempts[1]?.state).toBe("unknown");
    expect(netPaid(own(next, "d".repeat(32)).order)).toBe(5_000);
  });
});

it("a dispute or refund that names the pre-authorisation is about its capture", () => {
  const held = activated(singleOrder({ preauthorise: true }));
  const captured = answered(act(held, { kind: "capture_payment", attempt: 1, amount: 6_000 }), "approved");
  const disputed = booked(captured, first(captured), "chargeback", 2_500);
  expect(last(disputed).refersTo).toBe(2);
  expect(netPaid(booked(disputed, first(disputed), "refund", 1_000).order)).toBe(2_500);
  const answer = record(held, first(held), "chargeback", 2_500);
  expect(refusalOf(held, { kind: "record_booking", answer })).toEqual({ code: "unknown_attempt" });
});

describe("a CR that names the payment", () => {
  it.each([
    ["after a dispute that was won is a credit", ["chargeback_reversal", 10_000], 3_000, 7_000],
    ["while a part is still disputed wins that", ["chargeback_reversal", 4_000], 6_000, 10_000],
    ["after another that won it is a credit", ["reversal_or_credit", 10_000], 3_000, 7_000],
  ] as const)("%s", (_name, [type, amount], second, net) => {
    const disputed = booked(paid(), first(paid()), "chargeback", 10_000);
    const named = type === "chargeback_reversal" ? last(disputed) : first(disputed);
    const won = booked(disputed, named, type, amount);
    const next = booked(won, first(won), "reversal_or_credit", second);
    expect(netPaid(next.order)).toBe(net);
    expect(refundable(next.order, first(next))).toBe(net);
    expect(violations(next.order, next.log)).toEqual([]);
  });

  it("that arrives before its dispute wins it", () => {
    const early = booked(paid(), first(paid()), "reversal_or_credit", 10_000);
    expect(netPaid(booked(early, first(early), "chargeback", 10_000).order)).toBe(10_000);
  });
});

describe("references of references", () => {
  /** Each step leans on the payment (0) or on a step before it (1, 2, ...). */
  test.each([
    ["a chargeback", [["chargeback", 0, 10_000]], 0, 0],
    [
      "a chargeback that was won back",
      [
        ["chargeback", 0, 10_000],
        ["chargeback_reversal", 1, 10_000],
      ],
      10_000,
      10_000,
    ],
    [
      "a chargeback reversed under its other name",
      [
        ["chargeback", 0, 10_000],
        ["reversal_or_credit", 1, 10_000],
      ],
      10_000,
      10_000,
    ],
    [
      "part of one won back",
      [
        ["chargeback", 0, 10_000],
        ["chargeback_reversal", 1, 4_000],
      ],
      4_000,
      4_000,
    ],
    [
      "two partial ones, one won back",
      [
        ["chargeback", 0, 3_000],
        ["chargeback", 0, 5_000],
        ["chargeback_reversal", 1, 3_000],
      ],
      5_000,
      5_000,
    ],
    [
      "won back and charged back again",
      [
        ["chargeback", 0, 10_000],
        ["chargeback_reversal", 1, 10_000],
        ["chargeback", 2, 10_000],
      ],
      0,
      0,
    ],
    [
      "a rapid dispute beside a refund",
      [
        ["refund", 0, 2_000],
        ["rapid_dispute", 0, 3_000],
      ],
      5_000,
      5_000,
    ],
    [
      "a refund that was reversed",
      [
        ["refund", 0, 10_000],
        ["reversal", 1, 10_000],
      ],
      10_000,
      10_000,
    ],
    [
      "a reversal that names the payment",
      [
        ["chargeback", 0, 10_000],
        ["reversal_or_credit", 0, 10_000],
      ],
      10_000,
      10_000,
    ],
    [
      "more won back than was charged back",
      [
        ["refund", 0, 4_000],
        ["chargeback", 0, 6_000],
        ["chargeback_reversal", 2, 9_000],
      ],
      9_000,
      6_000,
    ],
  ] as const)("are followed to the end: %s", (_what, steps, net, left) => {
    let history = paid();
    for (const [type, of, amount] of steps)
      history = booked(history, history.order.attempts[of] as Attempt, type, amount);
    expect(netPaid(history.order)).toBe(net);
    expect(refundable(history.order, first(history))).toBe(left);
    expect(violations(history.order, history.log)).toEqual([]);
    if (left > 0) {
      const again = act(history, { kind: "refund_payment", attempt: 1, amount: left });
      expect(refundable(again.order, first(again))).toBe(0);
    }
  });
});
