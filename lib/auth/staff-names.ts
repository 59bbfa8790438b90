import { asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { memberships, users } from "@/db/schema/users";

/** Everyone who works or worked for a merchant, by name. */
export function staffNames(
  db: Db,
  merchantId: number,
): Promise<{ id: string; name: string; active: boolean }[]> {
  return db
    .select({ id: users.id, name: users.name, active: memberships.active })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.merchantId, merchantId))
    .orderBy(asc(users.name), asc(users.id));
}
