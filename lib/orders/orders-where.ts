import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { toTimestamp } from "@/db/schema/columns";
import { orderTags } from "@/db/schema/order-tags";
import { orders } from "@/db/schema/orders";
import { expiringCards } from "@/lib/domain/order/card";
import type { Instant } from "@/lib/domain/value/calendar";
import { createdBetween, type OrderFilter } from "./filter";
import type { LookedUp } from "./look-up";

/** Which orders may be seen: all of the merchant's, or those that one user created. */
export type OrderScope = {
  merchantId: number;
  createdBy?: string | undefined;
  /** The user who asks: whom the filter means by "me". */
  userId?: string | undefined;
  /** The merchant's time zone, in which the month of a card's expiry ends. UTC unless given. */
  timeZone?: string;
};

/**
 * The conditions that rows, counts, bulk actions and exports of a list share; `lookedUp` is the result of the
 * filter's search. Sorting and paging are not part of it.
 */
export function ordersWhere(
  scope: OrderScope,
  filter: Omit<OrderFilter, "size">,
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
    filter.outstanding ? hasOutstanding(filter.outstanding) : undefined,
    filter.cause.length > 0 ? inArray(orders.cause, filter.cause) : undefined,
    filter.reason.length > 0 ? inArray(orders.declineReason, filter.reason) : undefined,
    filter.left ? hasRetriesLeft(filter.left) : undefined,
    filter.retry ? isRetried(filter.retry) : undefined,
    filter.owner ? isOwnedBy(filter.owner, scope) : undefined,
    filter.needs ? needsAnyone(now) : undefined,
    filter.disputed ? sql`${orders.disputedAmount} > 0` : undefined,
    filter.card ? hasCard(filter.card, scope, now) : undefined,
    filter.tag ? hasTag(filter.tag, merchantId) : undefined,
    lookedUp.condition,
  );
}

function hasTag(tag: string, merchantId: number): SQL {
  return sql`exists (select 1 from ${orderTags} where ${orderTags.merchantId} = ${merchantId}
    and ${orderTags.tag} = ${tag} and ${orderTags.zuid} = ${orders.zuid})`;
}

/** As of when `standingOf` was asked last: the worker asks again within seconds of an event becoming overdue. */
function hasOutstanding(wanted: "some" | "none"): SQL {
  return wanted === "some" ? sql`${orders.outstanding} > 0` : sql`not (${orders.outstanding} > 0)`;
}

function hasRetriesLeft(wanted: "none" | "few" | "many" | "any"): SQL | undefined {
  const isKnown = isNotNull(orders.retriesEndAt);
  if (wanted === "any") return isKnown;
  if (wanted === "none") return and(isKnown, lte(orders.retriesLeft, 0));
  const few = sql`${orders.retriesLeft} between 1 and ${FEW_RETRIES}`;
  return and(isKnown, wanted === "few" ? few : sql`${orders.retriesLeft} > ${FEW_RETRIES}`);
}

const FEW_RETRIES = 3;

function isRetried(wanted: "planned" | "none"): SQL | undefined {
  return wanted === "planned"
    ? and(isNotNull(orders.cause), sql`${orders.nextAttemptIsRetry}`)
    : and(isNotNull(orders.declineReason), sql`not ${orders.nextAttemptIsRetry}`);
}

function isOwnedBy(owner: string, { userId }: OrderScope): SQL | undefined {
  if (owner === "nobody") return isNull(orders.ownerId);
  const id = owner === "me" ? userId : owner;
  return id === undefined ? sql`false` : eq(orders.ownerId, id);
}

function needsAnyone(now: Instant): SQL | undefined {
  return and(
    sql`${orders.needsPerson}`,
    or(isNull(orders.snoozedUntil), sql`${orders.snoozedUntil} <= ${toTimestamp(now)}`),
  );
}

function hasCard(wanted: "expiring" | "expired", { timeZone = "UTC" }: OrderScope, now: Instant): SQL {
  const { from, before } = expiringCards(now, timeZone);
  const monthOf = (month: { year: number; month: number }) => month.year * 12 + month.month - 1;
  const { cardExpiresMonth } = orders;
  return wanted === "expired"
    ? sql`${cardExpiresMonth} < ${monthOf(from)}`
    : sql`(${cardExpiresMonth} >= ${monthOf(from)} and ${cardExpiresMonth} < ${monthOf(before)})`;
}
