import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * What the link of an invitation ends with: the merchant's code, the invitation's id, and a signature without which
 * nobody can make it. It is made whenever it is needed and stands nowhere.
 */
export function invitationToken(secret: string, code: string, id: string): string {
  const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
  return `${code}-${Buffer.concat([bytes, signature(secret, id)]).toString("base64url")}`;
}

/** The invitation that a token is about, as far as we have signed it; else null. */
export function readInvitationToken(secret: string, token: string): { code: string; id: string } | null {
  const [, code = "", rest = ""] = written.exec(token) ?? [];
  if (!rest) return null;
  const bytes = Buffer.from(rest, "base64url");
  const id = bytes
    .subarray(0, ID_BYTES)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return timingSafeEqual(bytes.subarray(ID_BYTES), signature(secret, id)) ? { code, id } : null;
}

/** Of its path in the application. */
export function invitationPath(secret: string, code: string, id: string): string {
  return `/sign-in/invitation/${invitationToken(secret, code, id)}`;
}

function signature(secret: string, id: string): Buffer {
  return createHmac("sha256", secret).update(`invitation ${id}`).digest().subarray(0, SIGNED_BYTES);
}

const ID_BYTES = 16;
const SIGNED_BYTES = 20;
/** 36 bytes are 48 of these. */
const written = /^([a-z0-9]{2,20})-([A-Za-z0-9_-]{48})$/;
