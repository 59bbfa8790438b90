import type { SchemeLimitId } from "../decline/scheme";
import { cardRestrictions, currentCard, fingerprint } from "../order/card";
import type { Order } from "../order/order";
import { commands, type StaffCommand } from "../rules/command";
import type { Instant } from "../value/calendar";

/**
 * One limit of a scheme on the card that a command would charge, and how often it would. `card` is the same for all orders
 * whose payments count together.
 */
export type CardLimit = { card: string; id: SchemeLimitId; used: number; most: number; tries: number };

/** How far the limits of its card's scheme are used before a command that charges it. */
export function cardLimitsOf(order: Order, command: StaffCommand, now: Instant): CardLimit[] {
  const card = currentCard(order);
  if (!card || !("mayCharge" in commands[command.kind])) return [];
  const tries = "events" in command ? command.events.length : 1;
  return cardRestrictions(order, card, now).limits.map(({ id, used, limit }) => ({
    card: `${order.customerId} ${fingerprint(card)}`,
    ...{ id, used, most: limit, tries },
  }));
}
