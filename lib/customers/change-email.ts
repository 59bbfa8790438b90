import { and, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";

/** What a change of a customer's address came to. */
export type EmailChanged = "done" | "unchanged" | "unknown";

/**
 * Gives a customer another e-mail address: the next mails go there, those that are queued too. `known` is the address
 * that the form was drawn with; if it is another by now, nothing is done.
 */
export function changeEmail(
  db: Db,
  { merchantId, customerId }: { merchantId: number; customerId: string },
  { known, email }: { known: string; email: string },
): Promise<EmailChanged> {
  if (known === email) return Promise.resolve("unchanged");
  return withMerchant(db, merchantId, async (tx) => {
    const changed = await tx
      .update(customers)
      .set({ email })
      .where(
        and(eq(customers.merchantId, merchantId), eq(customers.id, customerId), eq(customers.email, known)),
      )
      .returning({ id: customers.id });
    return changed.length > 0 ? "done" : "unknown";
  });
}
