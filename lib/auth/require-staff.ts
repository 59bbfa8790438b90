import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { auth } from "./auth";
import { type Permission, type Scope, scopeOf } from "./permissions";
import type { Staff } from "./staff";

/** Who asks for this page, and how far they see. */
export type Admitted = Staff & { merchantId: number; scope: Scope };

/** For pages: whoever is not signed in is sent to sign in; what a role may not see does not exist for it. */
export async function requireStaff(permission: Permission): Promise<Admitted> {
  const staff = await requireSignedIn();
  const scope = scopeOf(staff.role, permission);
  return scope ? { ...staff, merchantId: staff.merchant.id, scope } : notFound();
}

/** For the frame around all pages, whatever the role. */
export async function requireSignedIn(): Promise<Staff> {
  return (await currentStaff()) ?? redirect("/sign-in");
}

/** Asked of the database once a request. */
export const currentStaff = cache(async (): Promise<Staff | null> => (await auth())?.staff ?? null);
