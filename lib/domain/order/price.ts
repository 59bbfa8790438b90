import type { Instant } from "../value/calendar";
import type { BillingEvent } from "./billing-event";
import type { Order, Plan } from "./order";

type SubscriptionPlan = Extract<Plan, { kind: "subscription" }>;

/** What a cycle on this date costs. */
export function priceOn({ price, later }: SubscriptionPlan, at: Instant): number {
  return later && at >= later.from ? later.price : price;
}

/** What cycles cost in the end: the price that was announced, if one was. */
export function lastPrice({ price, later }: SubscriptionPlan): number {
  return later?.price ?? price;
}

export function withPrice({ later: _later, ...plan }: SubscriptionPlan, price: number): SubscriptionPlan {
  return { ...plan, price };
}

/** A new price: of the next payment, `event`, and of all after it, or announced for those that follow it. */
export function withNewPrice(
  order: Order,
  { price, from, event }: { price: number; from: Instant; event: number | null },
): Order {
  const { plan } = order;
  if (plan?.kind !== "subscription") return order;
  if (event === null) return { ...order, plan: { ...plan, later: { price, from } } };
  const events = order.events.map((one) => (one.number === event ? { ...one, amount: price } : one));
  return { ...order, events, plan: withPrice(plan, price) };
}

/** An announced price is the price once a cycle that costs it is scheduled. */
export function withPriceOf(scheduled: readonly Pick<BillingEvent, "scheduledAt">[], order: Order): Order {
  const { plan } = order;
  if (plan?.kind !== "subscription" || !plan.later) return order;
  const { price, from } = plan.later;
  return scheduled.some(({ scheduledAt }) => scheduledAt >= from)
    ? { ...order, plan: withPrice(plan, price) }
    : order;
}
