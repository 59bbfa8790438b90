import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Admitted, admit } from "./admission";
import { auth } from "./auth";
import type { Permission } from "./permissions";
import type { Staff } from "./staff";

/** For pages: whoever is not signed in is sent to sign in; what a role may not see does not exist for it. */
export async function requireStaff(permission: Permission): Promise<Admitted> {
  return admit(await requireSignedIn(), permission) ?? notFound();
}

/** For the frame around all pages, whatever the role. */
export async function requireSignedIn(): Promise<Staff> {
  return (await currentStaff()) ?? redirect("/sign-in");
}

/** Asked of the database once a request. */
export const currentStaff = cache(async (): Promise<Staff | null> => (await auth())?.staff ?? null);

export type { Admitted };
