import { isDeclined, isOverdue } from "@/lib/domain/order/billing-event";
import type { Situation } from "@/lib/domain/preview/situation";
import { may } from "@/lib/domain/rules/decide";
import { whyNotRetried } from "@/lib/domain/rules/retry-events";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { stepLinks } from "./step-link";

/** Where each key leads that does something on the page; a key that would be refused leads nowhere. */
export function orderKeys(view: OrderView, situation: Situation): Record<string, string> {
  const { order, now, mayBill } = view;
  const [best] = stepLinks(view, situation);
  const found: [string, string | null | undefined][] = [
    ["Enter", best?.href],
    ["p", order.type === "single" ? null : orderHref(order, { popup: "payments" })],
    ["c", order.type === "single" ? null : orderHref(order, { popup: "cards" })],
    ["r", mayBill ? retryHref(view) : null],
    ["e", mayBill ? rescheduleHref(view, now) : null],
  ];
  return Object.fromEntries(found.flatMap(([key, href]) => (href ? [[key, href]] : [])));
}

/** Every payment that may be retried now. */
function retryHref({ order, now }: OrderView): string | null {
  const events = order.events.filter(
    (event) => event.status === "soft_declined" && whyNotRetried(order, event, now) === null,
  );
  const numbers = events.map(({ number }) => number);
  if (numbers.length === 0 || may(order, { kind: "retry_events", events: numbers }, now)) return null;
  return orderHref(order, { popup: "payments", act: "retry", events: numbers.join(",") });
}

/** The latest payment that is owed, or else the next one. */
function rescheduleHref({ order }: OrderView, now: number): string | null {
  const owed = order.events.filter((event) => isDeclined(event) || isOverdue(event, now));
  const event = owed.at(-1) ?? order.events.find(({ status }) => status === "scheduled");
  return event ? orderHref(order, { popup: "payments", act: "reschedule", events: event.number }) : null;
}
