import { type OrderFilter, orderFilterParams } from "@/lib/orders/filter";

/** The address of a merchant's orders list in this state. */
export function listHref(merchant: string, filter: Partial<OrderFilter> = {}): string {
  const params = orderFilterParams(filter).toString();
  return params ? `/${merchant}/orders?${params}` : `/${merchant}/orders`;
}
