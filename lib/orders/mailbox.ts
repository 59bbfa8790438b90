import { and, desc, eq, getTableColumns } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { messages } from "@/db/schema/messages";

export type StoredMessage = typeof messages.$inferSelect;

/** The newest messages of a merchant: the sandbox's mailbox. */
export async function listMessages(
  db: Db,
  merchantId: number,
  { most = 100 }: { most?: number } = {},
): Promise<StoredMessage[]> {
  return withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(messages)
      .where(eq(messages.merchantId, merchantId))
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(most),
  );
}

export async function findMessage(db: Db, merchantId: number, id: string): Promise<StoredMessage | null> {
  const [found] = await withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.merchantId, merchantId), eq(messages.id, id))),
  );
  return found ?? null;
}

/** A message without what stands in it. */
export type OrderMessage = Omit<StoredMessage, "html" | "text" | "data">;

/** The newest messages of one order, and what became of them. */
export async function orderMessages(
  db: Db,
  merchantId: number,
  zuid: number,
  most: number,
): Promise<OrderMessage[]> {
  const { html: _html, text: _text, data: _data, ...shown } = getTableColumns(messages);
  return withMerchant(db, merchantId, (tx) =>
    tx
      .select(shown)
      .from(messages)
      .where(and(eq(messages.merchantId, merchantId), eq(messages.zuid, zuid)))
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(most),
  );
}
