import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { type OrderType, orderTypes } from "../../lib/domain/order/order";
import { discountedPayments } from "../../lib/domain/sale/product";
import type { Interval } from "../../lib/domain/value/calendar";
import { LARGEST_PICTURE, pictureTypes } from "../../lib/domain/value/picture";
import { amount, bytes, instant, nameAllowed, oneOf } from "./columns";
import { merchants } from "./merchants";

const discountKinds = ["none", "percent", "amount"] as const;

/** What a merchant sells. One that is on an order is never deleted, only deactivated. */
export const products = pgTable(
  "products",
  {
    merchantId: integer()
      .notNull()
      .references(() => merchants.id),
    id: uuid().notNull().defaultRandom(),
    /** Counts its changes: a form drawn from an older one is refused as stale. */
    version: integer().notNull().default(1),
    name: text().notNull(),
    type: text({ enum: orderTypes }).$type<OrderType>().notNull(),
    /** Hundredths of a per cent, included in the price. */
    taxBasisPoints: integer().notNull().default(0),
    discountKind: text({ enum: discountKinds }).notNull().default("none"),
    discountOn: text({ enum: discountedPayments }).notNull().default("every_payment"),
    discountBasisPoints: integer().notNull().default(0),
    interval: jsonb().$type<Interval>(),
    parts: integer(),
    trial: jsonb().$type<Interval>(),
    locksPricing: boolean().notNull().default(false),
    locksPayment: boolean().notNull().default(false),
    /** A heading of the merchant's own; "" for none. */
    groupName: text().notNull().default(""),
    /** What one of it is called, such as "hour". */
    unit: text().notNull().default(""),
    /** Shown to the customer. */
    description: text().notNull().default(""),
    /** For staff alone. */
    internalNote: text().notNull().default(""),
    active: boolean().notNull().default(true),
    /** What lists are sorted by: comparing it uses the index under row-level security. */
    sortName: text().notNull().generatedAlwaysAs(sql`folded(name)`),
    /** What is searched in. */
    words: text().notNull().generatedAlwaysAs(sql`folded(name || ' ' || group_name)`),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.id] }),
    index("products_group").on(table.merchantId, table.groupName),
    index("products_name").on(table.merchantId, table.sortName, table.id),
    index("products_words").using("gin", table.merchantId, sql`${table.words} gin_trgm_ops`),
    oneOf("products_type", table.type, orderTypes),
    oneOf("products_discount_kind_known", table.discountKind, discountKinds),
    oneOf("products_discount_on_known", table.discountOn, discountedPayments),
    nameAllowed("products_name_allowed", table.name),
    nameAllowed("products_group_allowed", table.groupName, { mayBeEmpty: true }),
    nameAllowed("products_unit_allowed", table.unit, { mayBeEmpty: true }),
  ],
);

/** What a product looks like: apart from it, so that reading products does not read pictures. */
export const productPictures = pgTable(
  "product_pictures",
  {
    merchantId: integer().notNull(),
    productId: uuid().notNull(),
    /** As its first bytes say, whatever its file was called. */
    type: text({ enum: pictureTypes }).notNull(),
    bytes: bytes().notNull(),
    /** SHA-256 of the bytes, in hexadecimal digits. */
    digest: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.productId] }),
    foreignKey({
      columns: [table.merchantId, table.productId],
      foreignColumns: [products.merchantId, products.id],
    }).onDelete("cascade"),
    oneOf("product_pictures_type", table.type, pictureTypes),
    check(
      "product_pictures_size",
      sql`length(${table.bytes}) between 1 and ${sql.raw(String(LARGEST_PICTURE))}`,
    ),
  ],
);

/** A product's amounts in one currency. */
export const productPrices = pgTable(
  "product_prices",
  {
    merchantId: integer().notNull(),
    productId: uuid().notNull(),
    currency: text().notNull(),
    price: amount().notNull(),
    discount: amount().notNull().default(0),
    fee: amount().notNull().default(0),
    setUpFee: amount().notNull().default(0),
    deposit: amount().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.productId, table.currency] }),
    foreignKey({
      columns: [table.merchantId, table.productId],
      foreignColumns: [products.merchantId, products.id],
    }).onDelete("cascade"),
  ],
);
