import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Actor, OrderStatus } from "../../lib/domain/order/order";
import type { CardLimit } from "../../lib/domain/preview/card-limits";
import type { LeftOut } from "../../lib/domain/preview/preview-bulk";
import type { StaffCommand, StaffKind } from "../../lib/domain/rules/command";
import type { Currency } from "../../lib/domain/value/money";
import { amount, instant, oneOf } from "./columns";
import { merchants } from "./merchants";
import { orders } from "./orders";

/** Its orders are being judged; it waits for someone's word; the worker does it; and it has ended. */
const runStates = ["planning", "ready", "running", "stopped", "done"] as const;

/** One command done to many orders. */
export const bulkRuns = pgTable(
  "bulk_runs",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    kind: text().$type<StaffKind>().notNull(),
    /** The time that was chosen for all orders, where the command asks for one. */
    chosenAt: instant(),
    /** The orders: those of a list, by its address, or some by number. */
    source: jsonb().$type<BulkSource>().notNull(),
    /** Where the judging of its orders stands: how many of those by number, or the list's place. */
    place: text(),
    state: text({ enum: runStates }).notNull().default("planning"),
    actor: jsonb().$type<Actor>().notNull(),
    /** Business time. */
    createdAt: instant().notNull(),
    finishedAt: instant(),
    /** Orders a minute; null: as fast as the worker can. */
    pace: integer(),
    /** Business time before which it does not begin; null: it begins when it is started. */
    startsAt: instant(),
    /** Machine time before which no order is taken, because of the pace. */
    nextAt: instant(),
    /** Machine time at which it was started, or an order was taken up that was not tried before. */
    movedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index("bulk_runs_created").on(
      table.merchantId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index("bulk_runs_running").on(table.createdAt).where(sql`${table.state} = 'running'`),
    oneOf("bulk_runs_state_known", table.state, runStates),
  ],
);

export type BulkSource = { filter: string } | { zuids: readonly number[] };

/**
 * Planned, or left out and why; beyond the limit that was set; done; refused when its turn came, because the order had
 * changed; or not reached before the run was stopped.
 */
export const itemStates = ["planned", "left_out", "beyond_limit", "done", "refused", "stopped"] as const;

/** What a run does to one order. */
export const bulkItems = pgTable(
  "bulk_items",
  {
    merchantId: integer().notNull(),
    runId: uuid().notNull(),
    zuid: integer().notNull(),
    /** Its turn. */
    place: integer().notNull(),
    state: text({ enum: itemStates }).notNull(),
    currency: text().$type<Currency>().notNull(),
    /** What is done, at which version of the order, and the money that it is about; of what is left out none. */
    command: jsonb().$type<StaffCommand>(),
    version: integer().notNull(),
    sum: amount().notNull(),
    /** How far the limits of its card's scheme were used when it was judged; null where no card is charged. */
    cardLimits: jsonb().$type<readonly CardLimit[]>(),
    why: jsonb().$type<LeftOut>(),
    /** Machine time until which a worker has claimed it, or, once it is done, until which its outcome is not looked up. */
    claimedUntil: instant(),
    /** Business time. */
    finishedAt: instant(),
    outcome: jsonb().$type<BulkOutcome>(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.runId, table.zuid] }),
    foreignKey({
      columns: [table.merchantId, table.runId],
      foreignColumns: [bulkRuns.merchantId, bulkRuns.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.merchantId, table.zuid],
      foreignColumns: [orders.merchantId, orders.zuid],
    }),
    index("bulk_items_place").on(table.merchantId, table.runId, table.place),
    index("bulk_items_planned")
      .on(table.merchantId, table.runId, table.place)
      .where(sql`${table.state} = 'planned'`),
    // Done, and how it ended is not known: its worker was killed, or the bank has not answered.
    index("bulk_items_in_doubt")
      .on(table.claimedUntil)
      .where(
        sql`${table.state} = 'done' and (${table.outcome} is null or ${table.outcome} ->> 'isAsked' = 'true')`,
      ),
    oneOf("bulk_items_state_known", table.state, itemStates),
  ],
);

/** Where the order stood after: `collected` in minor units, `isAsked`: what the bank says to it is not known yet. */
export type BulkOutcome = { status: OrderStatus; collected: number; isAsked: boolean };
