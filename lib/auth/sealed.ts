import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** What the database keeps of a secret: nothing that is of use without the installation's own, and for nobody else. */
export function seal(authSecret: string, owner: string, plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(authSecret, "sealed"), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Null when it was sealed under another secret, for somebody else, or was changed since. */
export function unseal(authSecret: string, owner: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(
    "aes-256-gcm",
    keyOf(authSecret, "sealed"),
    bytes.subarray(0, NONCE_BYTES),
  ).setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return (
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
    );
  } catch {
    return null;
  }
}

/** A digest that nobody can search for who has the database alone. */
export function keyedDigest(authSecret: string, text: string): string {
  return createHmac("sha256", keyOf(authSecret, "digest")).update(text).digest("base64url");
}

function keyOf(authSecret: string, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret, "", `tenor two-step ${use}`, 32));
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
