import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/lib/database";
import { type Admitted, admit } from "./admission";
import { auth } from "./auth";
import type { Permission } from "./permissions";
import { type Staff, staffOf } from "./staff";

/** For pages: whoever is not signed in is sent to sign in, and from there back; what a role may not see does not exist for it. */
export async function requireStaff(permission: Permission): Promise<Admitted> {
  return admit(await requireSignedIn(), permission) ?? notFound();
}

/** For the frame around all pages, whatever the role. */
export async function requireSignedIn(): Promise<Staff> {
  const staff = await currentStaff();
  if (staff) return staff;
  const address = (await headers()).get("x-address");
  redirect(address ? `/sign-in?${new URLSearchParams({ next: address })}` : "/sign-in");
}

/** Asked of the database once a request; when that cannot be asked it throws, and nobody is taken for signed out. */
export const currentStaff = cache(async (): Promise<Staff | null> => {
  const claims = (await auth())?.claims;
  return claims ? staffOf(database(), claims, Date.now()) : null;
});

export type { Admitted };
