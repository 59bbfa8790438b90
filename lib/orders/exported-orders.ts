import { sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { attempts } from "@/db/schema/attempts";
import { instantOf } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import type { Outcome } from "@/lib/domain/decline/decline-codes";
import type { Cause } from "@/lib/domain/order/cause";
import type { Actor, Attempt } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import type { OrderFilter } from "./filter";
import type { OrderScope } from "./orders-where";
import { listOrders, type OrderRow } from "./queries";

/** A row of the list with who sold it, and the last payment that was tried. */
export type ExportedOrder = OrderRow & { createdBy: Actor; lastAttempt: LastAttempt | null };

type LastAttempt = Pick<Attempt, "number" | "startedAt" | "cause" | "actor" | "state" | "type"> & {
  outcome: Outcome | null;
  code: string | null;
};

/**
 * The next piece of all orders that a filter finds: each is read by itself, so that a long file holds nothing up. They
 * come by their time of creation, which never changes: in another order one that is paid meanwhile could come twice, or
 * not at all.
 */
export async function exportedOrders(
  db: Db,
  { scope, filter, now }: { scope: OrderScope; filter: OrderFilter; now: Instant },
  cursor: string | null,
): Promise<{ orders: ExportedOrder[]; next: string | null }> {
  const dir = filter.sort === "created" ? filter.dir : null;
  const asked = { ...filter, sort: "created" as const, dir, cursor, size: AT_ONCE };
  const page = await listOrders(db, scope, asked, now);
  const more = await behind(db, scope.merchantId, page.rows);
  const found = page.rows.flatMap((row) => {
    const rest = more.get(row.zuid);
    return rest ? [{ ...row, ...rest }] : [];
  });
  return { orders: found, next: page.older };
}

const AT_ONCE = 1_000;

type Behind = Pick<ExportedOrder, "createdBy" | "lastAttempt">;

async function behind(
  db: Db,
  merchantId: number,
  rows: readonly OrderRow[],
): Promise<ReadonlyMap<number, Behind>> {
  const zuids = `{${rows.map(({ zuid }) => zuid).join()}}`;
  const found = await withMerchant(db, merchantId, (tx) =>
    tx.execute<Found>(sql`
      select ${orders.zuid} as zuid, ${orders.createdBy} as "createdBy", last.*
        from ${orders}
        left join lateral (
          select ${attempts.number} as number, ${attempts.startedAt} as "startedAt", ${attempts.cause} as cause,
                 ${attempts.actor} as actor, ${attempts.state} as state, ${attempts.type} as type,
                 ${attempts.outcome} as outcome, ${attempts.code} as code
            from ${attempts}
           where ${attempts.merchantId} = ${merchantId} and ${attempts.zuid} = ${orders.zuid}
             and ${attempts.state} <> 'prepared'
           order by ${attempts.number} desc limit 1) last on true
       where ${orders.merchantId} = ${merchantId} and ${orders.zuid} = any(${zuids}::text::integer[])`),
  );
  return new Map(
    found.map(({ zuid, createdBy, number, startedAt, ...last }) => {
      const lastAttempt = number === null ? null : { ...last, number, startedAt: instantOf(startedAt) };
      return [zuid, { createdBy, lastAttempt }];
    }),
  );
}

type Found = {
  zuid: number;
  createdBy: Actor;
  number: number | null;
  startedAt: string;
  cause: Cause;
} & Pick<LastAttempt, "actor" | "state" | "type" | "outcome" | "code">;
