import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
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
import { type GatewayAnswer, type PaymentType, paymentTypes } from "../../lib/domain/decline/gateway-answer";
import { type EventStatus, eventStatuses } from "../../lib/domain/order/billing-event";
import { causes } from "../../lib/domain/order/cause";
import {
  type Actor,
  attemptStates,
  channels,
  type Evidence,
  purposes,
  type Report,
} from "../../lib/domain/order/order";
import type { Currency } from "../../lib/domain/value/money";
import { amount, instant, oneOf } from "./columns";
import { cards, customers } from "./customers";
import { merchants } from "./merchants";
import { billingEvents, orders } from "./orders";

/** Every request that can move or hold money, and its result: the transactions. */
export const attempts = pgTable(
  "attempts",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    number: integer().notNull(),
    reference: text().notNull(),
    purpose: text({ enum: purposes }).notNull(),
    type: text({ enum: paymentTypes }).$type<PaymentType>().notNull(),
    cause: text({ enum: causes }).notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    channel: text({ enum: channels }).notNull(),
    account: text().notNull(),
    recurrence: text({ enum: ["initial", "repeated"] }).notNull(),
    event: integer(),
    eventWas: text({ enum: eventStatuses }).$type<EventStatus>(),
    reattempt: boolean().notNull(),
    amount: amount().notNull(),
    currency: text().$type<Currency>().notNull(),
    cardId: text(),
    refersTo: integer(),
    shownSum: amount(),
    note: text().notNull(),
    state: text({ enum: attemptStates }).notNull(),
    startedAt: instant().notNull(),
    settledAt: instant(),
    outcome: text().$type<Outcome>(),
    answer: jsonb().$type<GatewayAnswer>(),
    /** Gateway reports that do not match it; null: none. */
    reports: jsonb().$type<readonly Report[]>(),
    /** How it ended as staff found out; null: nobody has. */
    evidence: jsonb().$type<Evidence>(),

    // Copied from the answer, for lists, search and the card schemes' limits.
    transactionId: text(),
    code: text(),
    customerId: uuid().notNull(),
    cardFingerprint: text(),
    brand: text(),
    last4: text(),
    visaCategory: integer(),
    merchantAdviceCode: text(),
    /** It collected a billing event that had been declined before. */
    recovers: boolean().notNull().default(false),

    // Machine times and other data for queries to the gateway. `evolve` does not use them.
    sentAt: instant(),
    askedAt: instant(),
    /** When to query the gateway about it. */
    askAfter: instant(),
    firstNotFoundAt: instant(),
    /** Given up, but the gateway may still book it late: queried until then. */
    watchUntil: instant(),
    /** What the gateway said when it was asked last, without a result. */
    lastWord: text(),
    checkoutId: text(),
    checkoutIntegrity: text(),
    checkoutOpenedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid, table.number] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    foreignKey({
      columns: [table.merchantId, table.zuid, table.event],
      foreignColumns: [billingEvents.merchantId, billingEvents.zuid, billingEvents.number],
    }),
    foreignKey({
      columns: [table.merchantId, table.zuid, table.refersTo],
      foreignColumns: [table.merchantId, table.zuid, table.number],
    }),
    foreignKey({
      columns: [table.merchantId, table.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    foreignKey({ columns: [table.merchantId, table.cardId], foreignColumns: [cards.merchantId, cards.id] }),
    uniqueIndex("attempts_reference").on(table.merchantId, table.reference),
    uniqueIndex("attempts_one_at_gateway")
      .on(table.merchantId, table.zuid)
      .where(sql`${table.state} in ('sent', 'unknown') and ${table.reports} is null`),
    index("attempts_to_ask").on(table.askAfter).where(sql`${table.askAfter} is not null`),
    index("attempts_transaction").on(table.merchantId, table.transactionId),
    index("attempts_checkout")
      .on(table.merchantId, table.checkoutId)
      .where(sql`${table.checkoutId} is not null`),
    index("attempts_processed")
      .on(table.merchantId, ...newestFirst(table))
      .where(reached(table)),
    index("attempts_processed_currency")
      .on(table.merchantId, table.currency, ...newestFirst(table))
      .where(reached(table)),
    // What is rare among them has an index of its own; what is common is soon found in that of all.
    index("attempts_processed_state")
      .on(table.merchantId, table.state, ...newestFirst(table))
      .where(sql`${table.state} <> 'approved' and ${reached(table)}`),
    index("attempts_processed_type")
      .on(table.merchantId, table.type, ...newestFirst(table))
      .where(sql`${table.type} <> 'debit' and ${reached(table)}`),
    index("attempts_recovered")
      .on(table.merchantId, ...newestFirst(table))
      .where(sql`${table.recovers} and ${reached(table)}`),
    index("attempts_card").on(table.merchantId, table.customerId, table.cardFingerprint, table.startedAt),
    oneOf("attempts_purpose_known", table.purpose, purposes),
    oneOf("attempts_type_known", table.type, paymentTypes),
    oneOf("attempts_cause_known", table.cause, causes),
    oneOf("attempts_channel_known", table.channel, channels),
    oneOf("attempts_recurrence_known", table.recurrence, ["initial", "repeated"]),
    oneOf("attempts_event_was_known", table.eventWas, eventStatuses),
    oneOf("attempts_state_known", table.state, attemptStates),
  ],
);

/** When it was settled, or began as long as it is not. No `coalesce`: row-level security would not use its index. */
export const processedAt = at(attempts);

/** What reached the gateway or was to: a checkout in which nobody paid is no transaction. */
export const isProcessed = reached(attempts);

type Columns = Record<
  "state" | "answer" | "purpose" | "settledAt" | "startedAt" | "zuid" | "number",
  AnyPgColumn
>;

function reached({ state, answer, purpose }: Columns): SQL {
  return sql`(${state} <> 'prepared' and (${state} <> 'abandoned' or ${answer} is not null or ${purpose} = 'event'))`;
}

function at({ settledAt, startedAt }: Columns): SQL {
  return sql`(case when ${settledAt} is null then ${startedAt} else ${settledAt} end)`;
}

function newestFirst(table: Columns): [SQL, SQL, SQL] {
  return [
    sql`${at(table)} desc nulls first`,
    sql`${table.zuid} desc nulls first`,
    sql`${table.number} desc nulls first`,
  ];
}

/** Gateway reports that match no attempt: stored for staff. */
export const gatewayReports = pgTable(
  "gateway_reports",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    receivedAt: instant().notNull(),
    reference: text(),
    transactionId: text(),
    answer: jsonb().$type<GatewayAnswer>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    uniqueIndex("gateway_reports_transaction").on(table.merchantId, table.transactionId),
  ],
);
