import { and, desc, eq, inArray } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { messages } from "@/db/schema/messages";

/** The newest mail about each of these orders, by ZUID; none for an order that nothing was written about. */
export async function lastMails(
  db: Db,
  merchantId: number,
  zuids: readonly number[],
): Promise<Map<number, LastMail>> {
  if (zuids.length === 0) return new Map();
  const found = await withMerchant(db, merchantId, (tx) =>
    tx
      .selectDistinctOn([messages.zuid], {
        zuid: messages.zuid,
        kind: messages.kind,
        state: messages.state,
        at: messages.createdAt,
        error: messages.error,
      })
      .from(messages)
      .where(and(eq(messages.merchantId, merchantId), inArray(messages.zuid, [...zuids])))
      .orderBy(messages.zuid, desc(messages.createdAt)),
  );
  return new Map(found.flatMap(({ zuid, ...mail }) => (zuid === null ? [] : [[zuid, mail]])));
}

export type LastMail = Pick<typeof messages.$inferSelect, "kind" | "state" | "error"> & { at: number };
