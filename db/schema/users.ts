import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, nameAllowed, oneOf } from "./columns";
import { merchants } from "./merchants";

/** Staff. A person may work for several merchants. */
export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    name: text().notNull(),
    /** argon2id */
    passwordHash: text().notNull(),
    active: boolean().notNull().default(true),
    timeZone: text().notNull().default("UTC"),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (table) => [
    uniqueIndex("users_email").on(sql`lower(${table.email})`),
    nameAllowed("users_name_allowed", table.name),
  ],
);

/**
 * Sessions. A session that is not here does not exist, whatever a cookie holds: signing out deletes it, and a
 * trigger deletes all of a user's when the user is deactivated, changes the password or loses a role.
 */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Machine time. */
    startedAt: instant().notNull(),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

export const roles = ["admin", "accountant", "agent", "restricted"] as const;
export type Role = (typeof roles)[number];

export const memberships = pgTable(
  "memberships",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    role: text({ enum: roles }).notNull(),
    /** Deactivated at this merchant: there, and only there, the person may do nothing. */
    active: boolean().notNull().default(true),
    /** Machine time, to within some minutes. */
    lastSeenAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.userId] }),
    uniqueIndex("memberships_user").on(table.userId, table.merchantId),
    oneOf("memberships_role", table.role, roles),
  ],
);

/** How often something was tried in its window (machine time), over all processes. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  windowStartedAt: instant().notNull(),
  count: integer().notNull(),
});
