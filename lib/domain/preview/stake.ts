import { disputedAmount, outstandingAmount } from "../order/balance";
import type { Order } from "../order/order";
import { refundDue } from "../order/refund-due";
import type { Instant } from "../value/calendar";
import type { Finding } from "./situation-findings";

/**
 * The money that a finding is about, in minor units of the order's currency: what is to be collected, to be given back,
 * or was taken back by a bank. Zero when no sum depends on it.
 */
export function stakeOf(cause: Finding, order: Order, now: Instant): number {
  switch (cause.code) {
    case "paid_twice":
    case "paid_after_cancel":
    case "collected_too_much":
      return refundDue(order);
    case "disputed":
      return disputedAmount(order);
    case "collected_too_little":
      return cause.short;
    case "rejected":
      return order.initialAmount;
    case "result_unknown":
    case "charge_declined":
    case "hold_is_old":
    case "held_after_cancel":
      return cause.amount;
    default:
      return outstandingAmount(order, now);
  }
}
