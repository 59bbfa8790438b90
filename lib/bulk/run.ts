import { isDeepStrictEqual } from "node:util";
import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { askOverMerchants } from "@/db/over-merchants";
import { bulkItems, bulkRuns } from "@/db/schema/bulk";
import { toTimestamp } from "@/db/schema/columns";
import { alerts } from "@/db/schema/messages";
import type { Actor, Order } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { bulkStepOf, type LeftOut } from "@/lib/domain/preview/preview-bulk";
import { bulkOf, commands, type StaffKind } from "@/lib/domain/rules/command";
import type { Instant } from "@/lib/domain/value/calendar";
import { CLAIMED_FOR, MINUTE } from "@/lib/domain/value/timetable";
import { readOrder } from "@/lib/orders/read";
import { carryOut } from "@/lib/payments/carry-out";
import type { Payments } from "@/lib/payments/context";
import { isGatewayAway } from "@/lib/payments/gateway-of";
import { type Item, keepCurrentOutcome, keepOutcome } from "./outcomes";
import type { Run, RunId } from "./plan";

/**
 * Goes on with every run that was started, some orders of each at a time. An order and its mark are written in one
 * transaction, so a worker that is killed leaves to the next one exactly what was not done.
 *
 * @returns how many orders were taken
 */
export async function continueRuns(
  payments: Payments,
  now: Instant,
  { concurrency, signal }: { concurrency: number; signal: AbortSignal },
): Promise<number> {
  const taken = await abreast(await runningRuns(payments.db, now), 1, (one) =>
    signal.aborted ? Promise.resolve(0) : continueRun(payments, one, now, concurrency),
  );
  return taken.reduce((sum, count) => sum + count, 0);
}

type RunningRun = RunId & Pick<Run, "kind">;

async function continueRun(
  payments: Payments,
  id: RunningRun,
  now: Instant,
  concurrency: number,
): Promise<number> {
  // Each order would only meet the same closed door.
  if ("mayCharge" in commands[id.kind] && (await isGatewayAway(payments, id.merchantId, now))) return 0;
  const { run, items } = await claimSome(payments, id, concurrency * CLAIMED_AT_ONCE);
  await abreast(items, concurrency, (item) => doOne(payments, run, item, now));
  if (items.length === 0) await finish(payments.db, id, now);
  return items.length;
}

/** Claiming for each one alone, or waiting for the slowest of those in hand, would cost as much as doing it. */
const CLAIMED_AT_ONCE = 4;

