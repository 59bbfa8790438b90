"use client";
import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { useDataTable } from "@/components/data-table/use-data-table";
import type { OrderRowText } from "./order-row-text";
import { orderCells } from "./orders-cells";
import { type ColumnId, columnNames, hideable } from "./orders-columns";
import { allThatMatch, type Selection, useSelection } from "./selection";
import { SelectionBar } from "./selection-bar";
import type { SortLinks } from "./sort-links";
import type { Choices } from "./use-choices";

/** A page of orders between what narrows the list and what leads on: its columns, its order, what is selected of it. */
export function OrdersTable(props: OrdersTableProps) {
  const { lines, isWaiting, choices, sorting, sorts, narrowedTo, matches, actsAt, filters, chips, children } =
    props;
  // Rows travel as data, the first ones too: the server draws none.
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [selected, select] = useSelection(narrowedTo);
  const columns = useMemo(
    () =>
      orderCells.map((column) => ({
        ...column,
        header: columnNames[column.id],
        canHide: hideable.some((id) => id === column.id),
        sort: sorts[column.id],
      })),
    [sorts],
  );
  const isAll = selected === allThatMatch;
  const rowSelection = useMemo(() => idsOf(selected === allThatMatch ? lines : selected), [selected, lines]);
  const table = useDataTable({
    columns,
    lines,
    hidden: choices.hidden,
    hide: choices.hide,
    sorting,
    selected: rowSelection,
    select: (change) => {
      const next = typeof change === "function" ? change(rowSelection) : change;
      // A box that is pressed while all are selected leaves those of this page without it.
      select(picked(Object.keys(next), lines, isAll ? nothing : selected));
    },
  });
  const isAnySelected = isAll || Object.keys(selected).length > 0;
  return (
    <div className={isAnySelected ? "max-lg:pb-20 min-[1440px]:[--bar:3rem]" : ""}>
      <div
        className={`relative my-2 bg-page py-2 ${isAnySelected ? "lg:sticky lg:top-(--below-bar,0px) lg:z-15 lg:has-[details[open]]:relative" : ""}`}
      >
        {filters}
        <SelectionBar
          selected={selected}
          matches={matches}
          acts={actsAt ? { merchant: actsAt, narrowing: narrowedTo.split("?")[1] ?? "" } : null}
          selectAll={() => select(allThatMatch)}
          clear={() => select(nothing)}
        />
      </div>
      {chips}
      {lines.length > 0 && !isInBrowser ? <TableSkeleton rows={lines.length} /> : null}
      {lines.length > 0 && isInBrowser ? (
        <DataTable
          label="Orders"
          columns={columns}
          table={table}
          widths={choices.widths}
          resize={choices.resize}
          isWaiting={isWaiting}
        />
      ) : null}
      {children}
    </div>
  );
}

const never = () => () => undefined;

type OrdersTableProps = {
  lines: OrderRowText[];
  /** Others are on their way. */
  isWaiting: boolean;
  choices: Choices;
  sorting: { id: ColumnId; desc: boolean }[];
  sorts: SortLinks;
  /** The filter that found the orders, whatever their order and the page. */
  narrowedTo: string;
  /** How many orders that filter finds; null until they are counted. */
  matches: number | null;
  /** The merchant at which the person may do something with many orders; null: they may not. */
  actsAt: string | null;
  filters: ReactNode;
  chips: ReactNode;
  children: ReactNode;
};

/** Those that are on this page as they are now, the others as they were when they were seen. */
function picked(ids: string[], lines: OrderRowText[], before: Selection): Selection {
  const here = new Map(lines.map((line) => [line.id, line]));
  return Object.fromEntries(
    ids.flatMap((id) => {
      const order = here.get(id) ?? before[id];
      return order ? [[id, { currency: order.currency, outstanding: order.outstanding }]] : [];
    }),
  );
}

function idsOf(selected: Selection | OrderRowText[]): Record<string, true> {
  const ids = Array.isArray(selected) ? selected.map(({ id }) => id) : Object.keys(selected);
  return Object.fromEntries(ids.map((id) => [id, true as const]));
}

const nothing: Selection = {};
