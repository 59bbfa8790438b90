import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { claimOverMerchants } from "@/db/over-merchants";
import { toTimestamp } from "@/db/schema/columns";
import { importFaults, imports } from "@/db/schema/imports";
import { alerts } from "@/db/schema/messages";
import type { Instant } from "@/lib/domain/value/calendar";
import { CLAIMED_FOR } from "@/lib/domain/value/timetable";
import { dayOf } from "../create";
import { type CustomerRow, customerRows } from "./customer-rows";
import { describeFaults } from "./read-row";
import { storeCustomers } from "./store-customers";
import { type Import, type ImportId, isImport, ofImport, pieces, readImport, removePieces } from "./upload";

export type ApplyingTimes = { now: Instant; machineNow: () => Instant; signal?: AbortSignal };

/**
 * Applies one import that somebody started: a few hundred rows a transaction, which also keeps how many are done.
 * Whoever is killed in between leaves the rest to the next one, which goes on after the last row that was committed.
 *
 * @returns whether there was one
 */
export async function applyImport(db: Db, times: ApplyingTimes): Promise<boolean> {
  const machineNow = times.machineNow();
  const [id] = await claimOverMerchants(db, 1, {
    candidates: async (most, skip) => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from import_candidates(${toTimestamp(machineNow)}, ${most}, ${skip}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    claim: (tx, merchantId, most) => claimOf(tx, merchantId, most, machineNow),
  });
  const file = id && (await readImport(db, id));
  if (!file) return false;
  await applyRows(db, file, times);
  return true;
}

/** Those that were started first. Of one merchant only one at a time: two might hold the same customers. */
async function claimOf(tx: Tx, merchantId: number, most: number, machineNow: Instant): Promise<ImportId[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with mine as materialized (
      select i.id, i.claimed_until from imports i
       where i.merchant_id = ${merchantId} and i.state = 'running'
       order by i.created_at, i.id limit 1 for update skip locked
    )
    update imports m set claimed_until = ${toTimestamp(machineNow + CLAIMED_FOR)}
      from (select mine.id from mine
             where mine.claimed_until is null or mine.claimed_until <= ${toTimestamp(machineNow)}
             limit ${most}) free
     where m.merchant_id = ${merchantId} and m.id = free.id
    returning m.id`);
  return rows.map(({ id }) => ({ merchantId, id }));
}

async function applyRows(db: Db, file: Import, times: ApplyingTimes): Promise<void> {
  let place = 0;
  let batch: CustomerRow[] = [];
  let done = file.rowsDone;
  const today = dayOf(file.createdAt);
  for await (const row of customerRows(pieces(db, file), today)) {
    place += 1;
    if (place <= file.rowsDone) continue;
    batch.push(row);
    if (batch.length < AT_ONCE) continue;
    if (times.signal?.aborted) return leave(db, file);
    if (!(await applyBatch(db, { file, done, batch }, times))) return;
    done += batch.length;
    batch = [];
  }
  if (batch.length > 0 && !(await applyBatch(db, { file, done, batch }, times))) return;
  await finish(db, file, times.now);
}

const AT_ONCE = 500;

type Batch = { file: Import; done: number; batch: readonly CustomerRow[] };

/** False when somebody else has applied these rows: a claim had lapsed, and was taken over. */
async function applyBatch(db: Db, { file, done, batch }: Batch, times: ApplyingTimes): Promise<boolean> {
  return withMerchant(db, file.merchantId, async (tx) => {
    const claimedUntil = times.machineNow() + CLAIMED_FOR;
    const [mine] = await tx
      .update(imports)
      .set({ rowsDone: done + batch.length, claimedUntil })
      .where(and(isImport(file), eq(imports.state, "running"), eq(imports.rowsDone, done)))
      .returning({ id: imports.id });
    if (!mine) return false;
    const good = batch.flatMap((row) => ("customer" in row ? [row.customer] : []));
    const stored = await storeCustomers(tx, file.merchantId, good, { actor: file.actor, now: times.now });
    const faults = batch.flatMap((row) =>
      "faults" in row
        ? [
            {
              ...ofImport(file),
              row: row.number,
              cells: Buffer.from(JSON.stringify(row.cells)),
              reasons: describeFaults(row.faults),
            },
          ]
        : [],
    );
    if (faults.length > 0) await tx.insert(importFaults).values(faults);
    await tx
      .update(imports)
      .set({
        added: sql`${imports.added} + ${stored.added}`,
        updated: sql`${imports.updated} + ${stored.updated}`,
        unchanged: sql`${imports.unchanged} + ${stored.unchanged}`,
        faulty: sql`${imports.faulty} + ${faults.length}`,
      })
      .where(isImport(file));
    return true;
  });
}

/** The file itself is not kept any longer than it is needed. */
async function finish(db: Db, { merchantId, id }: Import, now: Instant): Promise<void> {
  await withMerchant(db, merchantId, async (tx) => {
    const [file] = await tx
      .update(imports)
      .set({ state: "done", finishedAt: now, claimedUntil: null })
      .where(and(isImport({ merchantId, id }), eq(imports.state, "running")))
      .returning();
    if (!file) return;
    await removePieces(tx, file);
    await tx
      .insert(alerts)
      .values({
        merchantId,
        kind: "import_finished",
        text: `The import of ${file.fileName} has finished. ${describeImported(file)}`,
        path: `/customers/import/${id}`,
        createdAt: now,
        dedupe: `import-${id}`,
      })
      .onConflictDoNothing();
  });
}

async function leave(db: Db, file: Import): Promise<void> {
  await withMerchant(db, file.merchantId, (tx) =>
    tx.update(imports).set({ claimedUntil: null }).where(isImport(file)),
  );
}

/** What an import came to, in sentences. */
export function describeImported({ added, updated, unchanged, faulty }: ImportNumbers): string {
  const were = (count: number, what: string) =>
    count > 0
      ? [`${count.toLocaleString("en")} ${count === 1 ? "customer was" : "customers were"} ${what}.`]
      : [];
  const wrong = `${faulty.toLocaleString("en")} ${faulty === 1 ? "row has" : "rows have"} errors and ${faulty === 1 ? "was" : "were"} not imported.`;
  return [
    ...were(added, "added"),
    ...were(updated, "updated"),
    ...were(unchanged, "already up to date"),
    ...(faulty > 0 ? [wrong] : []),
  ].join(" ");
}

type ImportNumbers = Pick<Import, "added" | "updated" | "unchanged" | "faulty">;
