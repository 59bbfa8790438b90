import { and, desc, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { messages } from "@/db/schema/messages";

export type StoredMessage = typeof messages.$inferSelect;

/** The newest messages of a merchant, or of one order: the sandbox's mailbox. */
export async function listMessages(
  db: Db,
  merchantId: number,
  { zuid, most = 100 }: { zuid?: number | undefined; most?: number } = {},
): Promise<StoredMessage[]> {
  return withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(messages)
      .where(
        and(eq(messages.merchantId, merchantId), zuid === undefined ? undefined : eq(messages.zuid, zuid)),
      )
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
