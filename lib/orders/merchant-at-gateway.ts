import { eq, sql } from "drizzle-orm";
import { merchants } from "@/db/schema/merchants";
import type { MerchantAtGateway } from "@/lib/gateway/port";
import type { Db } from "./execute";

/** What a merchant's row says of its gateway. */
export async function merchantAtGateway(db: Db, merchantId: number): Promise<MerchantAtGateway> {
  const [row] = await db
    .select({
      kind: merchants.gateway,
      settings: merchants.gatewaySettings,
      ecom: merchants.accountEcom,
      moto: merchants.accountMoto,
      mode: merchants.mode,
    })
    .from(merchants)
    .where(eq(merchants.id, merchantId));
  if (!row) throw new Error(`there is no merchant ${merchantId}`);
  const { ecom, moto, ...merchant } = row;
  return { ...merchant, accounts: { ECOM: ecom, MOTO: moto } };
}

/** The merchant that an account at a gateway belongs to. */
export async function merchantOfAccount(db: Db, account: string): Promise<number | null> {
  const [row] = await db.execute<{ id: number | null }>(sql`select merchant_of_account(${account}) as id`);
  return row?.id ?? null;
}
