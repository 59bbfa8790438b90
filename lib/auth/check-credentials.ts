import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { SIGN_INS_COUNTED } from "@/lib/domain/value/timetable";
import { hashedOn } from "./password";
import { forgetTries, giveBackTry, type Limit, tryAgainIn } from "./rate-limit";

export type Credentials = {
  email: string;
  password: string;
  address: string;
  /** A device from which somebody has signed in to this account before. */
  device: string | null;
};

/**
 * Whose e-mail and password these are. `wrong` says nothing of which of them it was, nor whether such an account
 * exists; waiting is asked for accounts that do not exist just the same.
 */
export async function checkCredentials(
  db: Db,
  { email, password, address, device }: Credentials,
  machineNow: number,
): Promise<{ userId: string } | "wrong" | { waitMs: number }> {
  const counts = countsOf(email, address, device);
  const waits = await Promise.all(counts.map(({ key, limit }) => tryAgainIn(db, key, limit, machineNow)));
  const waitMs = Math.max(...waits);
  if (waitMs > 0) return { waitMs };

  const [account] = await db.execute<{ terms: string | null }>(
    sql`select password_terms(${email.trim()}) as terms`,
  );
  const hash = await hashedOn(account?.terms ?? null, password);
  const [found] = await db.execute<{ id: string }>(
    sql`select user_with_password(${email.trim()}, ${hash}) as id`,
  );
  if (!found?.id) return "wrong";
  await Promise.all(counts.map(({ key, isOwn }) => (isOwn ? forgetTries(db, key) : giveBackTry(db, key))));
  return { userId: found.id };
}

/**
 * What a try is counted by. A known device has a count of its own and no other: whatever strangers try elsewhere,
 * nobody is kept out of an account on a device that was in it before.
 */
function countsOf(email: string, address: string, device: string | null): Count[] {
  const account = email.trim().toLowerCase();
  if (device) return [{ key: `sign-in device ${digest(device, account)}`, limit: perPerson, isOwn: true }];
  return [
    { key: `sign-in ${digest(account, address)}`, limit: perPerson, isOwn: true },
    { key: `sign-in account ${digest(account)}`, limit: perAccount, isOwn: false },
    { key: `sign-in address ${digest(address)}`, limit: perAddress, isOwn: false },
  ];
}

type Count = { key: string; limit: Limit; isOwn: boolean };

/** From one place into one account. */
const perPerson = { most: 10, windowMs: SIGN_INS_COUNTED };
/** Into one account from everywhere: many addresses that guess together get no further. */
const perAccount = { most: 50, windowMs: SIGN_INS_COUNTED };
/** An office may share one address. */
const perAddress = { most: 60, windowMs: SIGN_INS_COUNTED };

/** Keys hold no personal data and have one length. */
function digest(...texts: string[]): string {
  return createHash("sha256").update(texts.join("\n")).digest("base64url");
}
