import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Cause } from "../../lib/domain/order/cause";
import { type RecoveryEnd, recoveryEnds } from "../../lib/domain/preview/recovery";
import type { Currency } from "../../lib/domain/value/money";
import { amount, instant, oneOf } from "./columns";
import { orders } from "./orders";

/**
 * What became of each payment that was missed, by `changedRecoveries`: written with the order, a row for each payment, so
 * that nothing waits for it. The dashboard adds these up.
 */
export const recoveries = pgTable(
  "recoveries",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    event: integer().notNull(),
    currency: text().$type<Currency>().notNull(),
    amount: amount().notNull(),
    missedAt: instant().notNull(),
    reason: text(),
    endedAt: instant(),
    end: text().$type<RecoveryEnd>(),
    cause: text().$type<Cause>(),
    tries: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid, table.event] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }).onDelete("cascade"),
    index("recoveries_missed").on(
      table.merchantId,
      table.currency,
      table.missedAt.desc().nullsFirst(),
      table.zuid.desc().nullsFirst(),
      table.event.desc().nullsFirst(),
    ),
    index("recoveries_open")
      .on(table.merchantId, table.currency, table.zuid)
      .where(sql`${table.end} is null`),
    index("recoveries_ended")
      .on(table.merchantId, table.currency, table.endedAt)
      .where(sql`${table.end} is not null`),
    oneOf("recoveries_end_known", table.end, recoveryEnds),
  ],
);
