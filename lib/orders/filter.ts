import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { toTimestamp } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import { type Currency, isCurrency } from "@/lib/domain/money";
import { orderStatuses, orderTypes } from "@/lib/domain/order";

/**
 * The whole state of an orders list, as its address holds it. What an address says wrongly is as if it had not been
 * said: a link is never an error.
 */
export type OrderFilter = z.infer<typeof OrderFilter>;

export const pageSizes = [25, 50, 100] as const;

/** What a list may be sorted by. */
export const sortKeys = ["created", "next"] as const;

export const OrderFilter = z.object({
  q: one(z.string().trim().max(200)).catch(""),
  status: z.preprocess(several(orderStatuses), z.array(z.enum(orderStatuses))),
  type: z.preprocess(several(orderTypes), z.array(z.enum(orderTypes))),
  currency: one(
    z
      .string()
      .toUpperCase()
      .refine((text): text is Currency => isCurrency(text)),
  )
    .nullable()
    .catch(null),
  sort: one(z.enum(sortKeys)).catch("created"),
  dir: one(z.enum(["asc", "desc"]))
    .nullable()
    .catch(null),
  cursor: one(z.string().max(200)).nullable().catch(null),
  size: one(z.coerce.number().pipe(z.union(pageSizes.map((size) => z.literal(size))))).catch(25),
});

/** Reads the state out of a page's search parameters. */
export function parseOrderFilter(
  params: Record<string, string | string[] | undefined> | URLSearchParams,
): OrderFilter {
  const given =
    params instanceof URLSearchParams
      ? Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
      : params;
  return OrderFilter.parse(given);
}

/** The address of a list in this state: only what differs from the plain list is named. */
export function orderFilterParams(filter: Partial<OrderFilter>): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.q) params.set("q", filter.q);
  for (const status of filter.status ?? []) params.append("status", status);
  for (const type of filter.type ?? []) params.append("type", type);
  if (filter.currency) params.set("currency", filter.currency);
  if (filter.sort && filter.sort !== "created") params.set("sort", filter.sort);
  if (filter.dir && filter.dir !== directionOf({ sort: filter.sort ?? "created", dir: null })) {
    params.set("dir", filter.dir);
  }
  if (filter.cursor) params.set("cursor", filter.cursor);
  if (filter.size && filter.size !== 25) params.set("size", String(filter.size));
  return params;
}

/** Newest orders first, or the next payment first, unless the address says otherwise. */
export function directionOf({ sort, dir }: Pick<OrderFilter, "sort" | "dir">): "asc" | "desc" {
  return dir ?? (sort === "created" ? "desc" : "asc");
}

/** Whose orders may be seen: everybody's, or those that one user created. */
export type Scope = { merchantId: number; createdBy?: string | undefined };

/** What rows, counts, bulk actions and exports of a list have in common. Sorting and paging are not part of it. */
export function ordersWhere({ merchantId, createdBy }: Scope, filter: OrderFilter): SQL | undefined {
  return and(
    eq(orders.merchantId, merchantId),
    createdBy === undefined ? undefined : eq(orders.createdByUser, createdBy),
    filter.status.length > 0 ? inArray(orders.status, filter.status) : undefined,
    filter.type.length > 0 ? inArray(orders.type, filter.type) : undefined,
    filter.currency ? eq(orders.currency, filter.currency) : undefined,
    filter.q ? sql`${orders.zuid} = any(array(select search_orders(${filter.q})))` : undefined,
  );
}

/** The place in a sorted list at which a page begins or ends. An order without a next payment stands last. */
export type Cursor = z.infer<typeof Cursor>;

const Cursor = z.object({
  way: z.enum(["older", "newer"]),
  key: z.number().int().nullable(),
  zuid: z.number().int(),
});

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

export function readCursor(text: string | null): Cursor | null {
  if (!text) return null;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return null;
  }
}

export const sortExpressions: Record<OrderFilter["sort"], SQL> = {
  created: sql`${orders.createdAt}`,
  next: sql`coalesce(${orders.nextPaymentAt}, 'infinity')`,
};

/** The value of a cursor as the database compares it. */
export function sortValue(key: number | null): SQL {
  return key === null ? sql`'infinity'::timestamptz` : toTimestamp(key);
}

function one<T extends z.ZodType>(schema: T) {
  return z.preprocess((given) => (Array.isArray(given) ? given[0] : given), schema);
}

function several(words: readonly string[]) {
  return (given: unknown): string[] => {
    const list = (Array.isArray(given) ? given : [given]).flatMap((text) =>
      typeof text === "string" ? text.split(",") : [],
    );
    return words.filter((word) => list.includes(word));
  };
}
