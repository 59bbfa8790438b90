import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerLog, customers } from "@/db/schema/customers";
import type { ChangedBy } from "../create";
import type { ImportedCustomer } from "./read-row";

export type StoredCustomers = { added: number; updated: number; unchanged: number };

/**
 * Writes customers that a file describes. Whoever has the same Customer_ID is the same customer: what the file says of
 * them is changed, what it does not speak of stays.
 */
export async function storeCustomers(
  tx: Tx,
  merchantId: number,
  given: readonly ImportedCustomer[],
  by: ChangedBy,
): Promise<StoredCustomers> {
  if (given.length === 0) return { added: 0, updated: 0, unchanged: 0 };
  const known = await knownAmong(tx, merchantId, given);
  const fresh = given.filter(({ externalId }) => !known.has(externalId));
  await insertAll(tx, merchantId, fresh, by);
  const changes = given.flatMap((customer) => changeOf(known.get(customer.externalId), customer));
  await Promise.all(changes.map((change) => write(tx, merchantId, change)));
  await log(tx, merchantId, changes, by);
  return {
    added: fresh.length,
    updated: changes.length,
    unchanged: given.length - fresh.length - changes.length,
  };
}

type Stored = typeof customers.$inferSelect;
type Change = { id: string; set: Partial<Stored>; fields: readonly string[] };

async function knownAmong(
  tx: Tx,
  merchantId: number,
  given: readonly ImportedCustomer[],
): Promise<ReadonlyMap<string, Stored>> {
  const ids = given.map(({ externalId }) => externalId);
  const rows = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, ids)))
    .orderBy(asc(customers.id))
    .for("update");
  return new Map(rows.map((row) => [row.externalId ?? "", row]));
}

async function insertAll(
  tx: Tx,
  merchantId: number,
  fresh: readonly ImportedCustomer[],
  { actor, now }: ChangedBy,
): Promise<void> {
  if (fresh.length === 0) return;
  const rows = await tx
    .insert(customers)
    .values(fresh.map((customer) => ({ ...customer, merchantId, createdAt: now })))
    .returning({ id: customers.id });
  await tx.insert(customerLog).values(
    rows.map(({ id }) => ({
      merchantId,
      customerId: id,
      seq: 1,
      at: now,
      actor,
      kind: "created" as const,
    })),
  );
}

function changeOf(known: Stored | undefined, customer: ImportedCustomer): Change[] {
  if (!known) return [];
  const changed = Object.entries(customer).filter(
    ([field, value]) => !isAlike(known[field as keyof Stored], value),
  );
  if (changed.length === 0) return [];
  const fields = changed.map(([field]) => field).filter((field) => field !== "name");
  return [{ id: known.id, set: Object.fromEntries(changed), fields }];
}

/** In whatever order a stored address names its parts. */
function isAlike(stored: unknown, given: unknown): boolean {
  if (typeof stored !== "object" || typeof given !== "object" || !stored || !given) return stored === given;
  const parts = new Set([...Object.keys(stored), ...Object.keys(given)]);
  const part = (address: object, name: string) => (address as Record<string, string>)[name] ?? "";
  return [...parts].every((name) => part(stored, name) === part(given, name));
}

async function write(tx: Tx, merchantId: number, { id, set }: Change): Promise<void> {
  await tx
    .update(customers)
    .set({ ...set, version: sql`${customers.version} + 1` })
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id)));
}

async function log(
  tx: Tx,
  merchantId: number,
  changes: readonly Change[],
  { actor, now }: ChangedBy,
): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(({ id }) => id);
  const last = await tx
    .select({ id: customerLog.customerId, seq: sql<number>`max(${customerLog.seq})::integer` })
    .from(customerLog)
    .where(and(eq(customerLog.merchantId, merchantId), inArray(customerLog.customerId, ids)))
    .groupBy(customerLog.customerId);
  const seqOf = new Map(last.map(({ id, seq }) => [id, seq]));
  await tx.insert(customerLog).values(
    changes.map(({ id, fields }) => ({
      merchantId,
      customerId: id,
      seq: (seqOf.get(id) ?? 0) + 1,
      at: now,
      actor,
      kind: "changed" as const,
      fields,
    })),
  );
}
