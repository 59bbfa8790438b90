import { foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { orders } from "./orders";

/**
 * The tags of orders once more, a row for each: of an array in the order's own row neither an index nor its statistics
 * could be used under row-level security, and lists would read all orders for a rare tag.
 */
export const orderTags = pgTable(
  "order_tags",
  {
    merchantId: integer().notNull(),
    tag: text().notNull(),
    zuid: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.tag, table.zuid] }),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }).onDelete("cascade"),
    index("order_tags_order").on(table.merchantId, table.zuid),
  ],
);
