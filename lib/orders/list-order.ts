import type { Currency } from "@/lib/domain/value/money";

/** The keys a list can be sorted by. Amounts in several currencies have no order. */
export const sortKeys = ["created", "next", "amount", "outstanding", "stake", "retries_end"] as const;
export type SortKey = (typeof sortKeys)[number];

export const pageSizes = [25, 50, 100] as const;

/**
 * Whether a list with these filters can be sorted by this key. Money is sorted in one currency. Few orders have
 * something outstanding, at stake or to be retried: only they are sorted by it.
 */
export function isSortable({ currency, outstanding, needs, left }: Sortable, sort: SortKey): boolean {
  if (sort === "amount") return currency !== null;
  if (sort === "outstanding") return currency !== null && outstanding === "some";
  if (sort === "stake") return currency !== null && needs !== null;
  if (sort === "retries_end") return left !== null;
  return true;
}

type Sortable = {
  currency: Currency | null;
  outstanding: "some" | "none" | null;
  needs: "person" | null;
  left: string | null;
};

/** Newest and largest first, or what comes first, unless the address gives another direction. */
export function directionOf({ sort, dir }: { sort: SortKey; dir: "asc" | "desc" | null }): "asc" | "desc" {
  return dir ?? (sort === "next" || sort === "retries_end" ? "asc" : "desc");
}
