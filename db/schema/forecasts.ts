import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { DeclineGroup, DeclineStep } from "../../lib/domain/forecast/cell";
import type { ForecastPart } from "../../lib/domain/forecast/forecast";
import type { Currency } from "../../lib/domain/value/money";
import { amount, instant } from "./columns";
import { merchants } from "./merchants";

/** Of the payments that were declined and open at an instant: how many came in within the horizon. Counted once. */
export const recoveryCounts = pgTable(
  "recovery_counts",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    since: instant().notNull(),
    group: text().$type<DeclineGroup | "none">().notNull(),
    step: text().$type<DeclineStep>().notNull(),
    open: integer().notNull(),
    cameIn: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.merchantId, table.since, table.group, table.step] })],
);

/** What was forecast on a day, and later what came in of it. The first forecast of a day is kept. */
export const forecasts = pgTable(
  "forecasts",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    currency: text().$type<Currency>().notNull(),
    /** The start of the day in UTC. */
    day: instant().notNull(),
    madeAt: instant().notNull(),
    /** The end of the horizon. */
    until: instant().notNull(),
    payments: integer().notNull(),
    atRisk: amount().notNull(),
    expected: amount().notNull(),
    low: amount().notNull(),
    high: amount().notNull(),
    parts: jsonb().$type<readonly ForecastPart[]>().notNull(),
    /** Null until the horizon has ended. */
    cameIn: amount(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.currency, table.day] }),
    index("forecasts_ended").on(table.merchantId, table.until),
    index("forecasts_to_judge").on(table.merchantId, table.until).where(sql`${table.cameIn} is null`),
  ],
);
