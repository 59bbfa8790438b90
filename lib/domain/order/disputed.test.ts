import { expect, test } from "vitest";
import { answerByCode } from "../lived/answer-by-code";
import { activated, singleOrder } from "../lived/histories";
import { act, type History } from "../lived/history";
import { disputedAmount } from "./balance";

type Booking = [type: string, of: number, amount: number];

/** An order of EUR 100.00 that is paid, and what the bank booked on it afterwards. */
function disputed(...bookings: Booking[]): History {
  return bookings.reduce(
    (history, [type, of, amount], i) => {
      const about = history.order.attempts[of];
      if (!about) throw new Error(`no attempt ${of}`);
      const answer = answerByCode(history.order, about, {
        ...{
          code: type === "chargeback" || type === "rapid_dispute" ? "000.100.200" : "000.000.000",
          type,
          amount,
        },
        ...{ reference: null, referencedId: about.answer?.transactionId ?? null, booking: 500 + i },
      });
      return act(history, { kind: "record_booking", answer });
    },
    activated(singleOrder({ amount: 10_000 })),
  );
}

test.each<[string, Booking[], number]>([
  ["nothing without a chargeback", [], 0],
  ["a chargeback", [["chargeback", 0, 10_000]], 10_000],
  ["a rapid dispute", [["rapid_dispute", 0, 4_000]], 4_000],
  [
    "nothing once the chargeback was won back",
    [
      ["chargeback", 0, 10_000],
      ["chargeback_reversal", 1, 10_000],
    ],
    0,
  ],
  [
    "what is left of a chargeback that was won back in part",
    [
      ["chargeback", 0, 10_000],
      ["chargeback_reversal", 1, 4_000],
    ],
    6_000,
  ],
  [
    "a chargeback raised again after it was won back",
    [
      ["chargeback", 0, 10_000],
      ["chargeback_reversal", 1, 10_000],
      ["chargeback", 2, 10_000],
    ],
    10_000,
  ],
  ["nothing for a refund made at the gateway", [["refund", 0, 5_000]], 0],
])("what banks took back and kept is %s", (_, bookings, lost) => {
  expect(disputedAmount(disputed(...bookings).order)).toBe(lost);
});
