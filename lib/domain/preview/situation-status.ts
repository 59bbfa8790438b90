import { isOwing } from "../order/balance";
import { isOpen } from "../order/billing-event";
import type { Actor } from "../order/order";
import type { Instant } from "../value/calendar";
import { lastDecline } from "./situation-declines";
import { type Finders, isLive, type SituationInput } from "./situation-findings";

/** Findings about an order without a problem. */
export const statusFinders: Finders<
  | "paused"
  | "rejected"
  | "not_paid_yet"
  | "draft"
  | "next_payment"
  | "nothing_scheduled"
  | "cancelled"
  | "complete"
  | "nothing_left"
> = {
  paused: ({ order, log }) =>
    order.status === "paused" && !isOwing(order)
      ? {
          code: "paused",
          since: order.pausedAt,
          until: order.resumeAt,
          by: log.findLast(({ entry }) => entry.kind === "order_paused")?.actor ?? null,
        }
      : null,
  rejected: ({ order }) =>
    order.status === "rejected" ? { code: "rejected", since: lastDecline(order)?.settledAt ?? null } : null,
  not_paid_yet: ({ order, log }) => {
    if (order.status !== "pending") return null;
    const asked = log.findLast(({ entry }) => entry.kind === "link_requested");
    const how = asked?.entry.kind === "link_requested" ? asked.entry.how : null;
    return { code: "not_paid_yet", since: asked?.at ?? order.linkRequestedAt, how };
  },
  draft: ({ order }) => (order.status === "draft" ? { code: "draft", since: order.createdAt } : null),
  next_payment: ({ follows }) =>
    follows?.what === "collect" ? { code: "next_payment", since: null, event: follows.event } : null,
  nothing_scheduled: ({ order }) =>
    order.type === "metered" && isLive(order) && !order.events.some(isOpen)
      ? { code: "nothing_scheduled", since: null }
      : null,
  cancelled: (view) => (view.order.status === "cancelled" ? { code: "cancelled", ...endedBy(view) } : null),
  complete: (view) => (view.order.status === "complete" ? { code: "complete", ...endedBy(view) } : null),
  nothing_left: () => ({ code: "nothing_left", since: null }),
};

/** Who or what gave the order its last status, and when. */
function endedBy({ order: { status, endedAt }, log }: SituationInput): {
  by: Actor | null;
  since: Instant | null;
} {
  const last = log.findLast(({ entry }) => entry.kind === "status_changed" && entry.to === status);
  return { by: last?.actor ?? null, since: last?.at ?? endedAt };
}
