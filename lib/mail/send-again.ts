import { and, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { Instant } from "@/lib/domain/value/calendar";
import { readMail } from "./read-mail";

/**
 * Queues a message anew that the mail server had refused, to the customer's address of now. It is asked once more
 * whether it is true.
 *
 * @param machineNow from when on it may be sent
 * @returns null once it is queued; else why not, in a sentence
 */
export async function sendAgain(
  db: Db,
  { merchantId, zuid, id }: { merchantId: number; zuid: number; id: string },
  now: Instant,
  machineNow: Instant,
): Promise<string | null> {
  const its = and(eq(messages.merchantId, merchantId), eq(messages.zuid, zuid), eq(messages.id, id));
  const [found] = await withMerchant(db, merchantId, (tx) => tx.select().from(messages).where(its));
  if (found?.state !== "failed") return "Only a message that failed can be sent again.";
  // Its words are made anew when it is sent: where its links lead is of no matter here.
  const reading = { appUrl: "", authSecret: undefined, now, machineNow };
  const mail = await readMail(db, { merchantId, id }, reading);
  if ("untrue" in mail) return `The message is no longer correct. ${mail.untrue}`;
  const queued = await withMerchant(db, merchantId, (tx) =>
    tx
      .update(messages)
      .set({ state: "queued", attempts: 0, sendAfter: machineNow, error: null })
      .where(and(its, eq(messages.state, "failed")))
      .returning({ id: messages.id }),
  );
  return queued.length > 0 ? null : "Someone has already sent it again.";
}
