import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  type ExtraConfigColumn,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Outcome } from "../../lib/domain/decline/decline-codes";
import type { DeclineReason } from "../../lib/domain/decline/decline-reasons";
import { type CardFacts, eventStatuses, type Wait } from "../../lib/domain/order/billing-event";
import {
  type Actor,
  channels,
  type InitialKind,
  type Notices,
  orderStatuses,
  orderTypes,
  type PendingCollection,
  type Plan,
} from "../../lib/domain/order/order";
import type { WhoActs } from "../../lib/domain/preview/situation";
import type { FindingCode } from "../../lib/domain/preview/situation-findings";
import type { Currency } from "../../lib/domain/value/money";
import { amount, instant, oneOf } from "./columns";
import { cards, customers } from "./customers";
import { listIndexes } from "./list-indexes";
import { merchants } from "./merchants";
import { products } from "./products";

const initialKinds = ["debit", "preauthorise", "registration"] as const satisfies readonly InitialKind[];

export const orders = pgTable(
  "orders",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    zuid: integer().notNull(),
    version: integer().notNull(),
    referenceKey: text().notNull(),
    invoiceId: text().notNull(),
    type: text({ enum: orderTypes }).notNull(),
    status: text({ enum: orderStatuses }).notNull(),
    currency: text().$type<Currency>().notNull(),
    channel: text({ enum: channels }).notNull(),
    origin: text({ enum: ["UI", "API"] }).notNull(),
    createdAt: instant().notNull(),
    createdBy: jsonb().$type<Actor>().notNull(),
    /** The user who created it, for roles that may see only their own orders. */
    createdByUser: text(),
    customerId: uuid().notNull(),
    memo: text().notNull(),
    tags: jsonb().$type<readonly string[]>().notNull(),
    initialKind: text({ enum: initialKinds }).notNull(),
    initialAmount: amount().notNull(),
    savesCard: boolean().notNull(),
    total: amount().notNull(),
    plan: jsonb().$type<Plan>(),
    linkRequestedAt: instant(),
    activatedAt: instant(),
    anchorAt: instant(),
    pausedAt: instant(),
    pausedFrom: text({ enum: ["active", "failed", "owing"] }),
    resumeAt: instant(),
    endedAt: instant(),
    cardId: text(),
    cardSince: instant(),
    citId: text(),
    pendingCollection: jsonb().$type<PendingCollection>(),
    retryQueue: jsonb().$type<readonly number[]>().notNull(),
    retryQueueActor: jsonb().$type<Actor>(),
    notices: jsonb().$type<Notices>().notNull(),

    // Copied from the order whenever it is saved, so that lists need not load it.
    /** The value of `shownAmount`. */
    shownAmount: amount().notNull(),
    netPaid: amount().notNull(),
    /** Sum of the declined events; with the overdue ones, the outstanding amount. */
    declinedAmount: amount().notNull(),
    /** What banks took back by chargeback and have not returned. */
    disputedAmount: amount().notNull().default(0),
    /** The earliest scheduled event, whether or not it will be tried: overdue events are found by it. */
    earliestScheduledAt: instant(),
    /** The next automatic attempt, of any kind: lists call it the next payment. */
    nextAttemptAt: instant(),
    nextAttemptIsRetry: boolean().notNull().default(false),
    // How it stands, by `standingOf`: written with it, and again by the worker when time alone changes it.
    cause: text().$type<FindingCode>(),
    causeSince: instant(),
    whoActs: text().$type<WhoActs>(),
    needsPerson: boolean().notNull().default(false),
    declineReason: text().$type<DeclineReason>(),
    retriesUsed: integer(),
    retriesLeft: integer(),
    retriesEndAt: instant(),
    outstanding: amount().notNull().default(0),
    atStake: amount().notNull().default(0),
    cardExpiresMonth: integer(),
    standsUntil: instant(),

    // Who of the staff takes care of it, and until when nobody is reminded of it: no part of the order.
    ownerId: uuid(),
    snoozedUntil: instant(),
    /** Counts the changes of these two. */
    careVersion: integer().notNull().default(0),

    /** When something next falls due. */
    dueAt: instant(),
    /** Machine time until which a worker has claimed it. */
    claimedUntil: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid] }),
    foreignKey({
      columns: [table.merchantId, table.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    foreignKey({ columns: [table.merchantId, table.cardId], foreignColumns: [cards.merchantId, cards.id] }),
    index("orders_due").on(table.dueAt, table.merchantId, table.zuid).where(sql`${table.dueAt} is not null`),
    index("orders_scheduled").on(
      table.merchantId,
      // No `coalesce`: with it row-level security would not use the index.
      sql`(case when ${table.earliestScheduledAt} is null then 'infinity' else ${table.earliestScheduledAt} end)`,
      table.zuid,
    ),
    ...paymentIndexes(table),
    ...listIndexes(table),
    index("orders_stands_until")
      .on(table.standsUntil, table.merchantId, table.zuid)
      .where(sql`${table.standsUntil} is not null`),
    index("orders_retrying").on(table.merchantId, table.zuid).where(sql`${table.retryQueue} <> '[]'::jsonb`),
    index("orders_card").on(table.merchantId, table.cardId),
    uniqueIndex("orders_reference_key").on(table.merchantId, table.referenceKey),
    oneOf("orders_type_known", table.type, orderTypes),
    oneOf("orders_status_known", table.status, orderStatuses),
    oneOf("orders_channel_known", table.channel, channels),
    oneOf("orders_origin_known", table.origin, ["UI", "API"]),
    oneOf("orders_initial_kind_known", table.initialKind, initialKinds),
    oneOf("orders_paused_from_known", table.pausedFrom, ["active", "failed", "owing"]),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    number: integer().notNull(),
    productId: uuid(),
    name: text().notNull(),
    quantity: integer().notNull(),
    price: amount().notNull(),
    discount: amount().notNull(),
    fee: amount().notNull(),
    initialDiscount: amount().notNull(),
    initialFee: amount().notNull(),
    taxBasisPoints: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid, table.number] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    foreignKey({
      columns: [table.merchantId, table.productId],
      foreignColumns: [products.merchantId, products.id],
    }),
  ],
);

