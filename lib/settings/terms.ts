import { eq, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { merchantTerms, type TermsRow, usualTerms } from "@/db/schema/merchants";
import type { Instant } from "@/lib/domain/value/calendar";
import { SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import { queueOrders } from "./apply-terms";

/** How a merchant sells and collects, and the version of it that a form was drawn from. */
export type Terms = TermsRow & { version: number };

/** Who changes settings, where, and when by the machine's clock. The database finds out whether they may. */
export type Changing = { sessionId: string; merchantId: number; machineNow: Instant };

/** What a change came to. Everything but `done` has changed nothing. `stale`: somebody else changed it since. */
export type Changed = "done" | "not_allowed" | "stale" | "unchanged";

export function readTerms(db: Db, merchantId: number): Promise<Terms> {
  return withMerchant(db, merchantId, (tx) => termsIn(tx, merchantId));
}

async function termsIn(tx: Tx, merchantId: number): Promise<Terms> {
  const [row] = await tx.select().from(merchantTerms).where(eq(merchantTerms.merchantId, merchantId));
  if (!row) return { ...usualTerms, version: 1 };
  const { merchantId: _merchant, ...terms } = row;
  return terms;
}

/**
 * Changes some of them, and queues the orders whose planned retries or reminders move with it, in one transaction: a
 * change that is kept is applied, whatever stops in between.
 */
export function changeTerms(
  db: Db,
  changing: Changing,
  version: number,
  change: Partial<TermsRow>,
): Promise<Changed> {
  return withMerchant(db, changing.merchantId, async (tx) => {
    const before = await termsIn(tx, changing.merchantId);
    const door = sql`change_terms(${by(changing)}, ${version}, ${JSON.stringify(columnsOf(change))}::jsonb)`;
    const said = await askDoor(tx, door);
    if (said === "done")
      await queueOrders(tx, changing.merchantId, { before, after: { ...before, ...change } });
    return said;
  });
}

export async function askDoor(tx: Tx, door: SQL): Promise<Changed> {
  const [answer] = await tx.execute<{ word: Changed }>(sql`select ${door} as word`);
  return answer?.word ?? "not_allowed";
}

/** The first arguments of every such door. */
export function by({ sessionId, machineNow }: Changing): SQL {
  return sql`${sessionId}, ${toTimestamp(machineNow - SIGNED_IN_FOR)}, ${toTimestamp(machineNow)}`;
}

/** By the names that the database has for them. */
export function columnsOf(change: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
