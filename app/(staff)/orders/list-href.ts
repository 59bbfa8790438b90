import { type OrderFilter, orderFilterParams } from "@/lib/orders/filter";

/** The address of the orders list in this state. */
export function listHref(filter: Partial<OrderFilter>): string {
  const params = orderFilterParams(filter).toString();
  return params ? `/orders?${params}` : "/orders";
}
