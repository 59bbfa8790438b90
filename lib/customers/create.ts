import { type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { writtenName, writtenNameOrNone } from "@/lib/domain/value/written-name";

export type NewCustomer = Omit<typeof customers.$inferInsert, "merchantId" | "id">;

/** The id of what was stored, or what is wrong with which field. */
export type Created = { value: string } | { invalid: Record<string, string> };

export async function createCustomer(db: Db, merchantId: number, customer: NewCustomer): Promise<Created> {
  const name = writtenName(customer.name);
  const organisation = writtenNameOrNone(customer.organisation ?? "");
  if ("wrong" in name || "wrong" in organisation) return { invalid: wrongOf({ name, organisation }) };
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(customers)
      .values({ ...customer, name: name.name, organisation: organisation.name, merchantId })
      .returning({ id: customers.id }),
  );
  if (!row) throw new Error("a customer was not stored");
  return { value: row.id };
}

function wrongOf(fields: Record<string, ReturnType<typeof writtenName>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, read]) => ("wrong" in read ? [[field, read.wrong]] : [])),
  );
}
