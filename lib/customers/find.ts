import { and, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { isUuid } from "@/lib/domain/value/uuid";
import { customerPage } from "./list";

/** A customer as somebody chooses one. */
export type FoundCustomer = {
  id: string;
  name: string;
  organisation: string;
  email: string;
  isActive: boolean;
};

/**
 * Active customers in whose name, organisation, e-mail or phone every word is found, the first of them by name, or of
 * some of them if there are very many; `enteredBy` finds only theirs.
 */
export async function findCustomers(
  db: Db,
  merchantId: number,
  { text, enteredBy }: { text: string; enteredBy: string | null },
): Promise<FoundCustomer[]> {
  const asked = { q: text.trim(), tag: "", status: "active", cursor: null } as const;
  const { rows } = await customerPage(db, merchantId, asked, {
    enteredBy,
    size: MOST_FOUND,
    ofSome: enteredBy === null,
  });
  return rows.map(({ id, name, organisation, email, active }) => {
    return { id, name, organisation, email, isActive: active };
  });
}

/** One of the merchant's, and with `enteredBy` one that they entered; null: none of that id. */
export async function customerWith(
  db: Db,
  merchantId: number,
  { id, enteredBy }: { id: string; enteredBy: string | null },
): Promise<FoundCustomer | null> {
  if (!isUuid(id)) return null;
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

const MOST_FOUND = 20;
