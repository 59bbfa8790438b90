import { type Permission, type Scope, scopeOf } from "./permissions";
import type { Staff } from "./staff";

/** Who asks, and how far they may reach. */
export type Admitted = Staff & { merchantId: number; scope: Scope };

/** Null when the person's role does not allow it. `any`: everybody who is signed in, for what concerns no order. */
export function admit(staff: Staff, permission: Permission | "any"): Admitted | null {
  const scope = permission === "any" ? "own" : scopeOf(staff.role, permission);
  return scope && { ...staff, merchantId: staff.merchant.id, scope };
}
