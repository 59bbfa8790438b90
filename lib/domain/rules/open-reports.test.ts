import { describe, expect, it, test } from "vitest";
import { answerByCode } from "../lived/answer-by-code";
import { activated, instalmentOrder, linked, meteredOrder, singleOrder } from "../lived/histories";
import { act, answered, forward, type History, refusalOf, settled } from "../lived/history";
import { violations } from "../lived/invariants";
import { netPaid, refundable } from "../order/balance";
import type { Attempt } from "../order/order";
import { situationOf } from "../preview/situation";
import { sayAdvice, sayCause } from "../words/situation-words";

const other = { code: "000.000.000", amount: 9_900, booking: 7 };
const last = ({ order }: History) => order.attempts.at(-1) as Attempt;
const kinds = ({ log }: History) => log.map(({ entry }) => entry.kind);

/** EUR 42.00 was asked for, and EUR 99.00 approved. */
function contested(): History {
  const paid = answered(
    act(activated(meteredOrder()), { kind: "charge_now", amount: 1_000, note: "" }),
    "approved",
  );
  return answered(act(paid, { kind: "charge_now", amount: 4_200, note: "" }), other);
}

/** The same report once more changes nothing. */
function saidAgain(history: History, number: number, change = other) {
  const attempt = history.order.attempts.find((one) => one.number === number) as Attempt;
  const answer = answerByCode(history.order, attempt, change);
  const result = { kind: "answer", answer } as const;
  return refusalOf(history, { kind: "settle_payment", attempt: number, result });
}

describe("a report that does not fit", () => {
  it("is said once by its content, and again when it says something else", () => {
    const start = contested();
    expect(saidAgain(start, 3)).toEqual({ code: "already_settled" });
    const more = settled(start, 3, { ...other, amount: 9_800 });
    expect(kinds(more).filter((kind) => kind === "contradiction_reported")).toHaveLength(2);
    expect(start.alerts.filter(({ kind }) => kind === "contradiction")).toHaveLength(1);
  });

  it("lets no charge out until somebody decided", () => {
    const start = contested();
    expect(refusalOf(start, { kind: "charge_now", amount: 100, note: "" })).toEqual({ code: "report_open" });
    const result = { kind: "not_found" } as const;
    expect(refusalOf(start, { kind: "settle_payment", attempt: 3, result })).toEqual({ code: "report_open" });
  });

  it("stands in the way of nothing else: notes, plans, refunds, the order's end", () => {
    let history = act(contested(), { kind: "add_note", text: "Called" });
    const at = history.now + 86_400_000;
    history = act(history, { kind: "schedule_payment", amount: 500, scheduledAt: at, note: "" });
    history = answered(act(history, { kind: "refund_payment", attempt: 2, amount: 400 }), "approved");
    expect(last(history)).toMatchObject({ type: "refund" });
    expect(violations(history.order, history.log)).toEqual([]);
    expect(act(history, { kind: "complete_order" }).order.status).toBe("complete");
  });

  it("is booked as what it is: money that was taken and can be refunded", () => {
    const start = contested();
    const booked = act(start, { kind: "book_report", attempt: 3, report: 0 });
    expect(netPaid(booked.order)).toBe(1_000 + 9_900);
    expect(last(booked)).toMatchObject({ type: "debit", amount: 9_900, state: "duplicate" });
    expect(refundable(booked.order, last(booked))).toBe(9_900);
    expect(booked.order.attempts[2]?.state).toBe("abandoned");
    expect(refusalOf(booked, { kind: "book_report", attempt: 3, report: 0 })).toEqual({
      code: "report_settled",
    });
    expect(saidAgain(booked, 3)).toEqual({ code: "already_settled" });
    expect(violations(booked.order, booked.log)).toEqual([]);
  });

  it("is told where the order stands with both sums, and once booked not as a second payment", () => {
    const told = ({ order, now, log }: History) => {
      const found = situationOf(order, now, log);
      const reader = { order, now, zone: "UTC" };
      return `${sayCause(found, reader)} ${sayAdvice(found, reader)}`;
    };
    const start = contested();
    expect(told(start)).toBe(
      "The gateway reported EUR 99.00 instead of EUR 42.00: the amount differs. Record it, ask the gateway again, or close it. Nothing is charged in the meantime.",
    );
    const booked = act(start, { kind: "book_report", attempt: 3, report: 0 });
    expect(told(booked)).toContain("EUR 99.00 was charged differently from our request. Refund it, or skip");
    const paid = activated(singleOrder());
    const twice = settled(paid, 1, { code: "000.000.000", amount: 10_000, booking: 8 });
    expect(told(twice)).toContain("Paid twice: EUR 100.00 was collected a second time. Refund it.");
    const contradicted = settled(paid, 1, { code: "800.100.155" });
    expect(told(contradicted)).not.toContain("Nothing is charged in the meantime");
  });

  it("in another currency cannot be booked, and is closed with a reason", () => {
    const paid = act(activated(meteredOrder()), { kind: "charge_now", amount: 100, note: "" });
    const start = answered(paid, { ...other, amount: null, currency: "SAR", unreadable: { amount: "1.00" } });
    expect(refusalOf(start, { kind: "book_report", attempt: 2, report: 0 })).toEqual({
      code: "report_not_bookable",
    });
    const close = { kind: "close_report", attempt: 2, report: 0 } as const;
    expect(refusalOf(start, { ...close, reason: " " })).toEqual({ code: "note_empty" });
    const closed = act(start, { ...close, reason: "Given back by the bank" });
    expect(closed.order.attempts[1]).toMatchObject({ state: "abandoned" });
    expect(refusalOf(closed, { kind: "charge_now", amount: 100, note: "" })).toBeNull();
  });

  it("about an event leaves it waiting for somebody, and a result that fits still collects it", () => {
    const start = answered(forward(activated(instalmentOrder()), Date.UTC(2026, 1, 1, 9), "silence"), other);
    const closed = act(start, { kind: "close_report", attempt: 2, report: 0, reason: "Not ours" });
    expect(closed.order.events[0]).toMatchObject({ status: "scheduled", held: true });
    const late = settled(closed, 2, "approved");
    expect(late.order.events[0]?.status).toBe("completed");
    expect(violations(late.order, late.log)).toEqual([]);
  });

  it("about an open checkout lets nobody pay a second time", () => {
    const opened = act(linked(singleOrder()), { kind: "open_checkout", purpose: "initial", via: "link" });
    const start = settled(opened, 1, other);
    expect(start.order.attempts[0]?.state).toBe("unknown");
    expect(refusalOf(start, { kind: "open_checkout", purpose: "initial", via: "terminal" })).toEqual({
      code: "report_open",
    });
  });
});

test.each(["000.200.000", "800.120.100"])("a later %s after an approval says nothing", (code) => {
  const paid = activated(singleOrder());
  expect(saidAgain(paid, 1, { code, amount: 10_000, booking: 1 })).toEqual({ code: "already_settled" });
});

test("a decline after an approval is laid before staff once", () => {
  const said = settled(activated(singleOrder()), 1, { code: "800.100.155" });
  expect(said.order.attempts[0]).toMatchObject({ state: "approved", reports: [{ state: "open" }] });
  expect(saidAgain(said, 1, { code: "800.100.155", amount: 10_000, booking: 1 })).toEqual({
    code: "already_settled",
  });
});
