import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema/users";

/** Which of these have an active account. Only ever asked about the demo's own people, in the sandbox. */
export async function knownEmails(db: Db, emails: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ email: users.email })
    .from(users)
    .where(and(inArray(users.email, [...emails]), eq(users.active, true)));
  return new Set(rows.map(({ email }) => email));
}
