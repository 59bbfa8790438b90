import { randomBytes } from "node:crypto";

/** The secret of a payment link, 192 bits of chance, behind the code of its merchant. */
export function newLinkToken(merchantCode: string): string {
  return `${merchantCode}-${randomBytes(24).toString("base64url")}`;
}
