import type { OrderFilter } from "@/lib/orders/filter";
import { orderFilterParams } from "@/lib/orders/filter-address";
import { type ExceptionsFilter, exceptionsParams } from "@/lib/payment-lists/exceptions-filter";
import { type ProcessedFilter, processedParams } from "@/lib/payment-lists/processed-filter";

/** A page of the section, in the state that the parameters say. */
export function paymentsHref(merchant: string, page: string, params = new URLSearchParams()): string {
  const query = params.toString();
  return `/${merchant}/payments/${page}${query ? `?${query}` : ""}`;
}

/** The address of the list of transactions in this state. */
export function processedHref(merchant: string, filter: Partial<ProcessedFilter> = {}): string {
  return paymentsHref(merchant, "processed", processedParams(filter));
}

/** The address of the list of declined payments in this state. */
export function exceptionsHref(merchant: string, filter: Partial<ExceptionsFilter> = {}): string {
  return paymentsHref(merchant, "exceptions", exceptionsParams(filter));
}

/** The address of the list of pending orders in this state. */
export function pendingHref(merchant: string, filter: Partial<OrderFilter> = {}): string {
  return paymentsHref(merchant, "pending", orderFilterParams({ ...filter, status: [] }));
}
