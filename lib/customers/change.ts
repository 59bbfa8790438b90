import { and, eq, inArray, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { isTakenBy } from "@/db/query-fault";
import { cards, customerLog, customerNotes, customers } from "@/db/schema/customers";
import { badText } from "@/lib/domain/order/free-text";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { type ChangedBy, dayOf } from "./create";
import {
  type DescribedCustomer,
  EMAIL_WRONG,
  type WrittenCustomer,
  writtenCustomer,
  writtenEmail,
} from "./written-customer";

/** A customer of a merchant. */
export type CustomerId = { merchantId: number; id: string };

/** What a change came to. `stale`: somebody else changed it since the form was drawn. Everything but `done` did nothing. */
export type CustomerChanged =
  | { is: "done" }
  | { is: "unchanged" }
  | { is: "stale" }
  | { is: "unknown" }
  | { is: "invalid"; fields: Record<string, string> };

/** Describes a customer anew; what changed is in the log, by the names of its fields. */
export async function changeCustomer(
  db: Db,
  customer: CustomerId,
  given: DescribedCustomer,
  { version, ...by }: ChangedBy & { version: number },
): Promise<CustomerChanged> {
  const read = writtenCustomer(given, { today: dayOf(by.now) });
  if ("invalid" in read) return { is: "invalid", fields: read.invalid };
  const change = async (tx: Tx): Promise<CustomerChanged> => {
    const before = await locked(tx, customer);
    if (!before) return { is: "unknown" };
    if (before.version !== version) return { is: "stale" };
    return writeChange(tx, customer, { before, after: read.customer, by });
  };
  try {
    return await withMerchant(db, customer.merchantId, change);
  } catch (fault) {
    if (!isTakenBy(fault, "customers_external_id")) throw fault;
    const externalId = `Another customer has the ID ${read.customer.externalId}.`;
    return { is: "invalid", fields: { externalId } };
  }
}

/**
 * Gives a customer another e-mail address: their next mails go there, queued ones too. `known` is the address that the
 * form was drawn with.
 */
export function changeEmail(
  db: Db,
  customer: CustomerId,
  { known, email }: { known: string; email: string },
  by: ChangedBy,
): Promise<CustomerChanged> {
  const read = writtenEmail(email);
  if (read === null) return Promise.resolve({ is: "invalid", fields: { email: EMAIL_WRONG } });
  return withMerchant(db, customer.merchantId, async (tx) => {
    const before = await locked(tx, customer);
    if (!before) return { is: "unknown" };
    if (before.email !== known) return { is: "stale" };
    return writeChange(tx, customer, { before, after: { email: read }, by });
  });
}

/**
 * Writes what differs, and which fields that were. The row is held by whoever calls.
 */
async function writeChange(
  tx: Tx,
  { merchantId, id }: CustomerId,
  {
    before,
    after,
    by,
  }: { before: typeof customers.$inferSelect; after: Partial<WrittenCustomer>; by: ChangedBy },
): Promise<{ is: "done" } | { is: "unchanged" }> {
  const fields = (Object.keys(after) as (keyof WrittenCustomer)[]).filter(
    (field) => JSON.stringify(sorted(before[field])) !== JSON.stringify(sorted(after[field])),
  );
  if (fields.length === 0) return { is: "unchanged" };
  await tx
    .update(customers)
    .set({ ...after, version: before.version + 1 })
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id)));
  await logged(tx, { merchantId, id }, { kind: "changed", fields }, by);
  return { is: "done" };
}

/** Deactivated, a customer gets no new orders; those that run go on. */
export function setCustomerActive(
  db: Db,
  customer: CustomerId,
  active: boolean,
  by: ChangedBy,
): Promise<CustomerChanged> {
  const { merchantId, id } = customer;
  return withMerchant(db, merchantId, async (tx) => {
    const before = await locked(tx, customer);
    if (!before) return { is: "unknown" };
    if (before.active === active) return { is: "unchanged" };
    await tx
      .update(customers)
      .set({ active, version: before.version + 1 })
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id)));
    await logged(tx, customer, { kind: active ? "reactivated" : "deactivated" }, by);
    return { is: "done" };
  });
}

