import { and, eq, isNull, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { newLinkToken } from "@/db/link-token";
import { paymentLinks } from "@/db/schema/messages";
import type { Instant } from "@/lib/domain/value/calendar";
import type { OrderId } from "./execute";

/** The order of a payment link; null for an unknown, mistyped or withdrawn one. */
export async function orderOfLink(db: Db, token: string): Promise<OrderId | null> {
  const found = await orderOfLinkEver(db, token);
  return found?.works ? { merchantId: found.merchantId, zuid: found.zuid } : null;
}

/** The order of a payment link, withdrawn or not; null for an unknown or mistyped one. */
export async function orderOfLinkEver(db: Db, token: string): Promise<(OrderId & { works: boolean }) | null> {
  if (!tokenForm.test(token)) return null;
  const [row] = await db.execute<{ merchant_id: number; zuid: number; withdrawn_at: string | null }>(
    sql`select * from merchant_of_link(${token})`,
  );
  if (!row) return null;
  return { merchantId: row.merchant_id, zuid: row.zuid, works: row.withdrawn_at === null };
}

/** An order's payment link as staff see it. */
export type PaymentLink = {
  token: string;
  createdAt: Instant;
  openedAt: Instant | null;
  withdrawnAt: Instant | null;
};

export async function linkOf(tx: Tx, { merchantId, zuid }: OrderId): Promise<PaymentLink | null> {
  const [link] = await tx
    .select({
      token: paymentLinks.token,
      createdAt: paymentLinks.createdAt,
      openedAt: paymentLinks.openedAt,
      withdrawnAt: paymentLinks.withdrawnAt,
    })
    .from(paymentLinks)
    .where(and(eq(paymentLinks.merchantId, merchantId), eq(paymentLinks.zuid, zuid)));
  return link ?? null;
}

/** Records that the customer opened the link; the first time counts. */
export async function markOpened(db: Db, { merchantId, zuid }: OrderId, now: Instant): Promise<void> {
  await withMerchant(db, merchantId, (tx) =>
    tx
      .update(paymentLinks)
      .set({ openedAt: now })
      .where(
        and(
          eq(paymentLinks.merchantId, merchantId),
          eq(paymentLinks.zuid, zuid),
          isNull(paymentLinks.openedAt),
        ),
      ),
  );
}

/** Written with the order, so that every message about it can include a link. */
export async function makeLink(
  tx: Tx,
  { merchantId, zuid, merchantCode, now }: OrderId & { merchantCode: string; now: Instant },
): Promise<void> {
  await tx.insert(paymentLinks).values({
    merchantId,
    zuid,
    token: newLinkToken(merchantCode),
    createdAt: now,
  });
}

const tokenForm = /^[a-z0-9]{2,20}-[A-Za-z0-9_-]{32}$/;
