import { and, eq, inArray } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { Instant } from "@/lib/domain/value/calendar";
import type { MessageKind } from "@/lib/domain/words/messages";

/** The customer came through the link: whatever brought it to them was opened. */
export async function markMessagesOpened(
  db: Db,
  { merchantId, zuid }: { merchantId: number; zuid: number },
  now: Instant,
): Promise<void> {
  await withMerchant(db, merchantId, (tx) =>
    tx
      .update(messages)
      .set({ state: "opened", openedAt: now })
      .where(
        and(
          eq(messages.merchantId, merchantId),
          eq(messages.zuid, zuid),
          eq(messages.state, "sent"),
          inArray(messages.kind, withLink),
        ),
      ),
  );
}

const withLink: MessageKind[] = [
  "order_ready",
  "order_reminder",
  "purchase_confirmation",
  "mandate",
  "refund_confirmation",
  "payment_declined",
  "payment_rejected",
  "retries_ended",
  "renewal_soon",
  "card_update_link",
  "card_expiring",
  "card_expired",
];
