/** The list of customers, or one of its pages. */
export function customersHref(merchant: string, asked: Record<string, string | null> = {}): string {
  const set = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const query = new URLSearchParams(set as [string, string][]).toString();
  return `/${merchant}/customers${query ? `?${query}` : ""}`;
}

/** A customer's account page. */
export function customerHref(merchant: string, id: string): string {
  return `/${merchant}/customers/${id}`;
}
