import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, nameAllowed } from "./columns";
import { merchants } from "./merchants";

/** Lists in a state that a person named, for themselves or for everyone at the merchant. */
export const savedViews = pgTable(
  "saved_views",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    ownerId: uuid().notNull(),
    name: text().notNull(),
    /** What the list's address says behind the question mark. */
    query: text().notNull(),
    isShared: boolean().notNull(),
    /** Machine time. */
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index("saved_views_owner").on(table.merchantId, table.ownerId, table.createdAt),
    index("saved_views_shared").on(table.merchantId, table.createdAt).where(sql`${table.isShared}`),
    nameAllowed("saved_views_name_allowed", table.name),
    check("saved_views_query_allowed", sql`char_length(${table.query}) <= 2000`),
  ],
);

/** How a person wants the list of orders of a merchant to look. */
export const listChoices = pgTable(
  "list_choices",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    userId: uuid().notNull(),
    /** Ids of columns; null until somebody chose any. */
    hidden: jsonb().$type<readonly string[]>(),
    /** In pixels, by the column's id. */
    widths: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** Null until somebody chose: as the browser has it. */
    isCompact: boolean(),
    /** The view that the list opens with. One that is gone, or is shared no longer, is none. */
    opensWith: uuid(),
  },
  (table) => [primaryKey({ columns: [table.merchantId, table.userId] })],
);
