import { isPermitted, type Permission } from "@/lib/auth/permissions";
import type { Staff } from "@/lib/auth/staff";

/** The pages of a merchant that a person's role lets them see, by name. */
export function palettePlaces({ role, merchant }: Staff): { href: string; name: string }[] {
  return places
    .filter(({ permission }) => permission === null || isPermitted(role, permission))
    .map(({ path, name }) => ({ href: `/${merchant.code}${path}`, name }));
}

const places: readonly { path: string; name: string; permission: Permission | null }[] = [
  { path: "", name: "What needs you", permission: "orders" },
  { path: "/dashboard", name: "Dashboard", permission: "reports" },
  { path: "/orders", name: "Orders", permission: "orders" },
  { path: "/orders/new", name: "New order", permission: "orders" },
  { path: "/orders/runs", name: "Bulk runs", permission: "payments" },
  { path: "/customers", name: "Customers", permission: "orders" },
  { path: "/customers/new", name: "New customer", permission: "orders" },
  { path: "/products", name: "Products", permission: "see_products" },
  { path: "/payments", name: "Payments", permission: "payments" },
  { path: "/reports", name: "Reports", permission: "reports" },
  { path: "/alerts", name: "Alerts", permission: "orders" },
  { path: "/settings", name: "Settings", permission: "settings" },
  { path: "/orders?status=failed", name: "Failed orders", permission: "orders" },
  { path: "/orders?status=suspended", name: "Suspended orders", permission: "orders" },
  { path: "/orders?status=review", name: "Review: orders to check", permission: "orders" },
  { path: "/orders?status=pending", name: "Pending orders", permission: "orders" },
  { path: "/payments/exceptions", name: "Billing exceptions", permission: "payments" },
  { path: "/payments/pending", name: "Pending: links and reminders", permission: "payments" },
  { path: "/payments/processed", name: "All processed transactions", permission: "payments" },
  { path: "/payments/unknown", name: "Unknown outcomes", permission: "payments" },
  { path: "/payments/disputes", name: "Disputes", permission: "payments" },
  { path: "/payments/card-radar", name: "Card radar: cards that expire", permission: "payments" },
  { path: "/payments/silent", name: "Silent orders", permission: "payments" },
  { path: "/customers/import", name: "Import customers", permission: "payments" },
  { path: "/products/new", name: "New product", permission: "manage_products" },
  { path: "/settings/users", name: "Settings: users", permission: "administration" },
  { path: "/account", name: "Account", permission: null },
];
