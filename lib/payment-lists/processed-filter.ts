import { z } from "zod";
import { paymentTypes } from "@/lib/domain/decline/gateway-answer";
import type { AttemptState } from "@/lib/domain/order/order";
import { type Currency, isCurrency } from "@/lib/domain/value/money";
import { isStorable } from "@/lib/domain/value/storable";
import { isUuid } from "@/lib/domain/value/uuid";
import { isDay, isZone, one, several } from "@/lib/orders/filter";
import { pageSizes } from "@/lib/orders/list-order";

/** How a transaction can have ended, as the list is narrowed to it, and the states that it stands for. */
export const processedResults = {
  approved: ["approved", "duplicate"],
  declined: ["declined"],
  open: ["sent", "unknown"],
  failed: ["abandoned"],
} as const satisfies Record<string, readonly AttemptState[]>;
export type ProcessedResult = keyof typeof processedResults;

const results = Object.keys(processedResults) as ProcessedResult[];

/** The state of the list of transactions, as its address holds it. Invalid parts are ignored: a link never fails. */
export const ProcessedFilter = z.object({
  /** Words of the customer's name, organisation, e-mail or phone. */
  q: one(z.string().trim().max(200).refine(isStorable)).catch(""),
  customer: one(z.string().refine(isUuid)).nullable().catch(null),
  result: z.preprocess(several(results), z.array(z.enum(results))),
  type: z.preprocess(several(paymentTypes), z.array(z.enum(paymentTypes))),
  recurrence: one(z.enum(["initial", "repeated"]))
    .nullable()
    .catch(null),
  /** Only payments that collected what had been declined before. */
  recovered: one(z.literal("yes")).nullable().catch(null),
  scheme: one(z.enum(["visa", "mastercard"]))
    .nullable()
    .catch(null),
  currency: one(
    z
      .string()
      .toUpperCase()
      .refine((text): text is Currency => isCurrency(text)),
  )
    .nullable()
    .catch(null),
  /** First and last day, in the calendar of `zone`. */
  from: one(z.string().refine(isDay)).nullable().catch(null),
  to: one(z.string().refine(isDay)).nullable().catch(null),
  zone: one(z.string().max(64).refine(isZone)).catch("UTC"),
  cursor: one(z.string().max(200)).nullable().catch(null),
  size: one(z.coerce.number().pipe(z.union(pageSizes.map((size) => z.literal(size))))).catch(25),
});
export type ProcessedFilter = z.infer<typeof ProcessedFilter>;

/** The address of a list in this state: only what differs from the default is named. */
export function processedParams(filter: Partial<ProcessedFilter>): URLSearchParams {
  const params = new URLSearchParams();
  const { q, customer, recurrence, recovered, scheme, currency, from, to, zone, cursor, size } = filter;
  for (const [name, value] of Object.entries({ q, customer })) if (value) params.set(name, value);
  for (const result of filter.result ?? []) params.append("result", result);
  for (const type of filter.type ?? []) params.append("type", type);
  for (const [name, value] of Object.entries({ recurrence, recovered, scheme, currency, from, to }))
    if (value) params.set(name, value);
  if ((from || to) && zone && zone !== "UTC") params.set("zone", zone);
  if (cursor) params.set("cursor", cursor);
  if (size && size !== 25) params.set("size", String(size));
  return params;
}

/** Whether the list is narrowed at all, whatever the page. */
export function isProcessedNarrowed({ cursor, size, ...narrowing }: ProcessedFilter): boolean {
  return processedParams(narrowing).size > 0;
}
