import type { Section } from "@/components/navigation";
import { admit, onlyOwnOf } from "@/lib/auth/admission";
import { isPermitted, type Permission } from "@/lib/auth/permissions";
import type { Staff } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { countNeeds } from "@/lib/desk/needs";

/** The sections of a merchant's pages that a person's role lets them see, and how many orders need a person. */
export async function sectionsFor(staff: Staff): Promise<Section[]> {
  const needing = await needingIn(staff);
  return sections
    .filter(({ permission }) => isPermitted(staff.role, permission))
    .map(({ permission: _, ...section }) => (section.path === "" ? { ...section, count: needing } : section));
}

async function needingIn(staff: Staff): Promise<string | undefined> {
  const admitted = admit(staff, "orders");
  if (!admitted) return undefined;
  const db = database();
  const scope = { merchantId: admitted.merchantId, userId: staff.user.id, createdBy: onlyOwnOf(admitted) };
  const count = await countNeeds(db, scope, await businessNow(db), MOST_COUNTED + 1);
  if (count === 0) return undefined;
  return count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count);
}

const MOST_COUNTED = 999;

const sections: readonly (Section & { permission: Permission })[] = [
  { path: "", name: "What needs you", permission: "orders" },
  { path: "/dashboard", name: "Dashboard", permission: "reports" },
  { path: "/orders", name: "Orders", permission: "orders" },
  { path: "/customers", name: "Customers", permission: "orders" },
  { path: "/products", name: "Products", permission: "see_products", isFolded: true },
  { path: "/payments", name: "Payments", permission: "payments" },
  { path: "/reports", name: "Reports", permission: "reports", isFolded: true },
  { path: "/settings", name: "Settings", permission: "settings", isFolded: true },
];
