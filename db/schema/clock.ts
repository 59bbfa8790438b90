import { sql } from "drizzle-orm";
import { bigint, boolean, check, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Business time, one row: the machine's plus an offset, or an instant at which it stands still. */
export const clock = pgTable(
  "clock",
  {
    only: boolean().primaryKey().default(true),
    offsetMs: bigint({ mode: "number" }).notNull().default(0),
    frozenAt: instant(),
    /** Where it was asked to go; the worker takes it there, from one due instant to the next. */
    movingTo: instant(),
    /** The worker that takes it there, and until when nobody else does (machine time). */
    leader: uuid(),
    leadsUntil: instant(),
  },
  (table) => [check("clock_only", sql`${table.only}`), check("clock_forward", sql`${table.offsetMs} >= 0`)],
);
