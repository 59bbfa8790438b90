import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { type DeclineReason, declineReasons } from "@/lib/domain/decline/decline-reasons";
import { orderStatuses, orderTypes } from "@/lib/domain/order/order";
import { urgency } from "@/lib/domain/preview/situation";
import type { Instant } from "@/lib/domain/value/calendar";
import { type Currency, isCurrency } from "@/lib/domain/value/money";
import { isStorable } from "@/lib/domain/value/storable";
import { isSortable, pageSizes, sortKeys } from "./list-order";

/**
 * The complete state of an orders list, as its address holds it. Invalid parts of an address are ignored: a link
 * never fails.
 */
export type OrderFilter = z.infer<typeof OrderFilter>;

const reasonNames = Object.keys(declineReasons) as [DeclineReason, ...DeclineReason[]];

export const OrderFilter = z
  .object({
    q: one(z.string().trim().max(200).refine(isStorable)).catch(""),
    zuid: one(
      z
        .string()
        .trim()
        .regex(/^(zuid-?)?\d{1,9}$/i),
    )
      .transform((text) => Number(text.replace(/\D/g, "")))
      .nullable()
      .catch(null),
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
    /** First and last day of creation, in the calendar of `zone`. */
    from: one(z.string().refine(isDay)).nullable().catch(null),
    to: one(z.string().refine(isDay)).nullable().catch(null),
    zone: one(z.string().max(64).refine(isZone)).catch("UTC"),
    outstanding: one(z.enum(["some", "none"]))
      .nullable()
      .catch(null),
    /** Only orders that lost money to a chargeback. */
    disputed: one(z.literal("yes")).nullable().catch(null),
    card: one(z.enum(["expiring", "expired"]))
      .nullable()
      .catch(null),
    /** Why it needs attention, and by which decline. */
    cause: z.preprocess(several(urgency), z.array(z.enum(urgency))),
    reason: z.preprocess(several(reasonNames), z.array(z.enum(reasonNames))),
    /** Retries left of the outstanding payment whose time to be retried ends first: few are one to three, any are known ones. */
    left: one(z.enum(["none", "few", "many", "any"]))
      .nullable()
      .catch(null),
    /** Whether an automatic retry is planned. */
    retry: one(z.enum(["planned", "none"]))
      .nullable()
      .catch(null),
    /** Who takes care of it: whoever asks, no one, or a person by their id. */
    owner: one(z.union([z.literal("me"), z.literal("nobody"), z.uuid()]))
      .nullable()
      .catch(null),
    /** Only orders that someone must do something about and that are not set aside. */
    needs: one(z.literal("person")).nullable().catch(null),
    tag: one(z.string().trim().max(100).refine(isStorable)).catch(""),
    sort: one(z.enum(sortKeys)).catch("created"),
    dir: one(z.enum(["asc", "desc"]))
      .nullable()
      .catch(null),
    cursor: one(z.string().max(200)).nullable().catch(null),
    size: one(z.coerce.number().pipe(z.union(pageSizes.map((size) => z.literal(size))))).catch(25),
  })
  .transform((filter) =>
    isSortable(filter, filter.sort)
      ? filter
      : { ...filter, sort: "created" as const, dir: null, cursor: null },
  );

/** Reads the list's state from a page's search parameters. */
export function parseOrderFilter(
  params: Record<string, string | string[] | undefined> | URLSearchParams,
): OrderFilter {
  const given =
    params instanceof URLSearchParams
      ? Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
      : params;
  return OrderFilter.parse(given);
}

/** The creation times of the filter: `from` inclusive, `before` exclusive. */
export function createdBetween({ from, to, zone }: Pick<OrderFilter, "from" | "to" | "zone">): {
  from: Instant | null;
  before: Instant | null;
} {
  const startOf = (day: string, later = 0) =>
    Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(zone).epochMilliseconds;
  return { from: from ? startOf(from) : null, before: to ? startOf(to, 1) : null };
}

export function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export function one<T extends z.ZodType>(schema: T) {
  return z.preprocess((given) => (Array.isArray(given) ? given[0] : given), schema);
}

export function several(words: readonly string[]) {
  return (given: unknown): string[] => {
    const list = (Array.isArray(given) ? given : [given]).flatMap((text) =>
      typeof text === "string" ? text.split(",") : [],
    );
    return words.filter((word) => list.includes(word));
  };
}
