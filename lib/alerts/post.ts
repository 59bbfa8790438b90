import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { claimOverMerchants } from "@/db/over-merchants";
import { toTimestamp } from "@/db/schema/columns";
import { alertPosts, messages } from "@/db/schema/messages";
import { type Instant, nextHourOfDay } from "@/lib/domain/value/calendar";
import { ALERTS_GATHERED_FOR, DIGEST_HOUR } from "@/lib/domain/value/timetable";
import type { AlertKind } from "@/lib/domain/words/alert-kinds";
import { isFor } from "./audience";
import { alertsOrders, type MailedReader, readersOf } from "./readers";

/**
 * Brings alerts on their way to whoever wants them mailed, for all merchants. Each alert is handed out once, to a row
 * for each person; each row becomes part of one message, which goes the way of all mail. Every step is one transaction:
 * whoever dies in between has done it, or has not.
 *
 * @param now business time, for what is written down
 * @param machineNow the machine's time, by which mail goes
 * @returns how many alerts and rows were handled
 */
export async function postAlerts(db: Db, now: Instant, machineNow: Instant): Promise<number> {
  const handled = await claimOverMerchants(db, AT_ONCE, {
    candidates: async (most, skip) => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from alert_candidates(${toTimestamp(machineNow)}, ${most}, ${skip}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    claim: async (tx, merchantId, most) => {
      const handedOut = await handOut(tx, merchantId, most, machineNow);
      const posted = await writeMails(tx, merchantId, most - handedOut, { now, machineNow });
      return Array.from({ length: handedOut + posted }, () => merchantId);
    },
  });
  return handled.length;
}

const AT_ONCE = 500;

type Claimed = { id: string; kind: AlertKind; zuid: number | null };

async function handOut(tx: Tx, merchantId: number, most: number, machineNow: Instant): Promise<number> {
  const claimed = await tx.execute<Claimed>(sql`
    with mine as materialized (
      select a.id from alerts a
       where a.merchant_id = ${merchantId} and not a.handed_out
       order by a.created_at
       limit ${most}
         for no key update skip locked
    )
    update alerts a set handed_out = true from mine where a.merchant_id = ${merchantId} and a.id = mine.id
    returning a.id, a.kind, a.zuid`);
  if (claimed.length === 0) return 0;
  const readers = (await readersOf(tx, merchantId)).filter(({ mail }) => mail !== "none");
  const its = await alertsOrders(
    tx,
    merchantId,
    claimed.map(({ zuid }) => zuid),
  );
  const rows = readers.flatMap((reader) =>
    claimed
      .filter(({ kind, zuid }) => isFor(reader, { kind, order: its.get(zuid) }))
      .map(({ id }) => ({
        merchantId,
        userId: reader.userId,
        alertId: id,
        isDaily: reader.mail === "daily",
        dueAt: postDueAt(reader, machineNow),
      })),
  );
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx
      .insert(alertPosts)
      .values(rows.slice(from, from + AT_ONCE))
      .onConflictDoNothing();
  return claimed.length;
}

/** What comes close together goes in one mail: at the end of the half minute, or the next morning where they are. */
function postDueAt({ mail, timeZone }: MailedReader, machineNow: Instant): Instant {
  return mail === "daily"
    ? nextHourOfDay(machineNow, DIGEST_HOUR, timeZone)
    : Math.ceil((machineNow + 1) / ALERTS_GATHERED_FOR) * ALERTS_GATHERED_FOR;
}

type Post = { user_id: string; alert_id: string; is_daily: boolean };

async function writeMails(
  tx: Tx,
  merchantId: number,
  most: number,
  { now, machineNow }: { now: Instant; machineNow: Instant },
): Promise<number> {
  if (most <= 0) return 0;
  const due = await tx.execute<Post>(sql`
    with mine as materialized (
      select p.user_id, p.alert_id from alert_posts p
       where p.merchant_id = ${merchantId} and p.due_at <= ${toTimestamp(machineNow)}
       order by p.due_at, p.user_id
       limit ${most}
         for update skip locked
    )
    delete from alert_posts p using mine
     where p.merchant_id = ${merchantId} and p.user_id = mine.user_id and p.alert_id = mine.alert_id
    returning p.user_id, p.alert_id, p.is_daily`);
  if (due.length === 0) return 0;
  const emails = new Map((await readersOf(tx, merchantId)).map(({ userId, email }) => [userId, email]));
  const mails = [...Map.groupBy(due, ({ user_id }) => user_id)].flatMap(([userId, posts]) => {
    // Whoever does not work there any more.
    const to = emails.get(userId);
    if (!to) return [];
    const data: AlertMailData = {
      user: userId,
      alerts: posts.map(({ alert_id }) => alert_id),
      isDaily: posts.every(({ is_daily }) => is_daily),
    };
    return [{ merchantId, kind: "alerts", automatic: true, to, data, createdAt: now, sendAfter: machineNow }];
  });
  if (mails.length > 0) await tx.insert(messages).values(mails);
  return due.length;
}

/** What a queued mail about alerts holds. Its words are written when it is sent. */
export type AlertMailData = { user: string; alerts: string[]; isDaily: boolean };
