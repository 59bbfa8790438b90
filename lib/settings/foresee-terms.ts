import { sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import type { TermsRow } from "@/db/schema/merchants";
import { type Order, SYSTEM } from "@/lib/domain/order/order";
import { decide } from "@/lib/domain/rules/decide";
import { nextReminderAt } from "@/lib/domain/rules/due";
import type { Instant } from "@/lib/domain/value/calendar";
import { readOrders } from "@/lib/orders/read";
import { concerned, type TermsChange } from "./apply-terms";

/** What a change of terms does to running orders, by the command that carries it out, without the write. */
export type Foreseen = {
  /** Orders that have something planned by what changes: retries, or a reminder. */
  planned: number;
  /** Those of them whose next one moves, and those that lose all. */
  moved: number;
  cancelled: number;
  /** The earliest new date. */
  earliest: Instant | null;
  /** More orders than were looked at: the counts are of the first ones. */
  isPart: boolean;
};

/** At most so many orders are looked at: more would keep a person waiting. */
const LOOKED_AT = 2_000;
const AT_ONCE = 100;

export async function foreseeTerms(
  db: Db,
  merchantId: number,
  change: TermsChange,
  now: Instant,
): Promise<Foreseen> {
  const zuids = await concernedOrders(db, merchantId, change);
  const seen: Foreseen = {
    planned: 0,
    moved: 0,
    cancelled: 0,
    earliest: null,
    isPart: zuids.length > LOOKED_AT,
  };
  for (let first = 0; first < Math.min(zuids.length, LOOKED_AT); first += AT_ONCE) {
    const some = await readOrders(db, merchantId, zuids.slice(first, first + AT_ONCE), now);
    for (const order of some.values()) count(seen, order, change.after, now);
  }
  return seen;
}

async function concernedOrders(db: Db, merchantId: number, change: TermsChange): Promise<number[]> {
  const which = concerned(change);
  if (!which) return [];
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ zuid: number }>(
      sql`select o.zuid from orders o where o.merchant_id = ${merchantId} and ${which} order by o.zuid limit ${LOOKED_AT + 1}`,
    ),
  );
  return rows.map(({ zuid }) => zuid);
}

function count(seen: Foreseen, order: Order, terms: TermsRow, now: Instant): void {
  const before = nextPlanned(order);
  if (before === null) return;
  seen.planned += 1;
  const under = { ...order, merchant: { ...order.merchant, ...pick(terms) } };
  const decision = decide(under, { kind: "apply_terms" }, SYSTEM, now);
  if ("refusal" in decision) return;
  const after = nextPlanned(decision.order);
  if (after === before) return;
  if (after === null) seen.cancelled += 1;
  else {
    seen.moved += 1;
    seen.earliest = Math.min(after, seen.earliest ?? after);
  }
}

/** Its next automatic retry or reminder; null: none is planned. */
function nextPlanned(order: Order): Instant | null {
  const retries = order.events.flatMap(({ plannedRetries }) => plannedRetries.slice(0, 1));
  return retries.length > 0 ? Math.min(...retries) : nextReminderAt(order);
}

function pick({ autoRetry, autoRetryDays, timedForPaydays, endAction, reminderDays }: TermsRow) {
  return { autoRetry, autoRetryDays, timedForPaydays, endAction, reminderDays };
}
