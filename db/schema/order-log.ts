import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Actor } from "../../lib/domain/order/order";
import type { Entry } from "../../lib/domain/order/order-log";
import { instant } from "./columns";
import { orders } from "./orders";

/** The log: one entry for each change. The application may add entries, never change or remove them. */
export const orderLog = pgTable(
  "order_log",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    seq: integer().notNull(),
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    kind: text().$type<Entry["kind"]>().notNull(),
    entry: jsonb().$type<Entry>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid, table.seq] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    index("order_log_status_changes")
      .on(
        table.merchantId,
        table.at.desc().nullsFirst(),
        table.zuid.desc().nullsFirst(),
        table.seq.desc().nullsFirst(),
      )
      .where(sql`${table.kind} = 'status_changed'`),
  ],
);

export const notes = pgTable(
  "notes",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    /** That of the log entry it came with. */
    seq: integer().notNull(),
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    text: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid, table.seq] }),
    foreignKey({
      columns: [table.merchantId, table.zuid, table.seq],
      foreignColumns: [orderLog.merchantId, orderLog.zuid, orderLog.seq],
    }),
  ],
);
