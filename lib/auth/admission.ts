import { type GrantScope, type Permission, scopeOf } from "./permissions";
import type { Staff } from "./staff";

/** Who asks, at which merchant, and how far they may reach there. */
export type Admitted = Staff & { merchantId: number; scope: GrantScope };

/** Null when the person's role does not allow it. */
export function admit(staff: Staff, permission: Permission): Admitted | null {
  const scope = scopeOf(staff.role, permission);
  return scope && { ...staff, merchantId: staff.merchant.id, scope };
}

/** Whoever reaches only what they created or entered themselves: their id. Null: they reach everybody's. */
export function onlyOwnOf({ scope, user }: Admitted): string | null {
  return scope === "own" ? user.id : null;
}
