import { describe, expect, it } from "vitest";
import { activated, linked, paidFirst, singleOrder } from "../lived/histories";
import { act, answered, refusalOf } from "../lived/history";

const paid = () => activated(singleOrder());
const held = () => activated(singleOrder({ preauthorise: true }));

describe("a refund", () => {
  const refund = (attempt: number, amount: number) => ({ kind: "refund_payment", attempt, amount }) as const;

  it("is of a payment of the order that has something left, of at least a cent and at most all of it", () => {
    const part = answered(act(paid(), refund(1, 4_000)), "approved");
    expect(refusalOf(part, refund(9, 100))).toEqual({ code: "unknown_attempt" });
    expect(refusalOf(part, refund(2, 100))).toEqual({ code: "nothing_to_refund" });
    expect(refusalOf(part, refund(1, 0))).toMatchObject({ code: expect.stringMatching(/^amount/) });
    expect(refusalOf(part, refund(1, 6_001))).toEqual({
      ...{ code: "refund_too_large", most: 6_000, currency: "EUR" },
    });
    expect(refusalOf(part, refund(1, 6_000))).toBeNull();
    const whole = answered(act(part, refund(1, 6_000)), "approved");
    expect(refusalOf(whole, refund(1, 1))).toEqual({ code: "nothing_to_refund" });
    const declined = paidFirst(linked(singleOrder()), "soft");
    expect(refusalOf(declined, refund(1, 1))).toEqual({ code: "nothing_to_refund" });
  });
});

describe("a hold", () => {
  const capture = (attempt: number, amount: number) =>
    ({ kind: "capture_payment", attempt, amount }) as const;
  const none = { code: "no_open_authorisation" };

  it("is captured by its own number, of at least a cent and at most what it holds, once", () => {
    expect(refusalOf(held(), capture(2, 100))).toEqual(none);
    expect(refusalOf(held(), capture(1, 0))).toMatchObject({ code: expect.stringMatching(/^amount/) });
    expect(refusalOf(held(), capture(1, 10_001))).toEqual({
      ...{ code: "capture_too_large", most: 10_000, currency: "EUR" },
    });
    const taken = act(held(), capture(1, 10_000));
    expect(taken.order.attempts.at(-1)).toMatchObject({ type: "capture", refersTo: 1, amount: 10_000 });
    expect(refusalOf(held(), { kind: "reverse_payment", attempt: 2 })).toEqual(none);
    const released = act(held(), { kind: "reverse_payment", attempt: 1 });
    expect(released.order.attempts.at(-1)).toMatchObject({ type: "reversal", refersTo: 1, amount: 10_000 });
  });
});
