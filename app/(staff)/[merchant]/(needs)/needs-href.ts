import { type NeedsFilter, needsParams } from "@/lib/desk/needs-filter";

/** The list of what needs a person, filtered. */
export function needsHref(merchant: string, filter: Partial<NeedsFilter> = {}): string {
  const query = needsParams({ kind: null, owner: null, isSnoozed: false, after: null, ...filter }).toString();
  return query ? `/${merchant}?${query}` : `/${merchant}`;
}
