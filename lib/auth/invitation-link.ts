import { readSignedId, signedId } from "./signed-id";

/** What the link of an invitation ends with: the merchant's code, and the invitation's signed id. */
export function invitationToken(secret: string, code: string, id: string): string {
  return `${code}-${signedId(secret, PURPOSE, id)}`;
}

/** The invitation that a token is about, as far as we have signed it; else null. */
export function readInvitationToken(secret: string, token: string): { code: string; id: string } | null {
  const [, code = "", rest = ""] = written.exec(token) ?? [];
  const id = readSignedId(secret, PURPOSE, rest);
  return id ? { code, id } : null;
}

/** Of its path in the application. */
export function invitationPath(secret: string, code: string, id: string): string {
  return `/sign-in/invitation/${invitationToken(secret, code, id)}`;
}

const PURPOSE = "invitation";
const written = /^([a-z0-9]{2,20})-([A-Za-z0-9_-]{48})$/;
