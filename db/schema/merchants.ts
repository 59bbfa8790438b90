import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { type Channel, channels, type EndAction, endActions } from "../../lib/domain/order/order";
import { reservedWords } from "../../lib/domain/value/merchant-code";
import { type Currency, currencies } from "../../lib/domain/value/money";
import { LARGEST_LOGO, pictureTypes } from "../../lib/domain/value/picture";
import { USUAL_REMINDER_DAYS, USUAL_RETRY_DAYS } from "../../lib/domain/value/timetable";
import { amount, bytes, instant, nameAllowed, oneOf } from "./columns";

/** What a logo may be: no SVG, which can hold scripts. */
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
    /** Who works here without two-step verification reaches nothing. */
    requiresTwoStep: boolean().notNull().default(false),
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
  currencies: Object.keys(currencies) as Currency[],
  channels: [...channels] as Channel[],
  /** Automatic messages by kind; one that is not listed is on. */
  messages: {} as Record<string, boolean>,
};

/**
 * How a merchant sells and collects, written by the door `change_terms`. A table of its own, because rows of
 * `merchants` are referred to by all others; a merchant without a row has the defaults.
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
    /** What it sells in, and over. */
    currencies: jsonb().$type<Currency[]>().notNull().default(usualTerms.currencies),
    channels: jsonb().$type<Channel[]>().notNull().default(usualTerms.channels),
    /** Counted up by each change, so that a form that was drawn before is refused. */
    version: integer().notNull().default(1),
  },
  (table) => [
    check("merchant_terms_initial_amount_nominal", sql`${table.defaultInitialAmount} between 0 and 99`),
    oneOf("merchant_terms_end_action_known", table.endAction, endActions),
    // As `areRetryDays` says it.
    check("merchant_terms_auto_retry_days_allowed", sql`are_retry_days(${table.autoRetryDays})`),
  ],
);

export type TermsRow = Omit<typeof merchantTerms.$inferSelect, "merchantId" | "version">;

/**
 * What a merchant tells its customers about itself, written by the door `change_profile`. Its name and descriptor
 * stand in `merchants`.
 */
export const merchantProfiles = pgTable(
  "merchant_profiles",
  {
    merchantId: integer()
      .primaryKey()
      .references(() => merchants.id),
    legalName: text().notNull().default(""),
    street: text().notNull().default(""),
    postcode: text().notNull().default(""),
    city: text().notNull().default(""),
    country: text().notNull().default(""),
    taxNumbers: text().notNull().default(""),
    supportEmail: text().notNull().default(""),
    supportPhone: text().notNull().default(""),
    termsUrl: text().notNull().default(""),
    privacyUrl: text().notNull().default(""),
    /** An image that was looked into, its type, and the digest that stands in its address; null: none. */
    logo: bytes(),
    logoType: text({ enum: pictureTypes }),
    logoDigest: text(),
    version: integer().notNull().default(1),
  },
  (table) => [
    nameAllowed("merchant_profiles_legal_name_allowed", table.legalName, { mayBeEmpty: true }),
    check(
      "merchant_profiles_logo_size",
      sql`octet_length(${table.logo}) <= ${sql.raw(String(LARGEST_LOGO))}`,
    ),
    check(
      "merchant_profiles_urls_https",
      sql`(${table.termsUrl} = '' or ${table.termsUrl} like 'https://%') and (${table.privacyUrl} = '' or ${table.privacyUrl} like 'https://%')`,
    ),
  ],
);

/** Orders to which a merchant's changed settings are still to be applied: one row an order, done by the worker. */
export const termsToApply = pgTable(
  "terms_to_apply",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    zuid: integer().notNull(),
    /** Machine time until which a worker has claimed it. */
    claimedUntil: instant(),
  },
  (table) => [primaryKey({ columns: [table.merchantId, table.zuid] })],
);

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
