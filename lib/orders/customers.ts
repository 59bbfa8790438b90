import { and, asc, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { customers, products } from "@/db/schema/customers";

export type NewCustomer = Omit<typeof customers.$inferInsert, "merchantId" | "id">;

/** Gives the new customer's id. */
export async function createCustomer(db: Db, merchantId: number, customer: NewCustomer): Promise<string> {
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(customers)
      .values({ ...customer, merchantId })
      .returning({ id: customers.id }),
  );
  if (!row) throw new Error("a customer was not stored");
  return row.id;
}

export type Product = typeof products.$inferSelect;
export type NewProduct = Omit<typeof products.$inferInsert, "merchantId" | "id">;

/** Gives the new product's id. */
export async function createProduct(db: Db, merchantId: number, product: NewProduct): Promise<string> {
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(products)
      .values({ ...product, merchantId })
      .returning({ id: products.id }),
  );
  if (!row) throw new Error("a product was not stored");
  return row.id;
}

/** What can be sold now, by name. */
export async function listProducts(db: Db, merchantId: number): Promise<Product[]> {
  return withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(products)
      .where(and(eq(products.merchantId, merchantId), eq(products.active, true)))
      .orderBy(asc(products.name))
      .limit(1000),
  );
}
