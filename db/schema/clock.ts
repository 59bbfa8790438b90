import { sql } from "drizzle-orm";
import { bigint, boolean, check, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Business time, one row: machine time plus an offset, or an instant at which it is frozen. */
export const clock = pgTable(
  "clock",
  {
    only: boolean().primaryKey().default(true),
    offsetMs: bigint({ mode: "number" }).notNull().default(0),
    frozenAt: instant(),
    /** The instant it is to move to; the worker moves it there, from one due instant to the next. */
    movingTo: instant(),
    /** The worker that moves it, and until when no other does (machine time). */
    leader: uuid(),
    leadsUntil: instant(),
    /** When a worker last said that it runs (machine time); null until one has run. */
    workerSeenAt: instant(),
  },
  (table) => [check("clock_only", sql`${table.only}`), check("clock_forward", sql`${table.offsetMs} >= 0`)],
);
