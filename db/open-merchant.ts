import { getTableColumns } from "drizzle-orm";
import { type Db, withMerchant } from "./client";
import { merchants, merchantTerms } from "./schema/merchants";

/** A merchant with its terms; those that are not named are the usual ones. */
export type NewMerchant = typeof merchants.$inferInsert & Partial<Omit<Terms, "merchantId">>;
type Terms = typeof merchantTerms.$inferInsert;

/** Opens a merchant, which is the database owner's to do. */
export async function openMerchant(owner: Db, merchant: NewMerchant): Promise<void> {
  const isOfTerms = (name: string) => name in getTableColumns(merchantTerms);
  const terms = Object.fromEntries(Object.entries(merchant).filter(([name]) => isOfTerms(name)));
  await withMerchant(owner, merchant.id, async (tx) => {
    await tx.insert(merchants).values(merchant);
    await tx.insert(merchantTerms).values({ ...terms, merchantId: merchant.id });
  });
}
