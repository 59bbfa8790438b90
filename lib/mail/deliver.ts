import { and, eq, sql } from "drizzle-orm";
import nodemailer from "nodemailer";
import { type Db, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { alerts, messages } from "@/db/schema/messages";
import type { Instant } from "@/lib/domain/order";
import { log } from "@/lib/log";
import { type Mail, readMail } from "./read-mail";

/**
 * Sends what is queued, for all merchants. Each message is handed to one sender, for five minutes; one whose sender
 * died is handed out again under the same Message-ID. Without a mail server it is kept to be read in the mailbox.
 *
 * @param now business time, for what is written down
 * @param machineNow the machine's time, for when a message is tried again
 * @returns how many messages were handled
 */
export async function deliver(
  db: Db,
  { smtpUrl, appUrl }: { smtpUrl: string | undefined; appUrl: string },
  now: Instant,
  machineNow: Instant,
): Promise<number> {
  const post = smtpUrl ? postOffice(smtpUrl, appUrl) : null;
  let handled = 0;
  try {
    for (let claimed = batch; claimed === batch && handled < mostAtOnce; handled += claimed)
      claimed = await deliverBatch(db, post, appUrl, now, machineNow);
  } finally {
    post?.close();
  }
  return handled;
}

async function deliverBatch(
  db: Db,
  post: ReturnType<typeof postOffice> | null,
  appUrl: string,
  now: Instant,
  machineNow: Instant,
): Promise<number> {
  const claimed = await db.execute<{ merchant_id: number; id: string }>(
    sql`select * from queued_messages(${toTimestamp(machineNow)}, ${batch})`,
  );
  await Promise.all(
    claimed.map(async ({ merchant_id: merchantId, id }) => {
      const mail = await readMail(db, { merchantId, id }, appUrl, now);
      if ("untrue" in mail) return update(db, { merchantId, id }, { state: "dropped", error: mail.untrue });
      const failure = post ? await post.send(mail) : null;
      if (failure) await putBack(db, mail, failure, now, machineNow);
      else await markSent(db, mail, now);
    }),
  );
  return claimed.length;
}

type Failure = { why: string; isFinal: boolean };

function postOffice(smtpUrl: string, appUrl: string) {
  const host = new URL(appUrl).hostname;
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  } as Parameters<typeof nodemailer.createTransport>[0]);
  return {
    close: () => transport.close(),
    async send(mail: Mail): Promise<Failure | null> {
      try {
        await transport.sendMail({
          from: { name: mail.merchantName, address: `no-reply@${host}` },
          to: mail.to,
          messageId: `<${mail.id}.${mail.merchantId}@${host}>`,
          subject: mail.rendered.subject,
          text: mail.rendered.text,
          html: mail.rendered.html,
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return null;
      } catch (error) {
        const { responseCode } = error as { responseCode?: number };
        log.warn("a message was not taken by the mail server", {
          merchantId: mail.merchantId,
          kind: mail.kind,
          code: responseCode ?? null,
        });
        // 5xx: the server says that trying again is of no use.
        return { why: reasonOf(error), isFinal: responseCode !== undefined && responseCode >= 500 };
      }
    },
  };
}

/** What the server said, without what we had said to it. */
function reasonOf(error: unknown): string {
  const { response, code, message } = error as { response?: string; code?: string; message?: string };
  return (response ?? code ?? message ?? "unknown").slice(0, 300);
}

async function markSent(db: Db, mail: Mail, now: Instant): Promise<void> {
  await update(db, mail, { state: "sent", sentAt: now, error: null });
}

async function putBack(
  db: Db,
  mail: Mail,
  failure: Failure,
  now: Instant,
  machineNow: Instant,
): Promise<void> {
  const pauseMs = pausesMs[mail.attempts - 1];
  if (!failure.isFinal && pauseMs !== undefined) {
    await update(db, mail, { state: "queued", sendAfter: machineNow + pauseMs, error: failure.why });
    return;
  }
  await update(db, mail, { state: "failed", error: failure.why });
  await withMerchant(db, mail.merchantId, (tx) =>
    tx
      .insert(alerts)
      .values({
        merchantId: mail.merchantId,
        zuid: mail.zuid,
        kind: "message_failed",
        text: `"${mail.rendered.subject}" could not be delivered to ${mail.to}.`,
        createdAt: now,
        dedupe: `message-${mail.id}`,
      })
      .onConflictDoNothing(),
  );
}

async function update(
  db: Db,
  mail: Pick<Mail, "merchantId" | "id"> & Partial<Pick<Mail, "to" | "rendered">>,
  change: Partial<typeof messages.$inferInsert>,
): Promise<void> {
  const { merchantId, id, to, rendered } = mail;
  await withMerchant(db, merchantId, (tx) =>
    tx
      .update(messages)
      .set({ ...change, ...rendered, ...(to ? { to, messageId: `${id}.${merchantId}` } : {}) })
      .where(and(eq(messages.merchantId, merchantId), eq(messages.id, id), eq(messages.state, "sending"))),
  );
}

/** Few enough to be through before another sender may take them over, even from a server that hangs. */
const batch = 20;
/** Then whoever calls may stop in between. */
const mostAtOnce = 1_000;
const minute = 60_000;
/** After each failure; when they are used up the message has failed. Some nine hours in all. */
const pausesMs = [1, 5, 15, 60, 180, 300].map((minutes) => minutes * minute);
