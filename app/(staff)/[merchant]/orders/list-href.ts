import type { OrderFilter } from "@/lib/orders/filter";
import { narrowingOf, orderFilterParams } from "@/lib/orders/filter-address";

/** The address of a merchant's orders list in this state. */
export function listHref(merchant: string, filter: Partial<OrderFilter> = {}): string {
  const params = orderFilterParams(filter).toString();
  return params ? `/${merchant}/orders?${params}` : `/${merchant}/orders`;
}

/** Where the orders that a list finds come as a file, in its order. */
export function exportHref(merchant: string, filter: OrderFilter): string {
  const { sort, dir } = filter;
  return `/${merchant}/orders/export?${orderFilterParams({ ...narrowingOf(filter), sort, dir })}`;
}
