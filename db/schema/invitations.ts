import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf } from "./columns";
import { merchants } from "./merchants";
import { roles } from "./users";

/** Somebody is asked to work for a merchant. The secret of their link stands nowhere: it is made of the id. */
export const invitations = pgTable(
  "invitations",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull(),
    email: text().notNull(),
    role: text({ enum: roles }).notNull(),
    /** Null: whoever opened the merchant. No key: users are on one node of a cluster, and these rows on any. */
    invitedBy: uuid(),
    /** Machine time, as all that follow. */
    invitedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    withdrawnAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index("invitations_open")
      .on(table.merchantId, table.expiresAt)
      .where(sql`${table.usedAt} is null and ${table.withdrawnAt} is null`),
    oneOf("invitations_role", table.role, roles),
    check("invitations_email_allowed", sql`char_length(${table.email}) between 3 and 254`),
  ],
);
