import { sql } from "drizzle-orm";
import { boolean, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf } from "./columns";
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
    /** Raised to end every session of the user at once. */
    sessionVersion: integer().notNull().default(1),
    active: boolean().notNull().default(true),
    timeZone: text().notNull().default("UTC"),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (table) => [uniqueIndex("users_email").on(sql`lower(${table.email})`)],
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
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.userId] }),
    uniqueIndex("memberships_user").on(table.userId, table.merchantId),
    oneOf("memberships_role", table.role, roles),
  ],
);

/** How often something was tried since the window began (machine time), over all processes. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  windowStartedAt: instant().notNull(),
  count: integer().notNull(),
});
