import { and, eq, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { toAttempt } from "@/db/order-rows";
import { claimOverMerchants } from "@/db/over-merchants";
import { attempts, gatewayReports } from "@/db/schema/attempts";
import { toTimestamp } from "@/db/schema/columns";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import type { Attempt } from "@/lib/domain/order/order";
import type { AskedTimes } from "@/lib/domain/rules/when-to-ask";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { CLAIMED_FOR } from "@/lib/domain/value/timetable";
import { recallAnswer } from "@/lib/gateway/opp/recall";
import type { OrderId } from "./execute";

/**
 * An attempt with what only queries to the gateway need. These times are machine times, and writing them does not
 * change the order.
 */
export type AttemptRecord = OrderId &
  GatewayTimes & { attempt: Attempt; currency: Currency; customerId: string };

export type GatewayTimes = AskedTimes & {
  askedAt: Instant | null;
  lastWord: string | null;
  checkoutId: string | null;
  checkoutIntegrity: string | null;
};

export async function attemptRecord(
  db: Db,
  { merchantId, zuid }: OrderId,
  number: number,
): Promise<AttemptRecord | null> {
  return withMerchant(db, merchantId, (tx) => findRecord(tx, merchantId, zuid, eq(attempts.number, number)));
}

/** Finds an attempt by our own reference, which redirects, queries and webhooks name. */
export async function attemptByReference(
  db: Db,
  merchantId: number,
  reference: string,
): Promise<AttemptRecord | null> {
  return withMerchant(db, merchantId, (tx) =>
    findRecord(tx, merchantId, null, eq(attempts.reference, reference)),
  );
}

/** Finds an attempt by the gateway's id, which a chargeback names. */
export async function attemptByTransaction(
  db: Db,
  merchantId: number,
  transactionId: string,
): Promise<AttemptRecord | null> {
  return withMerchant(db, merchantId, (tx) =>
    findRecord(tx, merchantId, null, eq(attempts.transactionId, transactionId)),
  );
}

/** Finds an attempt by its checkout, the only thing the browser returns with. */
export async function attemptByCheckout(
  db: Db,
  { merchantId, zuid }: OrderId,
  checkoutId: string,
): Promise<AttemptRecord | null> {
  return withMerchant(db, merchantId, (tx) =>
    findRecord(tx, merchantId, zuid, eq(attempts.checkoutId, checkoutId)),
  );
}

export async function noteGatewayTimes(
  db: Db,
  { merchantId, zuid }: OrderId,
  number: number,
  times: Partial<GatewayTimes>,
): Promise<void> {
  await withMerchant(db, merchantId, (tx) =>
    tx
      .update(attempts)
      .set(times)
      .where(and(eq(attempts.merchantId, merchantId), eq(attempts.zuid, zuid), eq(attempts.number, number))),
  );
}

/**
 * Stores the checkout that was opened for an attempt. False: the attempt was closed meanwhile, and nothing is
 * stored.
 */
export async function noteCheckout(
  db: Db,
  { merchantId, zuid }: OrderId,
  number: number,
  { checkoutId, integrity }: { checkoutId: string; integrity: string | null },
): Promise<boolean> {
  return withMerchant(db, merchantId, async (tx) => {
    const noted = await tx
      .update(attempts)
      .set({ checkoutId, checkoutIntegrity: integrity })
      .where(
        and(
          eq(attempts.merchantId, merchantId),
          eq(attempts.zuid, zuid),
          eq(attempts.number, number),
          eq(attempts.state, "prepared"),
        ),
      )
      .returning({ number: attempts.number });
    return noted.length > 0;
  });
}

/**
 * Claims attempts of any merchant that must be queried at the gateway: sent or unknown ones, old open checkouts,
 * and given-up ones that are still watched. Each is claimed by one caller, for a minute.
 */
export async function claimUnsettled(
  db: Db,
  machineNow: Instant,
  most: number,
): Promise<(OrderId & { number: number })[]> {
  return claimOverMerchants(db, most, {
    candidates: async (some, skip) => {
      const rows = await db.execute<{ merchant_id: number }>(
        sql`select * from unsettled_candidates(${toTimestamp(machineNow)}, ${some}, ${skip}) as merchant_id`,
      );
      return rows.map((row) => row.merchant_id);
    },
    claim: async (tx, merchantId, some) => {
      const rows = await tx.execute<{ zuid: number; number: number }>(sql`
with mine as materialized (
select t.zuid, t.number from attempts t
where t.merchant_id = ${merchantId} and t.ask_after <= ${toTimestamp(machineNow)}
order by t.ask_after
limit ${some}
for no key update skip locked
)
update attempts a set ask_after = ${toTimestamp(machineNow + CLAIMED_FOR)}
from mine where a.merchant_id = ${merchantId} and a.zuid = mine.zuid and a.number = mine.number
returning a.zuid, a.number`);
      return rows.map(({ zuid, number }) => ({ merchantId, zuid, number }));
    },
  });
}

/** Keeps a report that matches no attempt: the newest one of each transaction. */
export async function keepReport(
  db: Db,
  merchantId: number,
  answer: GatewayAnswer,
  machineNow: Instant,
): Promise<void> {
  const { reference, transactionId } = answer;
  const kept = { receivedAt: machineNow, reference, transactionId, answer };
  await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(gatewayReports)
      .values({ merchantId, ...kept })
      .onConflictDoUpdate({ target: [gatewayReports.merchantId, gatewayReports.transactionId], set: kept }),
  );
}

/** Stored reports about a transaction that was unknown when they arrived. */
export async function keptReportsAbout(
  db: Db,
  merchantId: number,
  transactionId: string,
): Promise<GatewayAnswer[]> {
  return withMerchant(db, merchantId, async (tx) => {
    const rows = await tx
      .select({ answer: gatewayReports.answer })
      .from(gatewayReports)
      .where(
        and(
          eq(gatewayReports.merchantId, merchantId),
          sql`${gatewayReports.answer} ->> 'referencedId' = ${transactionId}`,
        ),
      )
      .orderBy(gatewayReports.receivedAt);
    return rows.map((row) => recallAnswer(row.answer, null));
  });
}

async function findRecord(
  tx: Tx,
  merchantId: number,
  zuid: number | null,
  which: ReturnType<typeof eq>,
): Promise<AttemptRecord | null> {
  const [row] = await tx
    .select()
    .from(attempts)
    .where(
      and(eq(attempts.merchantId, merchantId), zuid === null ? undefined : eq(attempts.zuid, zuid), which),
    )
    .orderBy(attempts.zuid, attempts.number)
    .limit(1);
  return row ? toRecord(row) : null;
}

function toRecord(row: typeof attempts.$inferSelect): AttemptRecord {
  return {
    merchantId: row.merchantId,
    zuid: row.zuid,
    attempt: toAttempt(row),
    currency: row.currency,
    customerId: row.customerId,
    sentAt: row.sentAt,
    askedAt: row.askedAt,
    lastWord: row.lastWord,
    askAfter: row.askAfter,
    firstNotFoundAt: row.firstNotFoundAt,
    watchUntil: row.watchUntil,
    checkoutId: row.checkoutId,
    checkoutIntegrity: row.checkoutIntegrity,
    checkoutOpenedAt: row.checkoutOpenedAt,
  };
}
