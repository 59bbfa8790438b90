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
