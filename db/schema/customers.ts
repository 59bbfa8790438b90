import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { NetworkReference } from "../../lib/domain/decline/gateway-answer";
import { channels } from "../../lib/domain/order/order";
import { instant, nameAllowed, oneOf } from "./columns";
import { merchants } from "./merchants";

export type Address = { street: string; postcode: string; city: string; country: string };

export const customers = pgTable(
  "customers",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    organisation: text().notNull().default(""),
    email: text().notNull(),
    phone: text().notNull().default(""),
    /** BCP 47: how amounts and dates are written to the customer. */
    locale: text().notNull().default("en-GB"),
    billingAddress: jsonb().$type<Address>(),
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
    nameAllowed("customers_name_allowed", table.name),
    nameAllowed("customers_organisation_allowed", table.organisation, { mayBeEmpty: true }),
  ],
);

const cardStates = ["usable", "forgotten", "expired"] as const;

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