export const billingEvents = pgTable(
  "billing_events",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    number: integer().notNull(),
    spid: integer().notNull(),
    cycle: integer(),
    scheduledAt: instant().notNull(),
    amount: amount().notNull(),
    status: text({ enum: eventStatuses }).notNull(),
    executedAt: instant(),
    attempts: integer().notNull(),
    wasDeclined: boolean().notNull(),
    wasSkipped: boolean().notNull().default(false),
    declineAttempt: integer(),
    declineCode: text(),
    declineOutcome: text().$type<Outcome>(),
    declineReason: text(),
    declineSchemeBan: boolean(),
    /** Retry windows, advice and hard declines, for each card. */
    cardFacts: jsonb().$type<readonly CardFacts[]>().notNull(),
    plannedRetries: jsonb().$type<readonly number[]>().notNull(),
    wait: jsonb().$type<Wait>(),
    technicalFailures: integer().notNull(),
    held: boolean().notNull(),
    mergedInto: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid, table.number] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    foreignKey({
      columns: [table.merchantId, table.zuid, table.mergedInto],
      foreignColumns: [table.merchantId, table.zuid, table.number],
    }),
    uniqueIndex("billing_events_spid").on(table.merchantId, table.spid),
    index("billing_events_declined").on(table.merchantId, table.zuid, table.number).where(hasDeclined(table)),
    index("billing_events_newest_declined")
      .on(
        table.merchantId,
        sql`${triedAt(table)} desc nulls first`,
        table.zuid.desc().nullsFirst(),
        table.number.desc().nullsFirst(),
      )
      .where(hasDeclined(table)),
    index("billing_events_missed").on(table.merchantId, table.executedAt).where(wasMissed(table)),
    oneOf("billing_events_status_known", table.status, eventStatuses),
  ],
);

/** Until when an order's declined payments may be retried; the end of time for those that cannot be. */
export const recoverableUntil = retriedUntil(orders);

/** Whether a card may expire before the next payment, in the zone that is furthest ahead. */
export const expiresInMonthBefore = expiresBefore(orders);

function expiresBefore(table: Record<"nextAttemptAt" | "cardExpiresMonth", AnyPgColumn>): SQL {
  const at = sql`((${table.nextAttemptAt} at time zone 'UTC') + interval '14 hours')`;
  return sql`${table.cardExpiresMonth} < extract(year from ${at}) * 12 + extract(month from ${at}) - 1`;
}

export const isDeclinedEvent = hasDeclined(billingEvents);

/** It was declined, or became overdue and was collected by an update of the card. */
export const wasMissedEvent = wasMissed(billingEvents);

function wasMissed({ wasDeclined, status }: Record<"wasDeclined" | "status", AnyPgColumn>): SQL {
  return sql`(${wasDeclined} or ${status} = 'recovered')`;
}

/** When an event was last executed, or was to be where it was declined without that. */
export const lastTriedAt = triedAt(billingEvents);

function triedAt({ executedAt, scheduledAt }: Record<"executedAt" | "scheduledAt", AnyPgColumn>): SQL {
  return sql`(case when ${executedAt} is null then ${scheduledAt} else ${executedAt} end)`;
}

function retriedUntil(table: Record<"retriesEndAt" | "retriesLeft" | "status", AnyPgColumn>): SQL {
  const { retriesEndAt, retriesLeft, status } = table;
  return sql`(case when ${retriesEndAt} is null or ${retriesLeft} <= 0 or ${status} = 'suspended' then '9999-12-31 23:59:59.999+00' else ${retriesEndAt} end)`;
}

function hasDeclined({ status }: Record<"status", AnyPgColumn>): SQL {
  return sql`${status} in ('soft_declined', 'hard_declined')`;
}

/** What the lists of declined payments and of expiring cards read. */
function paymentIndexes(table: PaymentColumns) {
  return [
    index("orders_recoverable")
      .on(table.merchantId, retriedUntil(table), table.zuid)
      .where(sql`${table.declinedAmount} > 0`),
    index("orders_card_radar")
      .on(table.merchantId, table.nextAttemptAt, table.zuid, table.cardExpiresMonth)
      .where(expiresBefore(table)),
    index("orders_at_risk")
      .on(table.merchantId, table.currency, table.declineReason, table.declinedAmount)
      .where(sql`${table.declinedAmount} > 0`),
  ];
}

type PaymentColumns = Record<
  | "merchantId"
  | "zuid"
  | "status"
  | "currency"
  | "nextAttemptAt"
  | "cardExpiresMonth"
  | "declineReason"
  | "declinedAmount"
  | "retriesEndAt"
  | "retriesLeft",
  ExtraConfigColumn
>;

/** Counters of a merchant, one for each kind of number. */
export const counters = pgTable(
  "counters",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    name: text({ enum: ["zuid", "spid"] }).notNull(),
    /** The last one given. */
    value: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.name] }),
    oneOf("counters_name_known", table.name, ["zuid", "spid"]),
  ],
);
