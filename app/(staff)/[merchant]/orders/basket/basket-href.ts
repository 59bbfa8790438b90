import type { RunShare } from "@/lib/bulk/basket";
import type { ChosenList } from "@/lib/bulk/listed";
import type { StaffKind } from "@/lib/domain/rules/command";

/**
 * Where orders are checked for an act: those of a list, as its address names them behind the question mark, or some by
 * number. Nothing is done before it is confirmed there.
 */
export function basketHref(merchant: string, act: StaffKind, of: string | readonly number[]): string {
  const query = typeof of === "string" ? of : of.length > 0 ? `zuid=${of.join(",")}` : "";
  return `/${merchant}/orders/basket?act=${act}${query ? `&${query}` : ""}`;
}

/** All that match of a list of the payments section, as the basket's address names it. */
export function wholeList(list: ChosenList, params: URLSearchParams): string {
  return new URLSearchParams([["list", list], ...params]).toString();
}

/** The same for orders of a run that had the same result. */
export function basketOfRunHref(merchant: string, act: StaffKind, { run, share, code }: OfRun): string {
  const params = new URLSearchParams({ act, run, share, ...(code ? { why: code } : {}) });
  return `/${merchant}/orders/basket?${params}`;
}

type OfRun = { run: string; share: RunShare; code?: string };

/** The orders that were checked, and what would be done to them. */
export function checkedHref(merchant: string, run: string): string {
  return `/${merchant}/orders/basket/${run}`;
}

/** A run that was started; or all of them. */
export function runHref(merchant: string, run?: string): string {
  return run ? `/${merchant}/orders/runs/${run}` : `/${merchant}/orders/runs`;
}
