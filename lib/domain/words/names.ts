import type { PaymentType } from "../decline/gateway-answer";
import type { BillingEvent } from "../order/billing-event";
import type { Cause } from "../order/cause";
import type { OrderStatus, OrderType } from "../order/order";

// The names that screens, the log and mails use. Nothing else is here, because this file is sent to browsers.

export const statusNames = {
  draft: "Draft",
  pending: "Pending",
  rejected: "Rejected",
  active: "Active",
  failed: "Failed",
  suspended: "Suspended",
  paused: "Paused",
  review: "Review",
  cancelled: "Cancelled",
  complete: "Complete",
} as const satisfies Record<OrderStatus, string>;

export const typeNames: Readonly<Record<OrderType, string>> = {
  single: "Single",
  instalment: "Instalment",
  subscription: "Subscription",
  metered: "Metered",
};

export const eventStatusNames: Readonly<Record<BillingEvent["status"], string>> = {
  scheduled: "Scheduled",
  processing: "Processing",
  completed: "Completed",
  recovered: "Recovered",
  soft_declined: "Soft declined",
  hard_declined: "Hard declined",
  skipped: "Skipped",
  merged: "Merged",
  paused: "Paused",
  cancelled: "Cancelled",
};

export const causeNames: Readonly<Record<Cause, string>> = {
  link: "payment link",
  terminal: "virtual terminal",
  saved_card: "saved card",
  schedule: "schedule",
  automatic_retry: "automatic retry",
  technical_retry: "technical retry",
  retry: "manual retry",
  execute_now: "execute now",
  card_update: "card update",
  charge_now: "charge now",
  staff: "manual",
  registration: "card check",
  gateway: "gateway",
};

/** Names of transaction types within a sentence. */
export const transactionNames: Readonly<Record<PaymentType, string>> = {
  debit: "Debit",
  authorisation: "Pre-authorisation",
  capture: "Capture",
  refund: "Refund",
  reversal: "Reversal",
  registration: "Registration",
  chargeback: "Chargeback",
  chargeback_reversal: "Chargeback reversal",
  rapid_dispute: "Rapid dispute resolution",
  reversal_or_credit: "Chargeback reversal or credit",
  credit: "Credit",
};
