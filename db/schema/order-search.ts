import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { orders } from "./orders";

/**
 * The search text of an order, case-folded: invoice id, customer, the card's last four digits, the number. A table
 * of its own, because an order's row is written with every payment and this text hardly ever.
 */
export const orderSearch = pgTable(
  "order_search",
  {
    merchantId: integer().notNull(),
    zuid: integer().notNull(),
    words: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.zuid] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }).onDelete("cascade"),
    index("order_search_words").using("gin", table.merchantId, sql`${table.words} gin_trgm_ops`),
  ],
);
