import type { OrderFilter } from "@/lib/orders/filter";

/** What the heads of the list's columns say. */
export const columnNames = {
  status: "Status",
  zuid: "ZUID",
  created: "Created",
  invoice: "Invoice ID",
  customer: "Customer",
  type: "Type",
  channel: "Channel",
  card: "Card",
  reason: "Reason",
  retries: "Retries",
  amount: "Amount",
  net: "Net paid",
  outstanding: "Outstanding",
  next: "Next",
  owner: "Owner",
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
  "reason",
  "retries",
  "amount",
  "net",
  "outstanding",
  "next",
  "owner",
  "tags",
] as const satisfies readonly ColumnId[];

/** Of a list that no one has chosen columns for: what stands on the order's page as well, and is seldom compared. */
export const usuallyHidden: readonly ColumnId[] = ["invoice", "channel", "owner", "tags"];

/** The column that shows what the list is sorted by. */
export const sortedColumns = {
  created: "created",
  next: "next",
  amount: "amount",
  outstanding: "outstanding",
  stake: "outstanding",
  retries_end: "next",
} as const satisfies Readonly<Record<OrderFilter["sort"], ColumnId>>;
