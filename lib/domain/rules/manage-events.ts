import { eventOf, sumOf } from "../order/balance";
import { type BillingEvent, isOpen } from "../order/billing-event";
import type { Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import { LARGEST_AMOUNT } from "../value/money";

export function badAmount(amount: number | null): Refusal | null {
  if (amount === null) return null;
  if (!Number.isSafeInteger(amount) || amount <= 0) return { code: "amount_not_positive" };
  return amount > LARGEST_AMOUNT ? { code: "amount_too_large" } : null;
}

export function whyNotManaged(event: BillingEvent): Refusal | null {
  if (event.status === "processing") return { code: "event_processing" };
  return isOpen(event) ? null : { code: "event_not_open" };
}

/** In minor units. */
export function sumOfEvents(order: Order, numbers: readonly number[]): number {
  return sumOf(order.events.filter(({ number }) => numbers.includes(number)));
}

/** The chosen events, when all of them are allowed. */
export function chooseEvents(
  order: Order,
  numbers: readonly number[],
  whyNot: (event: BillingEvent) => Refusal | null,
): { events: BillingEvent[] } | { refusal: Refusal } {
  const unique = [...new Set(numbers)];
  if (!unique.length) return { refusal: { code: "no_event_chosen" } };
  const events = unique.flatMap((number) => eventOf(order, number) ?? []);
  if (events.length < unique.length) return { refusal: { code: "unknown_event" } };
  const parts = events.flatMap((event) => {
    const why = whyNot(event);
    return why ? [{ event: event.number, spid: event.spid, why }] : [];
  });
  const [only] = parts;
  if (only && events.length === 1) return { refusal: only.why };
  if (parts.length) return { refusal: { code: "events_cannot_take_part", parts } };
  return { events };
}
