import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, nameAllowed, oneOf } from "./columns";
import { merchants } from "./merchants";

/** How alerts are mailed to somebody: as they come, once a day, or not. */
export const alertMails = ["immediately", "daily", "none"] as const;
export type AlertMail = (typeof alertMails)[number];

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
    /** Machine time, to within some minutes. */
    lastSeenAt: instant(),
    /** What the browser says of itself, and the address that it signed in from: for the person alone, to know it by. */
    userAgent: text().notNull().default(""),
    address: text().notNull().default(""),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

const personLinkKinds = ["password", "email"] as const;
export type PersonLinkKind = (typeof personLinkKinds)[number];

/**
 * Links that were mailed to a person and can still be used: to choose another password, or to confirm an address. The
 * secret stands nowhere: it is made of the id. A row is gone when it was used, and a trigger deletes all of a user's with
 * the password or the address that they were asked for under.
 */
export const personLinks = pgTable(
  "person_links",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text({ enum: personLinkKinds }).notNull(),
    /** Where it was mailed to: for `email` the address to be. */
    email: text().notNull(),
    /** Machine time. */
    expiresAt: instant().notNull(),
  },
  (table) => [
    index("person_links_user").on(table.userId),
    oneOf("person_links_kind", table.kind, personLinkKinds),
    check("person_links_email_allowed", sql`char_length(${table.email}) between 3 and 254`),
  ],
);

/** The secret that a person's authenticator app has too. It counts once a code of it has confirmed it. */
export const secondFactors = pgTable("second_factors", {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Encrypted with a key that the database does not have. */
  secret: text().notNull(),
  /** Machine time. */
  confirmedAt: instant(),
  /** The last time step whose code was used: no code works twice. */
  lastStep: integer().notNull().default(0),
});

/** Codes for somebody whose authenticator is lost, as digests; one that was used is gone. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: uuid()
      .notNull()
      .references(() => secondFactors.userId, { onDelete: "cascade" }),
    digest: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.digest] })],
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
    /** Null: as is usual for the role. */
    alertMail: text({ enum: alertMails }),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.userId] }),
    uniqueIndex("memberships_user").on(table.userId, table.merchantId),
    oneOf("memberships_role", table.role, roles),
    oneOf("memberships_alert_mail", table.alertMail, alertMails),
  ],
);

/** How often something was tried in its window (machine time), over all processes. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  windowStartedAt: instant().notNull(),
  count: integer().notNull(),
});
