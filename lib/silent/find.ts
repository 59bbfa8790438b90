import { and, asc, desc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { loadOrders } from "@/db/orders";
import { askOverMerchants } from "@/db/over-merchants";
import { attempts, isProcessed, processedAt } from "@/db/schema/attempts";
import { bulkRuns } from "@/db/schema/bulk";
import { clock } from "@/db/schema/clock";
import { toTimestamp } from "@/db/schema/columns";
import { imports } from "@/db/schema/imports";
import { alerts, messages } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import {
  gatewaySilentSince,
  type KeptTimes,
  paymentStallOf,
  stallOf,
  type Times,
} from "@/lib/domain/preview/stall";
import type { Instant } from "@/lib/domain/value/calendar";
import {
  FAILED_LINK_KEPT_FOR,
  LATE_AFTER,
  LOST_DUE_WITHIN,
  MAIL_LATE_AFTER,
  UNSENT_SPEAKS_FOR,
  WORKER_SILENT_AFTER,
} from "@/lib/domain/value/timetable";
import type { StallKind } from "./records";

/** One thing that stands still. `zuid` null: it is not about one order. */
export type Stall = { kind: StallKind; since: Instant; zuid: number | null };

/** Everything of a merchant that should have moved and has not, so many of each kind at most. */
export async function findStalls(
  tx: Tx,
  merchantId: number,
  times: Times,
  most = MOST_OF_A_KIND,
): Promise<Stall[]> {
  const asked = { tx, merchantId, most, ...times };
  const [found, ofProcesses] = await Promise.all([
    Promise.all([
      orderStalls(asked),
      paymentStalls(asked),
      mailStalls(asked),
      linkStalls(asked),
      reportStalls(asked),
      importStalls(asked),
      bulkStalls(asked),
    ]),
    processStalls(asked),
  ]);
  const stalls = found.flat();
  const gateway = await gatewayStall(
    asked,
    stalls.some(({ kind }) => kind === "not_taken"),
  );
  return [...ofProcesses, ...gateway, ...stalls];
}

export const MOST_OF_A_KIND = 100;

/**
 * The merchants at whom something may stand still, in one question over all. Null: each is to be asked, because something
 * stands still for all of them, or because a part of the database is away.
 */
export async function merchantsToAsk(db: Db, { now, machineNow }: Times): Promise<Set<number> | null> {
  const since = [
    ...[now - LATE_AFTER, now - LOST_DUE_WITHIN, machineNow - LATE_AFTER],
    ...[now - UNSENT_SPEAKS_FOR, now - FAILED_LINK_KEPT_FOR],
  ];
  const [state] = await db.select().from(clock);
  if (processStall(state, machineNow)) return null;
  const asked = sql.join(since.map(toTimestamp), sql`, `);
  const answers = await askOverMerchants(
    db,
    async () => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from silence_candidates(${asked}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    async (_, merchantId) => [merchantId],
  );
  return new Set(answers.flat());
}

type Asked = Times & { tx: Tx; merchantId: number; most: number };

/** While the clock is being moved, everything on the way is late by business time and none of it stands still. */
async function orderStalls(asked: Asked): Promise<Stall[]> {
  const { tx, merchantId, now, machineNow } = asked;
  const [[state], ...suspects] = await Promise.all([
    tx.select({ movingTo: clock.movingTo }).from(clock),
    ...suspicions(asked).map((one) => suspectsOf(asked, one)),
  ]);
  if (state?.movingTo) return [];
  const kept = new Map(suspects.flat().map(({ zuid, ...times }) => [zuid, times]));
  const loaded = await loadOrders(tx, merchantId, [...kept.keys()], now);
  return loaded.flatMap((order) => {
    const times = kept.get(order.zuid);
    const stall = times && stallOf(order, times, { now, machineNow });
    return stall ? [{ ...stall, zuid: order.zuid }] : [];
  });
}

type Suspicion = { where: SQL | undefined; orderBy: SQL };

/** Where to look for orders that stand still: the rule decides. Each is read off an index of its own. */
function suspicions({ now }: Asked): Suspicion[] {
  const late = now - LATE_AFTER;
  const scheduled = sql`(case when ${orders.earliestScheduledAt} is null then 'infinity' else ${orders.earliestScheduledAt} end)`;
  return [
    { where: lte(orders.dueAt, late), orderBy: asc(orders.dueAt) },
    { where: lte(orders.standsUntil, late), orderBy: asc(orders.standsUntil) },
    { where: sql`${orders.retryQueue} <> '[]'::jsonb`, orderBy: asc(orders.zuid) },
    {
      where: and(
        sql`${scheduled} <= ${toTimestamp(late)}`,
        sql`${scheduled} > ${toTimestamp(now - LOST_DUE_WITHIN)}`,
        inArray(orders.status, ["active", "failed"]),
        or(isNull(orders.dueAt), gt(orders.dueAt, now)),
      ),
      orderBy: desc(scheduled),
    },
  ];
}

function suspectsOf(
  { tx, merchantId, most }: Asked,
  { where, orderBy }: Suspicion,
): Promise<(KeptTimes & { zuid: number })[]> {
  const { zuid, dueAt, claimedUntil, standsUntil } = orders;
  return Promise.resolve(
    tx
      .select({ zuid, dueAt, claimedUntil, standsUntil })
      .from(orders)
      .where(and(eq(orders.merchantId, merchantId), where))
      .orderBy(orderBy)
      .limit(most),
  );
}

const atGateway = and(inArray(attempts.state, ["sent", "unknown"]), isNull(attempts.reports));

async function paymentStalls({ tx, merchantId, machineNow, most }: Asked): Promise<Stall[]> {
  const { zuid, number, startedAt, sentAt, askAfter, state } = attempts;
  const query = (where: SQL | undefined) =>
    tx
      .select({ zuid, number, startedAt, sentAt, askAfter, state })
      .from(attempts)
      .where(and(eq(attempts.merchantId, merchantId), where))
      .$dynamic();
  const [open, unasked] = await Promise.all([
    query(atGateway).limit(most),
    query(lte(attempts.askAfter, machineNow - LATE_AFTER))
      .orderBy(asc(attempts.askAfter))
      .limit(most),
  ]);
  const once = new Map([...open, ...unasked].map((row) => [`${row.zuid}-${row.number}`, row]));
  return [...once.values()].flatMap((row) => {
    const isAtGateway = row.state === "sent" || row.state === "unknown";
    const kind = paymentStallOf(
      { isAtGateway, sentAt: row.sentAt ?? row.startedAt, askAfter: row.askAfter },
      machineNow,
    );
    return kind ? [{ kind, since: row.startedAt, zuid: row.zuid }] : [];
  });
}

async function gatewayStall({ tx, merchantId, now, machineNow }: Asked, isHeldUp: boolean): Promise<Stall[]> {
  const its = eq(attempts.merchantId, merchantId);
  const [open, last] = await Promise.all([
    tx
      .select({ startedAt: attempts.startedAt, sentAt: attempts.sentAt })
      .from(attempts)
      .where(and(its, atGateway, isNull(attempts.answer)))
      .limit(MOST_OF_A_KIND),
    tx
      .select({
        at: sql`${processedAt}`.mapWith(attempts.startedAt),
        isAnswered: sql<boolean>`${attempts.answer} is not null`,
        // Ended without a verdict and never asked for: it did not leave.
        isUnsent: sql<boolean>`(${attempts.state} = 'abandoned' and ${attempts.outcome} is null
          and ${attempts.answer} is null and ${attempts.askedAt} is null)`,
      })
      .from(attempts)
      .where(and(its, isProcessed))
      .orderBy(
        sql`${processedAt} desc nulls first`,
        sql`${attempts.zuid} desc nulls first`,
        sql`${attempts.number} desc nulls first`,
      )
      .limit(MOST_OF_A_KIND),
  ]);
  const since = gatewaySilentSince(
    {
      waiting: open.map(({ startedAt, sentAt }) => ({ startedAt, sentAt: sentAt ?? startedAt })),
      unsent: last.filter(({ isUnsent }) => isUnsent).map(({ at }) => at),
      answeredAt: last.find(({ isAnswered }) => isAnswered)?.at ?? null,
      isHeldUp,
    },
    { now, machineNow },
  );
  return since === null ? [] : [{ kind: "gateway_silent", since, zuid: null }];
}

/** Nobody takes it up; no server has taken it yet; or one puts it off again and again. */
async function mailStalls({ tx, merchantId, machineNow, most }: Asked): Promise<Stall[]> {
  const found = await tx
    .select({ since: messages.createdAt, zuid: messages.zuid })
    .from(messages)
    .where(
      and(
        eq(messages.merchantId, merchantId),
        inArray(messages.state, ["queued", "sending"]),
        or(
          lte(messages.sendAfter, machineNow - MAIL_LATE_AFTER),
          sql`(${messages.attempts} = 0 and ${messages.error} is not null)`,
          sql`${messages.attempts} >= ${PUT_OFF_TIMES}`,
        ),
      ),
    )
    .orderBy(asc(messages.sendAfter))
    .limit(most);
  return found.map((one) => ({ kind: "mail_stuck", ...one }));
}

/** Three refusals for now are some twenty minutes: greylisting is over by then. */
const PUT_OFF_TIMES = 4;

/** The customer has to act, and has had no link since. */
async function linkStalls({ tx, merchantId, now, most }: Asked): Promise<Stall[]> {
  const found = await tx
    .select({ since: messages.createdAt, zuid: messages.zuid })
    .from(messages)
    .innerJoin(orders, and(eq(orders.merchantId, merchantId), eq(orders.zuid, messages.zuid)))
    .where(
      and(
        eq(messages.merchantId, merchantId),
        eq(messages.state, "failed"),
        gt(messages.createdAt, now - FAILED_LINK_KEPT_FOR),
        or(
          and(eq(messages.link, "checkout"), eq(orders.status, "pending")),
          and(eq(messages.link, "update_card"), inArray(orders.status, ["suspended", "failed"])),
        ),
        sql`not exists (select 1 from messages later
          where later.merchant_id = ${merchantId} and later.zuid = ${messages.zuid} and later.link = ${messages.link}
            and later.state in ('sent', 'opened') and later.created_at > ${messages.createdAt})`,
      ),
    )
    .orderBy(desc(messages.createdAt))
    .limit(most);
  return found.map((one) => ({ kind: "link_failed", ...one }));
}

/** What the web process could not read is an alert of its own, until somebody acknowledges it. */
async function reportStalls({ tx, merchantId }: Asked): Promise<Stall[]> {
  const [found] = await tx
    .select({ since: alerts.createdAt })
    .from(alerts)
    .where(
      and(
        eq(alerts.merchantId, merchantId),
        isNull(alerts.acknowledgedAt),
        eq(alerts.kind, "reports_failing"),
      ),
    )
    .orderBy(desc(alerts.createdAt))
    .limit(1);
  return found ? [{ kind: "reports_failing", since: found.since, zuid: null }] : [];
}

async function importStalls({ tx, merchantId, machineNow, most }: Asked): Promise<Stall[]> {
  const found = await tx
    .select({ since: imports.createdAt })
    .from(imports)
    .where(
      and(
        eq(imports.merchantId, merchantId),
        eq(imports.state, "running"),
        lte(imports.claimedUntil, machineNow - LATE_AFTER),
      ),
    )
    .limit(most);
  return found.map(({ since }) => ({ kind: "import_stuck", since, zuid: null }));
}

/** A run that is held up with every order takes up the same ones again: it has moved when it takes up another one. */
async function bulkStalls({ tx, merchantId, now, machineNow, most }: Asked): Promise<Stall[]> {
  const found = await tx
    .select({ createdAt: bulkRuns.createdAt, startsAt: bulkRuns.startsAt })
    .from(bulkRuns)
    .where(
      and(
        eq(bulkRuns.merchantId, merchantId),
        eq(bulkRuns.state, "running"),
        lte(bulkRuns.movedAt, machineNow - LATE_AFTER),
        or(isNull(bulkRuns.startsAt), lte(bulkRuns.startsAt, now - LATE_AFTER)),
      ),
    )
    .limit(most);
  return found.map(({ createdAt, startsAt }) => ({
    kind: "bulk_stuck",
    since: startsAt ?? createdAt,
    zuid: null,
  }));
}

async function processStalls({ tx, machineNow }: Asked): Promise<Stall[]> {
  const [state] = await tx.select().from(clock);
  const stall = processStall(state, machineNow);
  return stall ? [stall] : [];
}

function processStall(state: typeof clock.$inferSelect | undefined, machineNow: Instant): Stall | null {
  const seen = state?.workerSeenAt ?? null;
  if (seen !== null && seen <= machineNow - WORKER_SILENT_AFTER)
    return { kind: "worker_silent", since: seen, zuid: null };
  const leads = state?.leadsUntil ?? null;
  return state?.movingTo && leads !== null && leads <= machineNow - LATE_AFTER
    ? { kind: "clock_stuck", since: leads, zuid: null }
    : null;
}
