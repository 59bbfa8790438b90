import { cardUpdateSum } from "../order/balance";
import type { Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Command } from "../rules/command";
import { may } from "../rules/decide";
import type { Instant } from "../value/calendar";

/**
 * Why another card cannot be entered, by phone or by the customer over a link; null where it can. A checkout that
 * is already open is given out again.
 */
export function waysToAnotherCard(order: Order, now: Instant): Record<"terminal" | "link", Refusal | null> {
  const shownSum = cardUpdateSum(order, now);
  const byPhone: Command = { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum };
  const refusal = may(order, byPhone, now);
  return {
    terminal: refusal?.code === "checkout_open" ? null : refusal,
    link: may(order, { kind: "send_update_link" }, now),
  };
}
