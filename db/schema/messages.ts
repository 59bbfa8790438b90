import { sql } from "drizzle-orm";
import {
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
import { kindsOfAlert } from "../../lib/domain/words/alert-kinds";
import { instant, oneOf } from "./columns";
import { merchants } from "./merchants";
import { orders } from "./orders";

/** `dropped`: it was no longer true when it was to be sent. */
const messageStates = ["queued", "sending", "sent", "failed", "opened", "dropped"] as const;

const links = ["checkout", "portal", "update_card"] as const;

/** Messages to customers: written with their cause, sent by the worker. */
export const messages = pgTable(
  "messages",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    zuid: integer(),
    kind: text().notNull(),
    automatic: boolean().notNull(),
    /** Which page its link opens; null for one without a link. */
    link: text({ enum: links }),
    to: text().notNull(),
    data: jsonb().$type<object>().notNull(),
    state: text({ enum: messageStates }).notNull().default("queued"),
    /** Business time. */
    createdAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    /** Machine time; while it is being sent, until when that is left alone. */
    sendAfter: instant().notNull().default(sql`now()`),
    sentAt: instant(),
    openedAt: instant(),
    /** The mail's own Message-ID. */
    messageId: text(),
    /** One of the same name is written once only. */
    dedupe: text(),
    /** Why it was not taken yet, has failed, or was dropped. */
    error: text(),
    subject: text(),
    html: text(),
    text: text(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    uniqueIndex("messages_dedupe").on(table.merchantId, table.dedupe),
    index("messages_to_send").on(table.sendAfter).where(sql`${table.state} in ('queued', 'sending')`),
    index("messages_waiting")
      .on(table.merchantId, table.sendAfter)
      .where(sql`${table.state} in ('queued', 'sending')`),
    index("messages_failed").on(table.merchantId, table.createdAt).where(sql`${table.state} = 'failed'`),
    index("messages_order").on(table.merchantId, table.zuid, table.createdAt.desc().nullsFirst()),
    index("messages_created").on(
      table.merchantId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    oneOf("messages_state_known", table.state, messageStates),
    oneOf("messages_link_known", table.link, links),
  ],
);

/** Alerts for staff. */
export const alerts = pgTable(
  "alerts",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    zuid: integer(),
    kind: text({ enum: kindsOfAlert }).notNull(),
    text: text().notNull(),
    /** The page of the merchant's that it leads to, where that is not the order's or the kind's own. */
    path: text(),
    /** Business time. */
    createdAt: instant().notNull(),
    acknowledgedAt: instant(),
    acknowledgedBy: uuid(),
    dedupe: text(),
    /** Whether everyone who is to be mailed about it has it in `alert_posts`. */
    handedOut: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    uniqueIndex("alerts_dedupe").on(table.merchantId, table.dedupe),
    index("alerts_created").on(
      table.merchantId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index("alerts_open")
      .on(table.merchantId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.acknowledgedAt} is null`),
    index("alerts_to_hand_out").on(table.createdAt).where(sql`not ${table.handedOut}`),
  ],
);

/**
 * Who has seen which alert, and who has removed it from their own list. What was only seen is gone with the alert's
 * acknowledgement, after which it is new for nobody.
 */
export const alertViews = pgTable(
  "alert_views",
  {
    merchantId: integer().notNull(),
    userId: uuid().notNull(),
    alertId: uuid().notNull(),
    isRemoved: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.userId, table.alertId] }),
    index("alert_views_alert").on(table.merchantId, table.alertId),
    foreignKey({
      columns: [table.merchantId, table.alertId],
      foreignColumns: [alerts.merchantId, alerts.id],
    }).onDelete("cascade"),
  ],
);

/** Alerts that somebody is still to be mailed. A row becomes part of a message in one transaction, and is gone. */
export const alertPosts = pgTable(
  "alert_posts",
  {
    merchantId: integer().notNull(),
    userId: uuid().notNull(),
    alertId: uuid().notNull(),
    /** In a daily digest. */
    isDaily: boolean().notNull(),
    /** Machine time. */
    dueAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.userId, table.alertId] }),
    index("alert_posts_alert").on(table.merchantId, table.alertId),
    index("alert_posts_due").on(table.dueAt),
    foreignKey({
      columns: [table.merchantId, table.alertId],
      foreignColumns: [alerts.merchantId, alerts.id],
    }).onDelete("cascade"),
  ],
);

/** The one payment link of an order. */
export const paymentLinks = pgTable(
  "payment_links",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    /** The merchant's code, a hyphen, and 128 random bits or more. */
    token: text().notNull(),
    createdAt: instant().notNull(),
    openedAt: instant(),
    withdrawnAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    uniqueIndex("payment_links_token").on(table.merchantId, table.token),
  ],
);
