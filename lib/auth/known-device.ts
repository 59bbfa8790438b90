import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { DEVICE_KNOWN_FOR } from "@/lib/domain/value/timetable";

/**
 * A cookie that says that somebody has signed in to an account from this browser before. It opens nothing. It keeps
 * the tries of strangers from being counted against the person: they have another count.
 */
export function deviceCookie(
  secret: string,
  email: string,
  machineNow: number,
): { name: string; value: string; maxAge: number } {
  const device = `${crypto.randomUUID()}.${machineNow + DEVICE_KNOWN_FOR}`;
  return {
    name: nameFor(email),
    value: `${device}.${signed(secret, email, device)}`,
    maxAge: DEVICE_KNOWN_FOR / 1_000,
  };
}

/** The device's own number, as far as the cookie is one of ours for this account; else null. */
export function knownDevice(
  secret: string,
  email: string,
  cookie: (name: string) => string | undefined,
  machineNow: number,
): string | null {
  const [id = "", until = "", signature = ""] = cookie(nameFor(email))?.split(".") ?? [];
  const wanted = Buffer.from(signed(secret, email, `${id}.${until}`));
  const given = Buffer.from(signature);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return Number(until) > machineNow ? id : null;
}

/** A browser may be shared: each account has a cookie of its own there, and none shows whose it is. */
function nameFor(email: string): string {
  return `tenor-device-${createHash("sha256").update(tidy(email)).digest("hex").slice(0, 12)}`;
}

function signed(secret: string, email: string, device: string): string {
  return createHmac("sha256", secret)
    .update(`device ${tidy(email)} ${device}`)
    .digest("base64url");
}

const tidy = (email: string) => email.trim().toLowerCase();
