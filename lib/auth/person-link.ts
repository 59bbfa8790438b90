import type { PersonLinkKind } from "@/db/schema/users";
import { readSignedId, signedId } from "./signed-id";

/** Of a mailed link, the path in the application. */
export function personLinkPath(secret: string, kind: PersonLinkKind, id: string): string {
  return `/sign-in/${kind}/${signedId(secret, purposes[kind], id)}`;
}

/** The link that a token is about, as far as we have signed it; else null. */
export function readPersonLink(secret: string, kind: PersonLinkKind, token: string): string | null {
  return readSignedId(secret, purposes[kind], token);
}

const purposes: Readonly<Record<PersonLinkKind, string>> = { password: "password link", email: "email link" };
