import { sql } from "drizzle-orm";
import { type ExtraConfigColumn, index } from "drizzle-orm/pg-core";

/**
 * What the list of orders is read by. Each index begins with what its lists are about or sorted by, and goes on with
 * all else that a list can choose by: which orders a page shows, and how many there are, is then known from the index
 * alone, and only the orders on the page are read. Kept short, as reading takes longer with each column: what only
 * few orders have is in the indexes of those few.
 */
export function listIndexes(table: ListColumns) {
  return [...ofEveryOrder(table), ...ofStandings(table), ...ofRetries(table), ...ofPeople(table)];
}

function ofEveryOrder(table: ListColumns) {
  const { merchantId, zuid, createdAt, status, currency, shownAmount, nextAttemptAt, cardExpiresMonth } =
    table;
  return [
    index("orders_created").on(merchantId, ...newestFirst(table), ...ofAll(table)),
    index("orders_amount").on(
      merchantId,
      currency,
      ...largestFirst(shownAmount, zuid),
      ...ofAll(table, currency),
      createdAt,
    ),
    index("orders_next_attempt").on(
      merchantId,
      // No `coalesce`: with it row-level security would not use the index.
      sql`(case when ${nextAttemptAt} is null then 'infinity' else ${nextAttemptAt} end)`,
      zuid,
      ...ofAll(table),
      nextAttemptAt,
      createdAt,
    ),
    index("orders_card_expires")
      .on(merchantId, cardExpiresMonth, zuid, ...ofAll(table, cardExpiresMonth), createdAt)
      .where(sql`${cardExpiresMonth} is not null`),
    // Of most orders the status says little, and of the others more than anything else.
    index("orders_status")
      .on(merchantId, status, ...newestFirst(table), ...ofFew(table, status))
      .where(sql`${status} <> 'active' and ${status} <> 'complete'`),
    // Each tab is counted to the last order, most often of one type or in one currency.
    index("orders_tabs")
      .on(merchantId, status, table.type, currency)
      .where(sql`${status} in ('failed', 'suspended', 'review', 'pending')`),
  ];
}

function ofStandings(table: ListColumns) {
  const { merchantId, zuid, createdAt, currency, outstanding, needsPerson, atStake, cause, declineReason } =
    table;
  return [
    index("orders_cause")
      .on(merchantId, cause, ...newestFirst(table), ...ofFew(table, cause))
      .where(sql`${cause} is not null`),
    index("orders_decline_reason")
      .on(merchantId, declineReason, ...newestFirst(table), ...ofFew(table, declineReason))
      .where(sql`${declineReason} is not null`),
    index("orders_needs_person")
      .on(merchantId, ...newestFirst(table), ...ofFew(table), atStake)
      .where(sql`${needsPerson}`),
    index("orders_at_stake")
      .on(merchantId, currency, ...largestFirst(atStake, zuid), ...ofFew(table, currency), createdAt)
      .where(sql`${needsPerson}`),
    index("orders_outstanding")
      .on(merchantId, ...newestFirst(table), ...ofFew(table))
      .where(sql`${outstanding} > 0`),
    index("orders_most_outstanding")
      .on(
        merchantId,
        currency,
        ...largestFirst(outstanding, zuid),
        ...ofFew(table, currency, outstanding),
        createdAt,
      )
      .where(sql`${outstanding} > 0`),
    index("orders_disputed")
      .on(merchantId, ...newestFirst(table))
      .where(sql`${table.disputedAmount} > 0`),
  ];
}

function ofRetries(table: ListColumns) {
  const { merchantId, zuid, createdAt, retriesEndAt } = table;
  return [
    index("orders_retries_known")
      .on(merchantId, ...newestFirst(table), ...ofFew(table))
      .where(sql`${retriesEndAt} is not null`),
    index("orders_retries_end")
      .on(merchantId, retriesEndAt, zuid, ...ofFew(table, retriesEndAt), createdAt)
      .where(sql`${retriesEndAt} is not null`),
    index("orders_retried")
      .on(merchantId, ...newestFirst(table))
      .where(sql`${table.nextAttemptIsRetry}`),
  ];
}

function ofPeople(table: ListColumns) {
  const { merchantId, ownerId, createdByUser, customerId } = table;
  return [
    index("orders_owner")
      .on(merchantId, ownerId, ...newestFirst(table))
      .where(sql`${ownerId} is not null`),
    index("orders_created_by").on(merchantId, createdByUser, ...newestFirst(table)),
    index("orders_customer").on(merchantId, customerId),
  ];
}

type ListColumn =
  | "merchantId"
  | "zuid"
  | "createdAt"
  | "createdByUser"
  | "customerId"
  | "status"
  | "type"
  | "currency"
  | "shownAmount"
  | "nextAttemptAt"
  | "nextAttemptIsRetry"
  | "outstanding"
  | "needsPerson"
  | "atStake"
  | "cause"
  | "declineReason"
  | "retriesLeft"
  | "retriesEndAt"
  | "snoozedUntil"
  | "ownerId"
  | "disputedAmount"
  | "cardExpiresMonth";

type ListColumns = Record<ListColumn, ExtraConfigColumn>;

/** What a list can choose any order by, but for what its index begins with. */
function ofAll(table: ListColumns, ...first: ExtraConfigColumn[]): ExtraConfigColumn[] {
  const { needsPerson, nextAttemptIsRetry, outstanding, status, type, currency } = table;
  const { cardExpiresMonth, cause, declineReason, ownerId } = table;
  return [
    needsPerson,
    nextAttemptIsRetry,
    outstanding,
    status,
    type,
    currency,
    cardExpiresMonth,
    cause,
    declineReason,
    ownerId,
  ].filter((column) => !first.includes(column));
}

/** And what it can choose those by that something is to be said about. */
function ofFew(table: ListColumns, ...first: ExtraConfigColumn[]): ExtraConfigColumn[] {
  const { retriesLeft, retriesEndAt, snoozedUntil, disputedAmount } = table;
  const more = [retriesLeft, retriesEndAt, snoozedUntil, disputedAmount];
  return [...ofAll(table, ...first), ...more.filter((column) => !first.includes(column))];
}

/** Anew for each index, which takes the direction away from the columns that it is given. */
function newestFirst({ createdAt, zuid }: ListColumns) {
  return largestFirst(createdAt, zuid);
}

function largestFirst(first: ExtraConfigColumn, second: ExtraConfigColumn) {
  return [first.desc().nullsFirst(), second.desc().nullsFirst()] as const;
}
