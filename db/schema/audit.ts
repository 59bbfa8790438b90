import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Actor } from "../../lib/domain/order/order";
import { instant, oneOf } from "./columns";
import { merchants } from "./merchants";

const auditKinds = [
  "merchant_opened",
  "user_invited",
  "invitation_withdrawn",
  "invitation_accepted",
  "role_changed",
  "user_deactivated",
  "user_reactivated",
  "terms_changed",
  "profile_changed",
  "product_created",
  "product_changed",
  "product_deactivated",
  "product_reactivated",
  "password_changed",
  "password_reset",
  "email_changed",
  "two_step_on",
  "two_step_off",
  "two_step_reset",
  "two_step_required",
  "person_exported",
  "person_erased",
] as const;
export type AuditKind = (typeof auditKinds)[number];

/**
 * Who changed what of a merchant's users, roles, settings and products, and took or erased of a person's data: written in the transaction of the change, and by nobody
 * changed or removed.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    /** Machine time. */
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    kind: text({ enum: auditKinds }).notNull(),
    /** What was changed: a person's e-mail address, a merchant's code, or a product's name. */
    subject: text().notNull(),
    before: jsonb().$type<AuditFacts>().notNull().default(sql`'{}'`),
    after: jsonb().$type<AuditFacts>().notNull().default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index("audit_log_newest").on(
      table.merchantId,
      table.at.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    oneOf("audit_log_kind_known", table.kind, auditKinds),
  ],
);

/** By the name of what was changed. */
export type AuditFacts = Readonly<Record<string, unknown>>;
