import { isPermitted, type Permission } from "@/lib/auth/permissions";
import type { Staff } from "@/lib/auth/staff";

/** The pages of a merchant that a person's role lets them see, by name. */
export function palettePlaces({ role, merchant }: Staff): { href: string; name: string }[] {
  return places
    .filter(({ permission }) => permission === null || isPermitted(role, permission))
    .map(({ path, name }) => ({ href: `/${merchant.code}${path}`, name }));
}

const places: readonly { path: string; name: string; permission: Permission | null }[] = [
  { path: "/orders", name: "Orders", permission: "orders" },
  { path: "/orders/new", name: "New order", permission: "orders" },
  { path: "/customers", name: "Customers", permission: "orders" },
  { path: "/customers/new", name: "New customer", permission: "orders" },
  { path: "/products", name: "Products", permission: "see_products" },
  { path: "/alerts", name: "Alerts", permission: "orders" },
  { path: "/settings", name: "Settings", permission: "settings" },
  { path: "/orders?status=failed", name: "Failed orders", permission: "orders" },
  { path: "/orders?status=suspended", name: "Suspended orders", permission: "orders" },
  { path: "/orders?status=review", name: "Review: orders to check", permission: "orders" },
  { path: "/orders?status=pending", name: "Pending orders", permission: "orders" },
  { path: "/customers/import", name: "Import customers", permission: "payments" },
  { path: "/products/new", name: "New product", permission: "manage_products" },
  { path: "/settings/users", name: "Settings: users", permission: "administration" },
  { path: "/account", name: "Account", permission: null },
];
