import { cardUpdateSum } from "../order/balance";
import type { Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Command } from "../rules/command";
import { may } from "../rules/decide";
import type { Instant } from "../value/calendar";

/**
 * What speaks against the two ways to a card that the order does not have yet: told over the phone, or entered by the
 * customer after a link. Null where nothing does. A page that stands open already is handed out again to whoever asks.
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
