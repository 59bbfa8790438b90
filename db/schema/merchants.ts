import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { type EndAction, endActions } from "../../lib/domain/order/order";
import { reservedWords } from "../../lib/domain/value/merchant-code";
import { USUAL_REMINDER_DAYS, USUAL_RETRY_DAYS } from "../../lib/domain/value/timetable";
import { amount, instant, nameAllowed, oneOf } from "./columns";

const modes = ["live", "sandbox"] as const;

/**
 * A merchant's identity, and what a request, a link or a gateway notice identifies it by. Outside row-level
 * security, like users and memberships, because it is read to find the merchant.
 */
export const merchants = pgTable(
  "merchants",
  {
    id: integer().primaryKey(),
    code: text().notNull(),
    name: text().notNull(),
    timeZone: text().notNull().default("UTC"),
    mode: text({ enum: modes }).notNull().default("live"),
    descriptor: text().notNull().default(""),
    /** E-mail address that its mails come from; null: the installation's. */
    mailFrom: text(),
    /** Where answers to its mails go; null: the installation's, or to the sender. */
    replyTo: text(),
    /** The provider whose gateway its payments go over, and what that provider asks to be set for each merchant. */
    gateway: text().notNull().default("opp"),
    gatewaySettings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** What it is known as there, for each channel. */
    accountEcom: text().notNull(),
    accountMoto: text().notNull(),
  },
  (table) => [
    uniqueIndex("merchants_code").on(table.code),
    uniqueIndex("merchants_account_ecom").on(table.accountEcom),
    uniqueIndex("merchants_account_moto").on(table.accountMoto),
    // As `isMerchantCode` says it.
    check(
      "merchants_code_form",
      sql.raw(
        `code ~ '^[a-z0-9]{2,20}$' and code not in (${reservedWords.map((word) => `'${word}'`).join(", ")})`,
      ),
    ),
    nameAllowed("merchants_name_allowed", table.name),
    oneOf("merchants_mode", table.mode, modes),
  ],
);

/** The defaults of a merchant's settings. */
export const usualTerms = {
  autoRetry: true,
  autoRetryDays: [...USUAL_RETRY_DAYS],
  timedForPaydays: false,
  endAction: "go_on" as EndAction,
  defaultInitialAmount: 0,
  reminderDays: [...USUAL_REMINDER_DAYS],
  /** Automatic messages by kind; one that is not listed is on. */
  messages: {} as Record<string, boolean>,
};

/**
 * How a merchant collects; only the owner writes it. A table of its own, because rows of `merchants` are referred
 * to by all others; a merchant without a row has the defaults.
 */
export const merchantTerms = pgTable(
  "merchant_terms",
  {
    merchantId: integer()
      .primaryKey()
      .references(() => merchants.id),
    autoRetry: boolean().notNull().default(usualTerms.autoRetry),
    autoRetryDays: jsonb().$type<number[]>().notNull().default(usualTerms.autoRetryDays),
    timedForPaydays: boolean().notNull().default(usualTerms.timedForPaydays),
    /** What happens to an order after the last automatic retry. */
    endAction: text({ enum: endActions }).notNull().default(usualTerms.endAction),
    defaultInitialAmount: amount().notNull().default(usualTerms.defaultInitialAmount),
    reminderDays: jsonb().$type<number[]>().notNull().default(usualTerms.reminderDays),
    messages: jsonb().$type<Record<string, boolean>>().notNull().default(usualTerms.messages),
  },
  (table) => [
    oneOf("merchant_terms_end_action_known", table.endAction, endActions),
    // As `areRetryDays` says it.
    check("merchant_terms_auto_retry_days_allowed", sql`are_retry_days(${table.autoRetryDays})`),
  ],
);

export type TermsRow = Omit<typeof merchantTerms.$inferSelect, "merchantId">;

/** The gateway refused the merchant's configuration: while there is a row, nothing is collected except probes. */
export const collectingStops = pgTable("collecting_stops", {
  merchantId: integer()
    .primaryKey()
    .references(() => merchants.id),
  /** Machine time, as when the next probe may be sent. */
  since: instant().notNull(),
  why: text().notNull(),
  probeAt: instant().notNull(),
});
