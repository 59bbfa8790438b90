import { and, asc, eq, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";

/** A customer as somebody chooses one. */
export type FoundCustomer = {
  id: string;
  name: string;
  organisation: string;
  email: string;
  isActive: boolean;
};

/** Active customers in whose name, organisation, e-mail or phone every word is found; `enteredBy` finds only theirs. */
export function findCustomers(
  db: Db,
  merchantId: number,
  { text, enteredBy }: { text: string; enteredBy: string | null },
): Promise<FoundCustomer[]> {
  return withMerchant(db, merchantId, async (tx) => {
    const behindDoor = await tx.execute<{ id: string }>(
      sql`select search_customers(${text}, ${MOST_SEARCHED}) as id`,
    );
    const ids = `{${behindDoor.map(({ id }) => id).join()}}`;
    return tx
      .select(shown)
      .from(customers)
      .where(
        and(
          eq(customers.merchantId, merchantId),
          sql`${customers.id} = any(${ids}::text::uuid[])`,
          customers.active,
          enteredBy === null ? undefined : eq(customers.createdBy, enteredBy),
        ),
      )
      .orderBy(asc(customers.name), asc(customers.id))
      .limit(MOST_FOUND);
  });
}

/** One of the merchant's, and with `enteredBy` one that they entered; null: none of that id. */
export async function customerWith(
  db: Db,
  merchantId: number,
  { id, enteredBy }: { id: string; enteredBy: string | null },
): Promise<FoundCustomer | null> {
  if (!uuid.test(id)) return null;
  const isTheirs = enteredBy === null ? undefined : eq(customers.createdBy, enteredBy);
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx
      .select(shown)
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id), isTheirs)),
  );
  return row ?? null;
}

const shown = {
  id: customers.id,
  name: customers.name,
  organisation: customers.organisation,
  email: customers.email,
  isActive: customers.active,
};

const MOST_SEARCHED = 500;
const MOST_FOUND = 20;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
