import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { hashedOn } from "./password";
import { countTry, forgetTries, giveBackTry } from "./rate-limit";

/**
 * Whose e-mail and password these are. `wrong` says nothing of which of them it was, nor whether such an account
 * exists; `limited` is answered for accounts that do not exist just the same.
 */
export async function checkCredentials(
  db: Db,
  { email, password, address }: { email: string; password: string; address: string },
  machineNow: number,
): Promise<{ user: { id: string; version: number } } | "wrong" | "limited"> {
  const ofAccount = `sign-in account ${digest(email.trim().toLowerCase())}`;
  const ofAddress = `sign-in address ${digest(address)}`;
  const isWithin = await Promise.all([
    countTry(db, ofAccount, perAccount, machineNow),
    countTry(db, ofAddress, perAddress, machineNow),
  ]);
  if (isWithin.includes(false)) return "limited";

  const [account] = await db.execute<{ terms: string | null }>(
    sql`select password_terms(${email.trim()}) as terms`,
  );
  const typed = await hashedOn(account?.terms ?? null, password);
  const [found] = await db.execute<{ id: string; version: number }>(
    sql`select id, session_version as version from user_with_password(${email.trim()}, ${typed})`,
  );
  if (!found) return "wrong";
  await Promise.all([forgetTries(db, ofAccount), giveBackTry(db, ofAddress)]);
  return { user: { id: found.id, version: found.version } };
}

const perAccount = { most: 10, windowMs: 15 * 60_000 };
/** An office may share one address. */
const perAddress = { most: 60, windowMs: 15 * 60_000 };

/** Keys hold no personal data and have one length. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
