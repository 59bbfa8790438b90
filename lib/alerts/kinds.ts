import type { Permission } from "@/lib/auth/permissions";
import type { AlertKind } from "@/lib/domain/words/alert-kinds";

/** What an alert is called, who is to know, and where it leads. Its sentence is written by whoever raises it. */
export type AlertRecord = {
  name: string;
  /** For whoever has this permission; restricted to own orders, for alerts of their own orders. */
  asks: Permission;
  /** For no one but whoever takes care of its order. */
  isForOwner?: true;
  /** The page of the merchant's where something can be done about it: the order's, or this one. */
  leads: "order" | { path: string; name: string };
};

const silent = { path: "/payments/silent", name: "Silent" };

/** One row for each kind: one that is not here does not compile. */
export const alertRecords: Readonly<Record<AlertKind, AlertRecord>> = {
  agreement_withdrawn: { name: "Agreement withdrawn", asks: "orders", leads: "order" },
  chargeback: { name: "Dispute", asks: "orders", leads: "order" },
  booked_after_end: { name: "Payment after the end", asks: "orders", leads: "order" },
  duplicate: { name: "Paid twice", asks: "orders", leads: "order" },
  tried_again: { name: "Second payment", asks: "orders", leads: "order" },
  back_office: { name: "Made at the gateway", asks: "orders", leads: "order" },
  contradiction: { name: "Contradicting report", asks: "orders", leads: "order" },
  request_failed: { name: "Request not accepted", asks: "orders", leads: "order" },
  configuration: { name: "Collection stopped", asks: "payments", leads: silent },
  technical_failure: { name: "Technical failures", asks: "orders", leads: "order" },
  not_found: { name: "Never sent", asks: "orders", leads: "order" },
  unknown_report: {
    name: "Unknown report",
    asks: "payments",
    leads: { path: "/payments", name: "Payments" },
  },
  unknown_for_long: { name: "Unknown result", asks: "orders", leads: "order" },
  card_removed: { name: "Card deleted", asks: "orders", leads: "order" },
  gateway_unusable: { name: "Gateway settings", asks: "payments", leads: silent },
  gateway_silent: { name: "Gateway silent", asks: "payments", leads: silent },
  worker_silent: { name: "Worker silent", asks: "payments", leads: silent },
  stalled: { name: "Orders stand still", asks: "payments", leads: silent },
  reports_failing: { name: "Reports not readable", asks: "payments", leads: silent },
  message_failed: { name: "Message not delivered", asks: "orders", leads: "order" },
  staff_message_failed: {
    name: "Message not delivered",
    asks: "administration",
    leads: { path: "/settings/users", name: "Users" },
  },
  mail_server: {
    name: "Mail server",
    asks: "settings",
    leads: { path: "/settings/messages", name: "Messages" },
  },
  mail_sender: {
    name: "Sender of messages",
    asks: "settings",
    leads: { path: "/settings/messages", name: "Messages" },
  },
  import_finished: {
    name: "Import finished",
    asks: "payments",
    leads: { path: "/customers/import", name: "Import" },
  },
  handed_over: { name: "Handed over", asks: "orders", isForOwner: true, leads: "order" },
  bulk_finished: {
    name: "Bulk action finished",
    asks: "payments",
    leads: { path: "/orders", name: "Orders" },
  },
};

/** Where an alert leads within its merchant, and what stands there. */
export function alertLink({ kind, zuid, path }: LinkedAlert): { path: string; name: string } {
  const { leads, name } = alertRecords[kind];
  if (leads !== "order") return { path: path ?? leads.path, name: path ? name : leads.name };
  if (zuid === null) return { path: path ?? "/orders", name: "Orders" };
  return { path: path ?? `/orders/ZUID-${zuid}`, name: `ZUID-${zuid}` };
}

type LinkedAlert = { kind: AlertKind; zuid: number | null; path: string | null };
