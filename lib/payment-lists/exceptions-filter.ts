import { z } from "zod";
import { type DeclineReason, declineReasons } from "@/lib/domain/decline/decline-reasons";
import { type OrderFilter, one, parseOrderFilter, several } from "@/lib/orders/filter";
import { narrowingOf, orderFilterParams } from "@/lib/orders/filter-address";

const reasons = ["other", ...(Object.keys(declineReasons) as DeclineReason[])] as const;

/** What the list of declined payments is narrowed by beside what any list of orders is. */
const Own = z.object({
  decline: one(z.enum(["soft", "hard"]))
    .nullable()
    .catch(null),
  /** Why the order is not paid; `other`: its decline is not what stands in the way. */
  reason: z.preprocess(several(reasons), z.array(z.enum(reasons))),
  sort: one(z.enum(["recoverable", "newest"])).catch("recoverable"),
});

/** The state of the list, as its address holds it: the filters of the orders list, and its own. */
export type ExceptionsFilter = z.infer<typeof Own> & {
  orders: Partial<OrderFilter>;
  cursor: string | null;
  size: OrderFilter["size"];
};

export function parseExceptionsFilter(
  params: Record<string, string | string[] | undefined>,
): ExceptionsFilter {
  const { reason: _reason, ...given } = parseOrderFilter({ ...params, sort: undefined, dir: undefined });
  const { cursor, size } = given;
  return { ...Own.parse(params), orders: narrowingOf({ ...given, reason: [] }), cursor, size };
}

/** The address of a list in this state: only what differs from the default is named. */
export function exceptionsParams(filter: Partial<ExceptionsFilter>): URLSearchParams {
  const { orders = {}, cursor = null, size = 25, decline, reason = [], sort } = filter;
  const params = orderFilterParams({ ...orders, cursor, size });
  if (decline) params.set("decline", decline);
  for (const one of reason) params.append("reason", one);
  if (sort === "newest") params.set("sort", sort);
  return params;
}

export function isExceptionsNarrowed({ cursor, size, sort, ...narrowing }: ExceptionsFilter): boolean {
  return exceptionsParams(narrowing).size > 0;
}
