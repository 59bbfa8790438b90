import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { toTimestamp } from "@/db/schema/columns";
import { cards } from "@/db/schema/customers";
import { orders } from "@/db/schema/orders";
import { expiringCards } from "@/lib/domain/order/card";
import type { Instant } from "@/lib/domain/value/calendar";
import { createdBetween, type OrderFilter } from "./filter";
import type { LookedUp } from "./look-up";
import { scheduledOrNever } from "./sort";

/** Which orders may be seen: all of the merchant's, or those that one user created. */
export type OrderScope = {
  merchantId: number;
  createdBy?: string | undefined;
  /** The merchant's time zone, in which the month of a card's expiry ends. UTC unless given. */
  timeZone?: string;
};

/**
 * The conditions that rows, counts, bulk actions and exports of a list share; `lookedUp` is the result of the
 * filter's search and tag. Sorting and paging are not part of it.
 */
export function ordersWhere(
  scope: OrderScope,
  filter: OrderFilter,
  lookedUp: LookedUp,
  now: Instant,
): SQL | undefined {
  const { merchantId, createdBy } = scope;
  const created = createdBetween(filter);
  return and(
    eq(orders.merchantId, merchantId),
    createdBy === undefined ? undefined : eq(orders.createdByUser, createdBy),
    filter.zuid ? eq(orders.zuid, filter.zuid) : undefined,
    filter.status.length > 0 ? inArray(orders.status, filter.status) : undefined,
    filter.type.length > 0 ? inArray(orders.type, filter.type) : undefined,
    filter.currency ? eq(orders.currency, filter.currency) : undefined,
    created.from === null ? undefined : gte(orders.createdAt, created.from),
    created.before === null ? undefined : lt(orders.createdAt, created.before),
    filter.outstanding ? hasOutstanding(filter.outstanding, now) : undefined,
    filter.disputed ? sql`${orders.disputedAmount} > 0` : undefined,
    filter.card ? hasCard(filter.card, scope, now) : undefined,
    lookedUp.condition,
  );
}

/** An order has an outstanding amount when an event was declined, or the earliest scheduled one is overdue. */
function hasOutstanding(wanted: "some" | "none", now: Instant): SQL {
  const at = toTimestamp(now);
  return wanted === "some"
    ? sql`(${orders.declinedAmount} > 0 or ${scheduledOrNever} <= ${at})`
    : sql`(${orders.declinedAmount} = 0 and ${scheduledOrNever} > ${at})`;
}

function hasCard(
  wanted: "expiring" | "expired",
  { merchantId, timeZone = "UTC" }: OrderScope,
  now: Instant,
): SQL {
  const months = expiringCards(now, timeZone);
  const expiry = sql`(${cards.expiryYear}, ${cards.expiryMonth})`;
  const before = (month: { year: number; month: number }) => sql`${expiry} < (${month.year}, ${month.month})`;
  const range =
    wanted === "expired"
      ? before(months.from)
      : sql`${before(months.before)} and ${expiry} >= (${months.from.year}, ${months.from.month})`;
  return sql`${orders.cardId} = any(array(select ${cards.id} from ${cards} where ${cards.merchantId} = ${merchantId} and ${range}))`;
}
