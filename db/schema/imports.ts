import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Actor } from "../../lib/domain/order/order";
import { bytes, instant, oneOf } from "./columns";
import { merchants } from "./merchants";

/** It comes in pieces; is looked through; waits for somebody's word; is applied by the worker; and is done. */
const importStates = ["uploading", "ready", "unreadable", "running", "done"] as const;

/** Files of customers. */
export const imports = pgTable(
  "imports",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    fileName: text().notNull(),
    state: text({ enum: importStates }).notNull().default("uploading"),
    /** In bytes: as announced, and what has come of it. */
    size: integer().notNull(),
    received: integer().notNull().default(0),
    /** SHA-256 of the whole file. */
    digest: text(),
    /** The cells of its first row, and what divides them: its file of errors is written alike. */
    columns: jsonb().$type<readonly string[]>().notNull().default([]),
    delimiter: text().notNull().default(","),
    /** Why it is of no use, in words. */
    unreadable: text(),
    /** Rows with customers, the first row not counted; null until it was looked through. */
    rowCount: integer(),
    /** How many of them are applied: whoever goes on begins after these. */
    rowsDone: integer().notNull().default(0),
    added: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    faulty: integer().notNull().default(0),
    actor: jsonb().$type<Actor>().notNull(),
    /** Business time. */
    createdAt: instant().notNull(),
    finishedAt: instant(),
    /** Machine time until which a worker has claimed it. */
    claimedUntil: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index("imports_created").on(
      table.merchantId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index("imports_running").on(table.createdAt).where(sql`${table.state} = 'running'`),
    oneOf("imports_state_known", table.state, importStates),
  ],
);

/** The file itself, until it is applied. */
export const importPieces = pgTable(
  "import_pieces",
  {
    merchantId: integer().notNull(),
    importId: uuid().notNull(),
    /** Where in the file it begins, in bytes. */
    place: integer().notNull(),
    piece: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.importId, table.place] }),
    foreignKey({
      columns: [table.merchantId, table.importId],
      foreignColumns: [imports.merchantId, imports.id],
    }).onDelete("cascade"),
  ],
);

/** Rows that were not applied, for the file of errors. */
export const importFaults = pgTable(
  "import_faults",
  {
    merchantId: integer().notNull(),
    importId: uuid().notNull(),
    /** As a spreadsheet numbers it; 1 holds the first row, the names of the columns. */
    row: integer().notNull(),
    /** Its cells as they came, as a JSON list in UTF-8: a cell may hold what a text of the database may not. */
    cells: bytes().notNull(),
    reasons: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.importId, table.row] }),
    foreignKey({
      columns: [table.merchantId, table.importId],
      foreignColumns: [imports.merchantId, imports.id],
    }).onDelete("cascade"),
  ],
);
