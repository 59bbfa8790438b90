import type { Order } from "../order/order";
import type { ForwardRun, Moment } from "../preview/run-forward";
import { describeEntry } from "./describe-entry";
import { trueMessages } from "./message-truth";
import { type MessageKind, messagesOf } from "./messages";

/** What happens at one moment of an order that is run forward, in sentences; empty where nothing is worth saying. */
export function sayMoment({ at, steps }: Moment, order: Order, zone: string): SaidOfMoment {
  const told = steps
    .filter(({ entry }) => !unsaid.has(entry.kind))
    .map(({ entry, after }) => describeEntry(entry, after, zone));
  const after = steps.at(-1)?.after ?? order;
  const drafts = steps.flatMap((step) => messagesOf(step.before, step.after, step.entry));
  return { told, mails: trueMessages(drafts, after, at).map(({ kind }) => mailNames[kind]) };
}

export type SaidOfMoment = { told: readonly string[]; mails: readonly string[] };

/** Why a run ended. */
export function sayEnd({ ends, order }: ForwardRun): string {
  if (order.merchant.isStopped) return "Collecting is stopped for the merchant.";
  switch (ends) {
    case "as_asked":
      return "The next scheduled payment would follow.";
    case "nothing_due":
      return "After this, nothing happens automatically.";
    case "cannot":
      return "The rules stop here. The order's page says what is needed.";
  }
}

/** Steps on the way to what is said, or said by the mail that they cause. */
const unsaid: ReadonlySet<string> = new Set([
  "payment_started",
  "events_scheduled",
  "network_references_kept",
  "reminder_sent",
  "renewal_announced",
  "card_expiry_announced",
]);

const mailNames: Readonly<Record<MessageKind, string>> = {
  order_ready: "Payment link",
  order_reminder: "Reminder to pay",
  purchase_confirmation: "Purchase confirmation",
  mandate: "Confirmation of the agreement",
  refund_confirmation: "Refund confirmation",
  payment_approved: "Payment approved",
  payment_declined: "Payment declined, will be tried again",
  payment_rejected: "Payment declined, another card is needed",
  retries_ended: "Last automatic retry declined",
  payment_rescheduled: "Payment rescheduled",
  payments_skipped: "Payments skipped",
  payments_merged: "Payments merged",
  renewal_soon: "Next payment announced",
  price_changed: "New price",
  subscription_paused: "Subscription paused",
  subscription_resumed: "Subscription resumed",
  card_update_link: "Card update link",
  card_expiring: "Card expires soon",
  card_expired: "Card has expired",
};
