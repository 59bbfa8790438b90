import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { cards, customerLog, customerNotes, customers } from "@/db/schema/customers";
import { messages } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import type { CustomerId } from "./change";

/** Everything that an account page shows of a customer, but their orders as the rules see them. */
export type Account = {
  customer: typeof customers.$inferSelect;
  cards: readonly (typeof cards.$inferSelect)[];
  /** The newest first. */
  zuids: readonly number[];
  notes: readonly Pick<typeof customerNotes.$inferSelect, "seq" | "at" | "actor" | "text">[];
  log: readonly Pick<typeof customerLog.$inferSelect, "seq" | "at" | "actor" | "kind" | "fields">[];
  mails: readonly Pick<
    typeof messages.$inferSelect,
    "id" | "zuid" | "kind" | "subject" | "state" | "createdAt"
  >[];
};

/** Null: the merchant has no such customer, or with `enteredBy` it is not theirs. */
export function accountOf(
  db: Db,
  { merchantId, id }: CustomerId,
  { enteredBy }: { enteredBy: string | null },
): Promise<Account | null> {
  return withMerchant(db, merchantId, async (tx) => {
    const isTheirs = enteredBy === null ? undefined : eq(customers.createdBy, enteredBy);
    const [customer] = await tx
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id), isTheirs));
    if (!customer) return null;
    const [wallet, numbers, notes, log] = await Promise.all([
      tx
        .select()
        .from(cards)
        .where(and(eq(cards.merchantId, merchantId), eq(cards.customerId, id)))
        .orderBy(desc(cards.preferred), asc(cards.registeredAt), asc(cards.id)),
      tx
        .select({ zuid: orders.zuid })
        .from(orders)
        .where(and(eq(orders.merchantId, merchantId), eq(orders.customerId, id)))
        .orderBy(desc(orders.zuid))
        .limit(MOST_SHOWN),
      tx
        .select({
          seq: customerNotes.seq,
          at: customerNotes.at,
          actor: customerNotes.actor,
          text: customerNotes.text,
        })
        .from(customerNotes)
        .where(and(eq(customerNotes.merchantId, merchantId), eq(customerNotes.customerId, id)))
        .orderBy(desc(customerNotes.seq))
        .limit(MOST_SHOWN),
      tx
        .select({
          seq: customerLog.seq,
          at: customerLog.at,
          actor: customerLog.actor,
          kind: customerLog.kind,
          fields: customerLog.fields,
        })
        .from(customerLog)
        .where(and(eq(customerLog.merchantId, merchantId), eq(customerLog.customerId, id)))
        .orderBy(desc(customerLog.seq))
        .limit(MOST_SHOWN),
    ]);
    const zuids = numbers.map(({ zuid }) => zuid);
    const mails =
      zuids.length === 0
        ? []
        : await tx
            .select({
              id: messages.id,
              zuid: messages.zuid,
              kind: messages.kind,
              subject: messages.subject,
              state: messages.state,
              createdAt: messages.createdAt,
            })
            .from(messages)
            .where(and(eq(messages.merchantId, merchantId), inArray(messages.zuid, zuids)))
            .orderBy(desc(messages.createdAt), asc(messages.id))
            .limit(MOST_SHOWN);
    return { customer, cards: wallet, zuids, notes, log, mails };
  });
}

const MOST_SHOWN = 50;
