import type { Column } from "@/components/data-table/data-table";
import { directionOf, isSortable, type OrderFilter } from "@/lib/orders/filter";
import { listHref } from "./list-href";

/** The list's columns in order, without those that are hidden; each that can be sorted by leads to that. */
export function columnsOf(filter: OrderFilter, hidden: readonly ColumnId[]): Column[] {
  return columns
    .filter(({ id }) => !hidden.includes(id))
    .map(({ sort, ...column }) => ({
      ...column,
      header: columnNames[column.id],
      sort: sort && sortLink(filter, sort),
    }));
}

export const columnNames = {
  status: "Status",
  zuid: "ZUID",
  created: "Created",
  invoice: "Invoice ID",
  customer: "Customer",
  type: "Type",
  channel: "Channel",
  card: "Card",
  amount: "Amount",
  net: "Net paid",
  outstanding: "Outstanding",
  next: "Next payment",
  tags: "Tags",
  step: "Next step",
} as const;

export type ColumnId = keyof typeof columnNames;

/** Which order it is and how it stands is always told. */
export const hideable = [
  "created",
  "invoice",
  "type",
  "channel",
  "card",
  "amount",
  "net",
  "outstanding",
  "next",
  "tags",
] as const satisfies readonly ColumnId[];

const columns: readonly (Omit<Column, "header" | "sort"> & { id: ColumnId; sort?: OrderFilter["sort"] })[] = [
  { id: "status", iconOnly: true, onPhone: "col-start-1 row-start-1" },
  { id: "zuid", onPhone: "col-start-2 row-start-2" },
  { id: "created", sort: "created" },
  { id: "invoice" },
  { id: "customer", onPhone: "col-start-2 row-start-1 min-w-0 font-medium" },
  { id: "type" },
  { id: "channel" },
  { id: "card" },
  { id: "amount", end: true, sort: "amount", onPhone: "col-start-3 row-start-1" },
  { id: "net", end: true },
  { id: "outstanding", end: true, sort: "outstanding" },
  { id: "next", sort: "next" },
  { id: "tags" },
  { id: "step", end: true, phoneOnly: true, onPhone: "col-start-3 row-start-2 min-w-0" },
];

/** What is outstanding is compared among orders that have it: sorting by it narrows the list to them. */
function sortLink(filter: OrderFilter, key: OrderFilter["sort"]): Column["sort"] {
  const narrowed = key === "outstanding" ? { ...filter, outstanding: "some" as const } : filter;
  if (!isSortable(narrowed, key)) return undefined;
  const now = filter.sort === key ? directionOf(filter) : null;
  const usual = directionOf({ sort: key, dir: null });
  const dir = now === usual ? (usual === "asc" ? "desc" : "asc") : usual;
  return {
    href: listHref({ ...narrowed, sort: key, dir, cursor: null }),
    now: now && (now === "asc" ? "ascending" : "descending"),
  };
}
