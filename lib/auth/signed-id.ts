import { createHmac, timingSafeEqual } from "node:crypto";

/** A row's id with a signature, without which nobody can make it: 48 characters. It is made when needed and stands nowhere. */
export function signedId(secret: string, purpose: string, id: string): string {
  const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
  return Buffer.concat([bytes, signature(secret, purpose, id)]).toString("base64url");
}

/** The id, as far as we have signed it for this purpose; else null. */
export function readSignedId(secret: string, purpose: string, given: string): string | null {
  if (!written.test(given)) return null;
  const bytes = Buffer.from(given, "base64url");
  const id = bytes
    .subarray(0, ID_BYTES)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return timingSafeEqual(bytes.subarray(ID_BYTES), signature(secret, purpose, id)) ? id : null;
}

function signature(secret: string, purpose: string, id: string): Buffer {
  return createHmac("sha256", secret).update(`${purpose} ${id}`).digest().subarray(0, SIGNED_BYTES);
}

const ID_BYTES = 16;
const SIGNED_BYTES = 20;
/** 36 bytes are 48 of these. */
const written = /^[A-Za-z0-9_-]{48}$/;
