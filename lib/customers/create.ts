import type { Db, Tx } from "@/db/client";
import { withMerchant } from "@/db/client";
import { customerLog, customers } from "@/db/schema/customers";
import type { Actor } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { type DescribedCustomer, nobody, type WrittenCustomer, writtenCustomer } from "./written-customer";

/** Who enters or changes a customer, and when. */
export type ChangedBy = { actor: Actor; now: Instant };

/** The id of what was stored, or what is wrong with which field. */
export type Created = { value: string } | { invalid: Record<string, string> };

export async function createCustomer(
  db: Db,
  merchantId: number,
  given: Partial<DescribedCustomer>,
  by: ChangedBy,
): Promise<Created> {
  const read = writtenCustomer({ ...nobody, ...given }, { today: dayOf(by.now) });
  if ("invalid" in read) return read;
  const id = await withMerchant(db, merchantId, (tx) => insertCustomer(tx, merchantId, read.customer, by));
  return id === null
    ? { invalid: { externalId: `Another customer has the ID ${read.customer.externalId}.` } }
    : { value: id };
}

/** Writes a customer and the beginning of their log. Null: another one has its external id. */
async function insertCustomer(
  tx: Tx,
  merchantId: number,
  customer: WrittenCustomer,
  { actor, now }: ChangedBy,
): Promise<string | null> {
  const createdBy = actor.kind === "user" ? actor.id : null;
  const [row] = await tx
    .insert(customers)
    .values({ ...customer, merchantId, createdBy, createdAt: now })
    .onConflictDoNothing({ target: [customers.merchantId, customers.externalId] })
    .returning({ id: customers.id });
  if (!row) return null;
  await tx
    .insert(customerLog)
    .values({ merchantId, customerId: row.id, seq: 1, at: now, actor, kind: "created" });
  return row.id;
}

/** The day in UTC, as 2026-01-31. */
export function dayOf(now: Instant): string {
  return new Date(now).toISOString().slice(0, 10);
}
