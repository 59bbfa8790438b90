import { getTableColumns } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "./client";
import { merchants, merchantTerms } from "./schema/merchants";

/** A merchant with its settings; those not given get the defaults. */
export type NewMerchant = typeof merchants.$inferInsert & Partial<Omit<Terms, "merchantId">>;
type Terms = typeof merchantTerms.$inferInsert;

/** Creates a merchant, and what else belongs in the same transaction; only the database owner can. */
export async function openMerchant(
  owner: Db,
  merchant: NewMerchant,
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const isOfTerms = (name: string) => name in getTableColumns(merchantTerms);
  const terms = Object.fromEntries(Object.entries(merchant).filter(([name]) => isOfTerms(name)));
  await withMerchant(owner, merchant.id, async (tx) => {
    await tx.insert(merchants).values(merchant);
    await tx.insert(merchantTerms).values({ ...terms, merchantId: merchant.id });
    await also?.(tx);
  });
}
