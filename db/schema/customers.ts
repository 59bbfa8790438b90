import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { NetworkReference } from "../../lib/domain/decline/gateway-answer";
import { type Actor, channels } from "../../lib/domain/order/order";
import { instant, nameAllowed, oneOf } from "./columns";
import { merchants } from "./merchants";

/** `country`: ISO 3166-1, two letters; "" where one is not known. Addresses of before have no state. */
export type Address = { street: string; postcode: string; city: string; state?: string; country: string };

const customerLogKinds = [
  "created",
  "changed",
  "deactivated",
  "reactivated",
  "note_added",
  "card_forgotten",
  "card_preferred",
  "erased",
] as const;

export const customers = pgTable(
  "customers",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    /** Counts its changes: a form drawn from an older one is refused as stale. */
    version: integer().notNull().default(1),
    /** How it is shown and written to: first and last name, or the organisation's. */
    name: text().notNull(),
    firstName: text().notNull().default(""),
    lastName: text().notNull().default(""),
    organisation: text().notNull().default(""),
    email: text().notNull(),
    /** E.164, such as +493012345678; "" for none. Numbers of before are as they were typed. */
    phone: text().notNull().default(""),
    /** A day, such as 1990-12-31. */
    birthdate: date({ mode: "string" }),
    /** What the merchant's other programs call this customer. */
    externalId: text(),
    tags: jsonb().$type<readonly string[]>().notNull().default([]),
    /** BCP 47: how amounts and dates are written to the customer. */
    locale: text().notNull().default("en-GB"),
    billingAddress: jsonb().$type<Address>(),
    shippingAddress: jsonb().$type<Address>(),
    /** One that is not active gets no new orders; those it has go on. */
    active: boolean().notNull().default(true),
    /** Who entered it; null: an import or a program. */
    createdBy: uuid(),
    createdAt: instant().notNull().default(sql`now()`),
    /** What it is found by. */
    words: text()
      .notNull()
      .generatedAlwaysAs(sql`folded(name || ' ' || organisation || ' ' || email || ' ' || phone)`),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index("customers_words").using("gin", table.merchantId, sql`${table.words} gin_trgm_ops`),
    index("customers_created").on(
      table.merchantId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index("customers_name").on(table.merchantId, sql`lower(${table.name})`, table.id),
    uniqueIndex("customers_external_id").on(table.merchantId, table.externalId),
    nameAllowed("customers_name_allowed", table.name),
    nameAllowed("customers_first_name_allowed", table.firstName, { mayBeEmpty: true }),
    nameAllowed("customers_last_name_allowed", table.lastName, { mayBeEmpty: true }),
    nameAllowed("customers_organisation_allowed", table.organisation, { mayBeEmpty: true }),
  ],
);

/** What happened to a customer's account, in its order. Nobody edits it; names and addresses stand outside it. */
export const customerLog = pgTable(
  "customer_log",
  {
    merchantId: integer().notNull(),
    customerId: uuid().notNull(),
    seq: integer().notNull(),
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    kind: text({ enum: customerLogKinds }).notNull(),
    /** What was changed, by the names of its fields. */
    fields: jsonb().$type<readonly string[]>().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.customerId, table.seq] }),
    foreignKey({
      columns: [table.merchantId, table.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    oneOf("customer_log_kind_known", table.kind, customerLogKinds),
  ],
);

/** What staff wrote about a customer. Outside the log, because it goes when the person is erased. */
export const customerNotes = pgTable(
  "customer_notes",
  {
    merchantId: integer().notNull(),
    customerId: uuid().notNull(),
    seq: integer().notNull(),
    at: instant().notNull(),
    actor: jsonb().$type<Actor>().notNull(),
    text: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.customerId, table.seq] }),
    foreignKey({
      columns: [table.merchantId, table.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
  ],
);

const cardStates = ["usable", "forgotten", "removed", "expired"] as const;

/** Cards registered at the gateway: its token and what is printed on the card, never the number or the CVV. */
export const cards = pgTable(
  "cards",
  {
    merchantId: integer().notNull(),
    /** The gateway's registration id. */
    id: text().notNull(),
    customerId: uuid().notNull(),
    brand: text().notNull(),
    bin: text().notNull(),
    last4: text().notNull(),
    holder: text().notNull(),
    expiryMonth: integer().notNull(),
    expiryYear: integer().notNull(),
    fingerprint: text().notNull(),
    citId: text(),
    /** What its network calls its first payment. */
    networkReferences: jsonb().$type<NetworkReference[]>().notNull().default([]),
    registeredAt: instant().notNull(),
    /** The order it was registered through. */
    zuid: integer(),
    /** What it was registered over; null: not known. */
    channel: text({ enum: channels }),
    state: text({ enum: cardStates }).notNull().default("usable"),
    preferred: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    foreignKey({
      columns: [table.merchantId, table.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("cards_customer").on(table.merchantId, table.customerId),
    index("cards_expiry").on(table.merchantId, table.expiryYear, table.expiryMonth),
    oneOf("cards_state", table.state, cardStates),
    oneOf("cards_channel_known", table.channel, channels),
  ],
);