/** What fails is done again later, and keeps nothing else from being done: its fault is heard at the end. */
async function abreast<One, Value>(
  all: readonly One[],
  lanes: number,
  work: (one: One) => Promise<Value>,
): Promise<Value[]> {
  let next = 0;
  const values: Value[] = [];
  const faults: unknown[] = [];
  const lane = async () => {
    for (let one = all[next++]; one !== undefined; one = all[next++])
      await work(one).then(
        (value) => values.push(value),
        (fault) => faults.push(fault),
      );
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (faults.length > 0) throw faults[0];
  return values;
}

async function runningRuns(db: Db, now: Instant): Promise<RunningRun[]> {
  const found = await askOverMerchants(
    db,
    async () => {
      const rows = await db.execute<{ merchant_id: number; id: string; kind: StaffKind }>(
        sql`select merchant_id, id, kind from running_bulk(${toTimestamp(now)})`,
      );
      return rows.map(({ merchant_id: merchantId, id, kind }) => ({ merchantId, id, kind }));
    },
    (tx, merchantId) =>
      tx
        .select({ merchantId: bulkRuns.merchantId, id: bulkRuns.id, kind: bulkRuns.kind })
        .from(bulkRuns)
        .where(
          and(
            eq(bulkRuns.merchantId, merchantId),
            eq(bulkRuns.state, "running"),
            or(isNull(bulkRuns.startsAt), lte(bulkRuns.startsAt, now)),
          ),
        ),
  );
  return found.flat();
}

type Claimed = { run: Pick<Run, "actor" | "kind" | "chosenAt">; items: Item[] };

/** Whoever holds the run's row claims, so that two workers together keep its pace, and a stop waits for nobody. */
async function claimSome(
  { db, machineNow }: Payments,
  { merchantId, id }: RunId,
  most: number,
): Promise<Claimed> {
  return withMerchant(db, merchantId, async (tx) => {
    const its = and(eq(bulkRuns.merchantId, merchantId), eq(bulkRuns.id, id));
    const [run] = await tx
      .select()
      .from(bulkRuns)
      .where(and(its, eq(bulkRuns.state, "running")))
      .for("update");
    const at = machineNow();
    if (!run || (run.nextAt !== null && run.nextAt > at)) return { run: run ?? noRun, items: waiting };
    // With a pace, a second's worth at a time.
    const wanted = run.pace === null ? most : Math.min(most, Math.max(1, Math.floor(run.pace / 60)));
    const { items, isNew } = await claimItems(tx, { merchantId, id }, wanted, at);
    const paced = run.pace === null ? {} : { nextAt: at + Math.floor((items.length * MINUTE) / run.pace) };
    if (items.length > 0 && (isNew || run.pace !== null))
      await tx
        .update(bulkRuns)
        .set({ ...paced, ...(isNew ? { movedAt: at } : {}) })
        .where(its);
    return { run, items };
  });
}

const noRun: Claimed["run"] = { actor: { kind: "system" }, kind: "retry_events", chosenAt: null };
const waiting: Item[] = [];

async function claimItems(
  tx: Tx,
  { merchantId, id }: RunId,
  most: number,
  at: Instant,
): Promise<{ items: Item[]; isNew: boolean }> {
  const rows = await tx.execute<{ zuid: number; is_new: boolean }>(sql`
    with mine as materialized (
      select t.zuid, t.claimed_until is null as is_new from bulk_items t
       where t.merchant_id = ${merchantId} and t.run_id = ${id} and t.state = 'planned'
         and (t.claimed_until is null or t.claimed_until <= ${toTimestamp(at)})
       order by t.place
       limit ${most}
         for update skip locked
    )
    update bulk_items i set claimed_until = ${toTimestamp(at + CLAIMED_FOR)}
      from mine where i.merchant_id = ${merchantId} and i.run_id = ${id} and i.zuid = mine.zuid
    returning i.zuid, mine.is_new`);
  if (rows.length === 0) return { items: [], isNew: false };
  const items = await tx
    .select()
    .from(bulkItems)
    .where(
      and(
        eq(bulkItems.merchantId, merchantId),
        eq(bulkItems.runId, id),
        sql`${bulkItems.zuid} = any(${`{${rows.map(({ zuid }) => zuid).join()}}`}::text::integer[])`,
      ),
    );
  return { items, isNew: rows.some(({ is_new }) => is_new) };
}

/** Does it as it was shown. An order that has changed since is judged again: it is done if it comes to the same. */
async function doOne(payments: Payments, run: Claimed["run"], item: Item, now: Instant): Promise<void> {
  const { merchantId, zuid, command } = item;
  if (!command) return refuse(payments.db, item, changed, now);
  const id = { merchantId, zuid };
  const attempt = (version: number) =>
    carryOut(payments, id, command, {
      ...{ actor: run.actor satisfies Actor, now, version },
      alongside: (tx) => mark(tx, item, { state: "done", finishedAt: now, version }),
    });
  let version = item.version;
  let result = await unlessStopped(attempt(version));
  if (!result) return;
  if (result.is === "stale") {
    const order = await readOrder(payments.db, id, now);
    if (!order || !comesToTheSame(order, run, item, now)) return refuse(payments.db, item, changed, now);
    version = order.version;
    result = await unlessStopped(attempt(version));
    if (!result) return;
  }
  if (result.is === "done") return keepOutcome(payments.db, { ...item, version }, result.value, now);
  // Someone holds it at this moment: its claim ends, and it comes again.
  if (result.is === "refused" && result.why.code === "order_held") return;
  const why =
    result.is === "refused"
      ? { code: result.why.code, says: explainRefusal(result.why), instead: null }
      : changed;
  await refuse(payments.db, item, why, now);
}

const changed: LeftOut = {
  code: "changed",
  says: "The order was changed after the preview. Nothing was done.",
  instead: null,
};

function comesToTheSame(order: Order, run: Claimed["run"], { command, sum }: Item, now: Instant): boolean {
  const step = bulkStepOf(order, run.kind, { at: run.chosenAt }, now);
  return step.is === "planned" && step.sum === sum && isDeepStrictEqual(step.command, command);
}

async function refuse(db: Db, item: Item, why: LeftOut, now: Instant): Promise<void> {
  await unlessStopped(
    withMerchant(db, item.merchantId, (tx) => mark(tx, item, { state: "refused", why, finishedAt: now })),
  );
}

/** The run was stopped after this order was claimed: it is not begun any more. */
class Stopped extends Error {}

async function unlessStopped<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (fault) {
    if (fault instanceof Stopped) return null;
    throw fault;
  }
}

async function mark(tx: Tx, { merchantId, runId, zuid }: Item, set: Partial<Item>): Promise<void> {
  const marked = await tx
    .update(bulkItems)
    .set({ ...set, claimedUntil: null })
    .where(
      and(
        eq(bulkItems.merchantId, merchantId),
        eq(bulkItems.runId, runId),
        eq(bulkItems.zuid, zuid),
        eq(bulkItems.state, "planned"),
      ),
    )
    .returning({ zuid: bulkItems.zuid });
  if (marked.length === 0) throw new Stopped();
}

/** Ends a run that has nothing left, with an alert for whoever started it. */
async function finish(db: Db, { merchantId, id }: RunId, now: Instant): Promise<void> {
  const itsItems = and(eq(bulkItems.merchantId, merchantId), eq(bulkItems.runId, id));
  const unsaid = await withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(bulkItems)
      .where(and(itsItems, eq(bulkItems.state, "done"), isNull(bulkItems.outcome))),
  );
  // Done by a worker that was killed before it could say how it ended.
  for (const item of unsaid) await keepCurrentOutcome(db, item, now);
  await withMerchant(db, merchantId, async (tx) => {
    const its = and(eq(bulkRuns.merchantId, merchantId), eq(bulkRuns.id, id));
    const [run] = await tx
      .select()
      .from(bulkRuns)
      .where(and(its, eq(bulkRuns.state, "running")))
      .for("update");
    const [left] = await tx
      .select({ zuid: bulkItems.zuid })
      .from(bulkItems)
      .where(and(itsItems, eq(bulkItems.state, "planned")))
      .limit(1);
    if (!run || left) return;
    await tx.update(bulkRuns).set({ state: "done", finishedAt: now }).where(its);
    await tx
      .insert(alerts)
      .values({
        merchantId,
        kind: "bulk_finished",
        text: `${bulkOf(run.kind)?.item ?? run.kind}: the run has finished.`,
        path: `/orders/runs/${id}`,
        createdAt: now,
        dedupe: `bulk-${id}`,
      })
      .onConflictDoNothing();
  });
}
