import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema/users";
import { passwordFits } from "./password";
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

  const [found] = await db
    .select()
    .from(users)
    .where(sql`lower(${users.email}) = ${email.trim().toLowerCase()}`);
  const fits = await passwordFits(found?.active ? found.passwordHash : null, password);
  if (!found || !fits) return "wrong";
  await Promise.all([forgetTries(db, ofAccount), giveBackTry(db, ofAddress)]);
  return { user: { id: found.id, version: found.sessionVersion } };
}

const perAccount = { most: 10, windowMs: 15 * 60_000 };
/** An office may share one address. */
const perAddress = { most: 60, windowMs: 15 * 60_000 };

/** Keys hold no personal data and have one length. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
