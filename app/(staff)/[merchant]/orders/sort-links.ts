import type { Sort } from "@/components/data-table/use-data-table";
import type { OrderFilter } from "@/lib/orders/filter";
import { directionOf, isSortable } from "@/lib/orders/list-order";
import { listHref } from "./list-href";
import type { ColumnId } from "./orders-columns";

/** Where sorting by each column leads; nowhere for those that the list cannot be sorted by. */
export type SortLinks = Partial<Record<ColumnId, Sort | undefined>>;

export function sortLinks(merchant: string, filter: OrderFilter): SortLinks {
  return {
    created: sortLink(merchant, filter, "created"),
    amount: sortLink(merchant, filter, "amount"),
    outstanding: sortLink(merchant, filter, "outstanding"),
    next: sortLink(merchant, filter, "next"),
  };
}

/** What is outstanding is compared among orders that have it: sorting by it narrows the list to them. */
function sortLink(merchant: string, filter: OrderFilter, key: OrderFilter["sort"]): Sort | undefined {
  const narrowed = key === "outstanding" ? { ...filter, outstanding: "some" as const } : filter;
  if (!isSortable(narrowed, key)) return undefined;
  const href = (dir: "asc" | "desc") => listHref(merchant, { ...narrowed, sort: key, dir, cursor: null });
  return { first: directionOf({ sort: key, dir: null }), href: { asc: href("asc"), desc: href("desc") } };
}
