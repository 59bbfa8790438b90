import { and, eq, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { claimOverMerchants } from "@/db/over-merchants";
import { toTimestamp } from "@/db/schema/columns";
import { alerts, messages } from "@/db/schema/messages";
import type { Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import type { AlertKind } from "@/lib/domain/words/alert-kinds";
import type { Mail, StaffMailKind } from "./mail";
import { type DeliveryFault, type Desk, openDesk, type Sender } from "./post-office";
import { readMail } from "./read-mail";
import { type SmtpServer, smtpServer } from "./smtp-server";

/** How mail goes out; without a mail server it is kept to be read in the mailbox. */
export type MailSettings = {
  smtpUrl: string | undefined;
  /** Path of certificates that are trusted besides the system's. */
  smtpCa?: string | undefined;
  appUrl: string;
  mailFrom?: string | undefined;
  replyTo?: string | undefined;
  /** Signs the links in mails to staff. */
  authSecret?: string | undefined;
  /** Given instead of `smtpUrl` where other patience than the usual is wanted. */
  smtpServer?: SmtpServer;
  /** Once aborted, nothing new is taken up. */
  signal?: AbortSignal;
  /** Only messages of this kind are sent. */
  only?: StaffMailKind;
  /** Kept by whoever delivers again and again. */
  rest?: Rest;
};

/** Until when a mail server that is in trouble is left alone (machine time), and how often in a row it had to be. */
export type Rest = { until: Instant; times: number };

/**
 * Sends what is queued, for all merchants. Each message is handed to one sender, which takes hold of it just before it
 * is sent and for longer than any answer is waited for; one whose sender died is handed out again under the same
 * Message-ID. A server in trouble rests, and everything that waits for it is kept.
 *
 * @param now business time, for what is written down
 * @param machineNow the machine's time, for when a message is tried again
 * @returns how many messages were handled; 0 while the mail server rests
 */
export async function deliver(
  db: Db,
  settings: MailSettings,
  now: Instant,
  machineNow: Instant,
): Promise<number> {
  const { smtpUrl, smtpCa, appUrl, authSecret, mailFrom, replyTo } = settings;
  const server = settings.smtpServer ?? (smtpUrl ? smtpServer(smtpUrl, smtpCa) : null);
  const rest = settings.rest ?? { until: 0, times: 0 };
  if (server && rest.until > machineNow) return 0;
  const startedAt = performance.now();
  const machineTime = () => machineNow + Math.floor(performance.now() - startedAt);
  const sender = server && { server, appUrl, mailFrom, replyTo };
  const { signal, only = null } = settings;
  const round: Round = { db, sender, appUrl, authSecret, now, machineTime, signal, only, trouble: null };
  let handled = 0;
  for (
    let claimed = batch;
    claimed === batch && handled < mostAtOnce && !round.trouble && !signal?.aborted;
    handled += claimed
  )
    claimed = await deliverBatch(round);
  if (!round.trouble) {
    if (handled > 0) rest.times = 0;
    return handled;
  }
  rest.until = machineTime() + (restsMs[rest.times] ?? longestRestMs);
  rest.times += 1;
  return 0;
}

/** One going through what is queued. `trouble`: the server cannot be used, and no more is tried. */
type Round = {
  db: Db;
  sender: Sender | null;
  appUrl: string;
  authSecret: string | undefined;
  now: Instant;
  machineTime: () => Instant;
  signal: AbortSignal | undefined;
  only: StaffMailKind | null;
  trouble: string | null;
};

type Claim = { merchantId: number; id: string; until: Instant };

async function deliverBatch(round: Round): Promise<number> {
  const { db, sender, now } = round;
  const claimedAt = round.machineTime();
  const claims = await claimQueued(db, claimedAt, round.only);
  const waiting = [...claims];
  const lanes = sender ? sender.server.connections : batch;
  await Promise.all(
    Array.from({ length: Math.min(lanes, claims.length) }, async () => {
      const desk = sender && openDesk(sender);
      try {
        for (let claim = waiting.shift(); claim; claim = waiting.shift())
          await deliverOne(round, claim, desk);
      } finally {
        desk?.close();
      }
    }),
  );
  if (round.trouble) {
    const why = round.trouble;
    const text = `The mail server is not available (${why}). Messages are kept and will be sent later.`;
    for (const merchantId of new Set(claims.map((claim) => claim.merchantId)))
      await alert(db, merchantId, { kind: "mail_server", text, dedupe: `mail-server-${dayOf(now)}` }, now);
  }
  return claims.length;
}

/** Messages to be sent now, the earliest of all merchants' first. One whose sender died is handed out again. */
function claimQueued(db: Db, machineNow: Instant, only: StaffMailKind | null): Promise<Claim[]> {
  const until = machineNow + claimMs;
  return claimOverMerchants(db, batch, {
    candidates: async (some, skip) => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from message_candidates(${toTimestamp(machineNow)}, ${some}, ${skip}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    claim: async (tx, merchantId, some) => {
      const rows = await tx.execute<{ id: string }>(sql`
        with mine as materialized (
          select t.id from messages t
           where t.merchant_id = ${merchantId} and t.state in ('queued', 'sending')
             and t.send_after <= ${toTimestamp(machineNow)}
             and (${only}::text is null or t.kind = ${only})
           order by t.send_after
           limit ${some}
             for no key update skip locked
        )
        update messages m set state = 'sending', attempts = m.attempts + 1, send_after = ${toTimestamp(until)}
          from mine where m.merchant_id = ${merchantId} and m.id = mine.id
        returning m.id`);
      return rows.map(({ id }) => ({ merchantId, id, until }));
    },
  });
}

async function deliverOne(round: Round, claim: Claim, desk: Desk | null): Promise<void> {
  const { db, now } = round;
  if (round.trouble || round.signal?.aborted) return giveBack(db, claim, round.machineTime());
  const held = { ...claim, until: round.machineTime() + holdMs };
  if (!(await change(db, claim, { sendAfter: held.until }))) return;
  const mail = await readMail(db, claim, { ...round, machineNow: round.machineTime() });
  if ("untrue" in mail) {
    await change(db, held, { state: "dropped", error: mail.untrue });
    return;
  }
  const fault = desk ? await desk.send(mail) : null;
  const { subject } = mail.rendered;
  const kept = desk && mail.isSecret ? { subject } : mail.rendered;
  const written = { ...kept, to: mail.to, messageId: `${mail.id}.${mail.merchantId}` };
  if (!fault) {
    await change(db, held, { ...written, state: "sent", sentAt: now, error: null });
    return;
  }
  if (fault.about === "server") round.trouble = fault.why;
  await keep(round, { held, mail, written, fault });
}

/** Tried again later, or failed where the server says that it will never take it. */
async function keep(
  { db, now, machineTime }: Round,
  { held, mail, written, fault }: { held: Claim; mail: Mail; written: Partial<Row>; fault: DeliveryFault },
): Promise<void> {
  const { merchantId, zuid } = mail;
  const error = fault.mayHaveGone ? `${fault.why}; it may have been accepted` : fault.why;
  if (fault.isFinal) {
    await change(db, held, { ...written, state: "failed", error });
    const text = `"${mail.rendered.subject}" could not be delivered to ${mail.to}.`;
    const kind = zuid === null ? "staff_message_failed" : "message_failed";
    // Or else the mail about it, to the same address, would fail and be alerted to again and again.
    const dedupe = mail.kind === "alerts" ? `alert-mail-${mail.to}-${dayOf(now)}` : `message-${mail.id}`;
    await alert(db, merchantId, { kind, zuid, text, dedupe }, now);
    return;
  }
  // A server that was not even reached says nothing about the mail: it is due again as soon as the server is.
  const isUntried = fault.about === "server" && !fault.mayHaveGone;
  const pauseMs = isUntried ? 0 : (pausesMs[mail.attempts - 1] ?? longestPauseMs);
  const attempts = isUntried ? mail.attempts - 1 : mail.attempts;
  await change(db, held, {
    ...written,
    state: "queued",
    attempts,
    sendAfter: machineTime() + pauseMs,
    error,
  });
  if (fault.about === "sender") {
    const text = `The mail server does not accept the sender of your messages (${fault.why}). They are kept and will be sent later.`;
    await alert(db, merchantId, { kind: "mail_sender", text, dedupe: `mail-sender-${dayOf(now)}` }, now);
  }
}

/** Handed out and not tried: as if it had not been. */
async function giveBack(db: Db, claim: Claim, machineNow: Instant): Promise<void> {
  await change(db, claim, {
    state: "queued",
    sendAfter: machineNow,
    attempts: sql`${messages.attempts} - 1`,
  });
}

/** One of the same `dedupe` is raised once only. */
async function alert(
  db: Db,
  merchantId: number,
  raised: { kind: AlertKind; text: string; zuid?: number | null; dedupe: string },
  now: Instant,
): Promise<void> {
  await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(alerts)
      .values({ ...raised, merchantId, createdAt: now })
      .onConflictDoNothing(),
  );
}

type Row = typeof messages.$inferInsert;
type Change = Omit<Partial<Row>, "attempts"> & { attempts?: Row["attempts"] | ReturnType<typeof sql> };

/** False: somebody else has taken the message over, because it was in hand for too long. */
async function change(db: Db, { merchantId, id, until }: Claim, set: Change): Promise<boolean> {
  const changed = await withMerchant(db, merchantId, (tx) =>
    tx
      .update(messages)
      .set(set)
      .where(
        and(
          eq(messages.merchantId, merchantId),
          eq(messages.id, id),
          eq(messages.state, "sending"),
          eq(messages.sendAfter, until),
        ),
      )
      .returning({ id: messages.id }),
  );
  return changed.length > 0;
}

function dayOf(now: Instant): string {
  return new Date(now).toISOString().slice(0, 10);
}

const batch = 20;
/** Then whoever calls may stop in between. */
const mostAtOnce = 1_000;
/** For how long one is handed out. */
const claimMs = 5 * MINUTE;
/** Longer than all steps of sending one may take, the wait for the answer included. */
const holdMs = 15 * MINUTE;
/** After each refusal for now of the same message; some nine hours in all, then every five hours while it is true. */
const pausesMs = [1, 5, 15, 60, 180, 300].map((minutes) => minutes * MINUTE);
const longestPauseMs = 300 * MINUTE;
/** After each trouble in a row with the mail server. */
const restsMs = [0.5, 1, 2, 5].map((minutes) => minutes * MINUTE);
const longestRestMs = 10 * MINUTE;
