import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/lib/database";
import { isMerchantCode } from "@/lib/domain/value/merchant-code";
import { type Admitted, admit } from "./admission";
import { auth } from "./auth";
import type { Permission } from "./permissions";
import { noteSessionSeen } from "./sessions";
import { lacksTwoStep, noteSeen, type SignedIn, type Staff, signedInBy, staffAt } from "./staff";

/**
 * For pages of a merchant: whoever is not signed in is sent to sign in, and from there back; a merchant they do not
 * work for, and what their role there may not see, does not exist for them.
 */
export async function requireStaff(permission: Permission, code: string): Promise<Admitted> {
  return admit(await requireStaffAt(code), permission) ?? notFound();
}

/** For a merchant's pages, whatever the role. Two-step verification that it requires comes before everything else. */
export async function requireStaffAt(code: string): Promise<Staff> {
  if (!isMerchantCode(code)) notFound();
  const person = await requireSignedIn();
  if (lacksTwoStep(person, code)) redirect(`/${code}/account/two-step`);
  const staff = staffAt(person, code) ?? notFound();
  await noteSeen(database(), staff, Date.now());
  return staff;
}

export async function requireSignedIn(): Promise<SignedIn> {
  const person = await signedIn();
  if (person) {
    await noteSessionSeen(database(), person.sessionId, Date.now());
    return person;
  }
  const address = (await headers()).get("x-address");
  redirect(address ? `/sign-in?${new URLSearchParams({ next: address })}` : "/sign-in");
}

/** Asked of the database once a request; when that cannot be asked it throws, and nobody is taken for signed out. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const claims = (await auth())?.claims;
  return claims ? signedInBy(database(), claims, Date.now()) : null;
});

export type { Admitted };