export function addCustomerNote(
  db: Db,
  customer: CustomerId,
  text: string,
  by: ChangedBy,
): Promise<CustomerChanged> {
  const written = text.trim();
  const bad = written === "" ? ({ code: "note_empty" } as const) : badText(written);
  if (bad) return Promise.resolve({ is: "invalid", fields: { text: explainRefusal(bad) } });
  const { merchantId, id } = customer;
  return withMerchant(db, merchantId, async (tx) => {
    if (!(await locked(tx, customer))) return { is: "unknown" };
    const seq = await logged(tx, customer, { kind: "note_added" }, by);
    await tx
      .insert(customerNotes)
      .values({ merchantId, customerId: id, seq, at: by.now, actor: by.actor, text: written });
    return { is: "done" };
  });
}

/** Prefers one of the customer's usable cards, which is offered first. */
export function preferCard(
  db: Db,
  customer: CustomerId,
  cardId: string,
  by: ChangedBy,
): Promise<CustomerChanged> {
  const { merchantId, id } = customer;
  const isTheirs = and(eq(cards.merchantId, merchantId), eq(cards.customerId, id));
  return withMerchant(db, merchantId, async (tx) => {
    if (!(await locked(tx, customer))) return { is: "unknown" };
    const [card] = await tx
      .select({ preferred: cards.preferred, state: cards.state })
      .from(cards)
      .where(and(isTheirs, eq(cards.id, cardId)));
    if (card?.state !== "usable") return { is: "unknown" };
    if (card.preferred) return { is: "unchanged" };
    await tx
      .update(cards)
      .set({ preferred: sql`${cards.id} = ${cardId}` })
      .where(isTheirs);
    await logged(tx, customer, { kind: "card_preferred" }, by);
    return { is: "done" };
  });
}

/**
 * Takes a card out of the customer's wallet: it is offered for nothing any more. Orders that have it go on charging it.
 */
export function removeCard(
  db: Db,
  customer: CustomerId,
  cardId: string,
  by: ChangedBy,
): Promise<CustomerChanged> {
  const { merchantId, id } = customer;
  return withMerchant(db, merchantId, async (tx) => {
    if (!(await locked(tx, customer))) return { is: "unknown" };
    const removed = await tx
      .update(cards)
      .set({ state: "removed", preferred: false })
      .where(
        and(
          eq(cards.merchantId, merchantId),
          eq(cards.customerId, id),
          eq(cards.id, cardId),
          inArray(cards.state, ["usable", "expired"]),
        ),
      )
      .returning({ id: cards.id });
    if (removed.length === 0) return { is: "unchanged" };
    await logged(tx, customer, { kind: "card_forgotten" }, by);
    return { is: "done" };
  });
}

/** Holds the customer's row, so that entries of their log follow one another. */
async function locked(tx: Tx, { merchantId, id }: CustomerId) {
  const [row] = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id)))
    .for("update");
  return row ?? null;
}

/** Adds to the customer's log. Their row is held by whoever calls. */
async function logged(
  tx: Tx,
  { merchantId, id }: CustomerId,
  { kind, fields = [] }: { kind: (typeof customerLog.$inferInsert)["kind"]; fields?: readonly string[] },
  { actor, now }: ChangedBy,
): Promise<number> {
  const [last] = await tx
    .select({ seq: sql<number>`coalesce(max(${customerLog.seq}), 0)::integer` })
    .from(customerLog)
    .where(and(eq(customerLog.merchantId, merchantId), eq(customerLog.customerId, id)));
  const seq = (last?.seq ?? 0) + 1;
  await tx.insert(customerLog).values({ merchantId, customerId: id, seq, at: now, actor, kind, fields });
  return seq;
}

/** An address as the database gives it back has its keys in another order. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
