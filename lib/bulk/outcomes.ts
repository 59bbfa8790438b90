import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { claimOverMerchants } from "@/db/over-merchants";
import { type BulkOutcome, bulkItems } from "@/db/schema/bulk";
import { toTimestamp } from "@/db/schema/columns";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import type { Order } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import type { LeftOut } from "@/lib/domain/preview/preview-bulk";
import { commands } from "@/lib/domain/rules/command";
import type { Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { entriesAfter, readOrder } from "@/lib/orders/read";

export type Item = typeof bulkItems.$inferSelect;

/**
 * Finds out how orders ended that were done and of which that is not known: their worker was killed, or the bank had not
 * answered. Several processes may do so at once.
 *
 * @returns how many were looked at
 */
export async function settleOutcomes(db: Db, now: Instant, machineNow: Instant): Promise<number> {
  const claimed = await claimOverMerchants(db, AT_ONCE, {
    candidates: async (most, skip) => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from bulk_in_doubt(${toTimestamp(machineNow)}, ${most}, ${skip}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    claim: (tx, merchantId, most) => claimDoubts(tx, merchantId, most, machineNow),
  });
  for (const item of claimed) await keepCurrentOutcome(db, item, now);
  return claimed.length;
}

const AT_ONCE = 100;

function claimDoubts(tx: Tx, merchantId: number, most: number, machineNow: Instant): Promise<Item[]> {
  const chosen = sql`(${bulkItems.runId}, ${bulkItems.zuid}) in (
    select t.run_id, t.zuid from bulk_items t
     where t.merchant_id = ${merchantId} and t.state = 'done'
       and (t.outcome is null or t.outcome ->> 'isAsked' = 'true')
       and (t.claimed_until is null or t.claimed_until <= ${toTimestamp(machineNow)})
     order by t.claimed_until nulls first
     limit ${most}
       for update skip locked)`;
  return Promise.resolve(
    tx
      .update(bulkItems)
      .set({ claimedUntil: machineNow + MINUTE })
      .where(and(eq(bulkItems.merchantId, merchantId), chosen))
      .returning(),
  );
}

/** Writes down how an order has ended by now. */
export async function keepCurrentOutcome(db: Db, item: Item, now: Instant): Promise<void> {
  const order = await readOrder(db, item, now);
  if (!order) return;
  await keepOutcome(db, item, { order, entries: await entriesAfter(db, item, item.version) }, now);
}

type Done = { order: Order; entries: readonly LoggedEntry[] };

/** `entries`: the order's since its command was carried out, its own among them. */
export async function keepOutcome(db: Db, item: Item, { order, entries }: Done, now: Instant): Promise<void> {
  const sent = sentBy(order, entries);
  const isUnsent = sent.length > 0 && sent.every(({ state }) => state === "abandoned");
  const isRepeated = sent.some(({ event }) =>
    order.events.some(({ number, wait }) => number === event && wait),
  );
  const outcome: BulkOutcome = {
    status: order.status,
    collected: sent.filter(({ state }) => state === "approved").reduce((sum, { amount }) => sum + amount, 0),
    isAsked: paymentAtGateway(order) !== null || (isUnsent && isRepeated),
  };
  const charges = item.command !== null && "mayCharge" in commands[item.command.kind];
  await setDone(
    db,
    item,
    charges && isUnsent && !isRepeated
      ? { state: "refused", why: neverSent(item), outcome, finishedAt: now }
      : { outcome },
  );
}

/**
 * The payments that the command sent: the first one that was started since, others for the same cause, and what repeats
 * them because they did not reach the bank or it could not answer.
 */
function sentBy(order: Order, entries: readonly LoggedEntry[]): Order["attempts"] {
  const started = entries.flatMap(({ entry }) => (entry.kind === "payment_started" ? [entry.attempt] : []));
  const own = started.filter(({ cause }) => cause === started[0]?.cause);
  const events = new Set(own.map(({ event }) => event));
  const repeated = started.filter(({ cause, event }) => cause === "technical_retry" && events.has(event));
  const numbers = new Set([...own, ...repeated].map(({ number }) => number));
  return order.attempts.filter(({ number }) => numbers.has(number));
}

function neverSent({ command }: Item): LeftOut {
  return {
    code: "never_sent",
    says: "The payment did not reach the bank. Nothing was collected, and it is not tried again automatically.",
    instead: command?.kind ?? null,
  };
}

async function setDone(db: Db, { merchantId, runId, zuid }: Item, set: Partial<Item>): Promise<void> {
  await withMerchant(db, merchantId, (tx) =>
    Promise.resolve(
      tx
        .update(bulkItems)
        .set(set)
        .where(
          and(
            eq(bulkItems.merchantId, merchantId),
            eq(bulkItems.runId, runId),
            eq(bulkItems.zuid, zuid),
            eq(bulkItems.state, "done"),
          ),
        ),
    ),
  );
}
