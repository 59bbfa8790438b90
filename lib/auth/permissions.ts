import type { Role } from "@/db/schema/users";

/** What there is to be permitted. */
export const permissions = [
  "reports",
  "orders",
  "billing",
  "refunds",
  "payments",
  "export",
  "see_products",
  "manage_products",
  "settings",
  "administration",
] as const;
export type Permission = (typeof permissions)[number];

/** `own`: only for orders, and their customers, that the user created. */
export type Grant = "yes" | "own" | "no";

/** The one table of who may do what: pages, actions, buttons and tests read it. */
export const grants: Readonly<Record<Permission, Readonly<Record<Role, Grant>>>> = {
  /** Dashboard and reports. */
  reports: { admin: "yes", accountant: "yes", agent: "no", restricted: "no" },
  /** See, create and manage orders and customers. */
  orders: { admin: "yes", accountant: "yes", agent: "yes", restricted: "own" },
  /** Billing events, cards and payment links. */
  billing: { admin: "yes", accountant: "yes", agent: "yes", restricted: "own" },
  /** Refund, capture and reverse. */
  refunds: { admin: "yes", accountant: "yes", agent: "yes", restricted: "no" },
  /** The Payments section and bulk actions. */
  payments: { admin: "yes", accountant: "yes", agent: "yes", restricted: "no" },
  export: { admin: "yes", accountant: "yes", agent: "yes", restricted: "no" },
  see_products: { admin: "yes", accountant: "yes", agent: "yes", restricted: "yes" },
  manage_products: { admin: "yes", accountant: "no", agent: "no", restricted: "no" },
  /** Notifications and retry settings. */
  settings: { admin: "yes", accountant: "yes", agent: "no", restricted: "no" },
  /** Users, merchant and API keys. */
  administration: { admin: "yes", accountant: "no", agent: "no", restricted: "no" },
};

/** Whether a button for it is drawn at all. */
export function isPermitted(role: Role, permission: Permission): boolean {
  return grants[permission][role] !== "no";
}

/** Whose orders it reaches; null when the role has no such permission. */
export function scopeOf(role: Role, permission: Permission): GrantScope | null {
  const grant = grants[permission][role];
  if (grant === "no") return null;
  return grant === "own" ? "own" : "all";
}

export type GrantScope = "all" | "own";
