import type { OrderFilter } from "./filter";
import { directionOf } from "./list-order";

/** The address of a list in this state: only what differs from the default is named. */
export function orderFilterParams(filter: Partial<OrderFilter>): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.q) params.set("q", filter.q);
  if (filter.zuid) params.set("zuid", String(filter.zuid));
  for (const status of filter.status ?? []) params.append("status", status);
  for (const type of filter.type ?? []) params.append("type", type);
  if (filter.currency) params.set("currency", filter.currency);
  if (filter.from) params.set("from", filter.from);
  if (filter.to) params.set("to", filter.to);
  if ((filter.from || filter.to) && filter.zone && filter.zone !== "UTC") params.set("zone", filter.zone);
  if (filter.outstanding) params.set("outstanding", filter.outstanding);
  if (filter.disputed) params.set("disputed", filter.disputed);
  if (filter.card) params.set("card", filter.card);
  for (const cause of filter.cause ?? []) params.append("cause", cause);
  for (const reason of filter.reason ?? []) params.append("reason", reason);
  if (filter.left) params.set("left", filter.left);
  if (filter.retry) params.set("retry", filter.retry);
  if (filter.owner) params.set("owner", filter.owner);
  if (filter.needs) params.set("needs", filter.needs);
  if (filter.tag) params.set("tag", filter.tag);
  if (filter.sort && filter.sort !== "created") params.set("sort", filter.sort);
  if (filter.dir && filter.dir !== directionOf({ sort: filter.sort ?? "created", dir: null })) {
    params.set("dir", filter.dir);
  }
  if (filter.cursor) params.set("cursor", filter.cursor);
  if (filter.size && filter.size !== 25) params.set("size", String(filter.size));
  return params;
}

/** Whether the list is filtered, whatever its sort order and page. */
export function isNarrowed(filter: OrderFilter): boolean {
  return orderFilterParams(narrowingOf(filter)).size > 0;
}

/** What the list is filtered by, whatever its sort order and page. */
export function narrowingOf({ sort, dir, cursor, size, ...narrowing }: OrderFilter): Partial<OrderFilter> {
  return narrowing;
}
