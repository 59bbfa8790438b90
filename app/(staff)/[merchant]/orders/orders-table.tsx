"use client";
import { type ReactNode, startTransition, useMemo, useOptimistic, useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { useDataTable } from "@/components/data-table/use-data-table";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf } from "@/components/ui/complaint";
import type { Action } from "@/lib/action";
import { ColumnChoice } from "./column-choice";
import type { OrderRowText } from "./order-row-text";
import { orderCells } from "./orders-cells";
import { type ColumnId, columnNames, hideable } from "./orders-columns";
import { type Selection, useSelection } from "./selection";
import { SelectionBar } from "./selection-bar";
import type { SortLinks } from "./sort-links";

/** A page of orders between what narrows the list and what leads on: its columns, its order, what is selected of it. */
export function OrdersTable(props: OrdersTableProps) {
  const { lines, hidden, sorting, sorts, narrowedTo, filters, chips, children } = props;
  const { hiddenNext, hide, complaint } = useHiddenColumns(props);
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
  const rowSelection = useMemo(() => idsOf(selected), [selected]);
  const table = useDataTable({
    columns,
    lines,
    hidden,
    hide,
    sorting,
    selected: rowSelection,
    select: (change) => {
      const next = typeof change === "function" ? change(rowSelection) : change;
      select(picked(Object.keys(next), lines, selected));
    },
  });
  const isAnySelected = Object.keys(selected).length > 0;
  return (
    <div className={isAnySelected ? "max-lg:pb-20 min-[1500px]:[--below-bar:3rem]" : ""}>
      <div
        className={`relative my-2 bg-page py-2 ${isAnySelected ? "lg:sticky lg:top-0 lg:z-20 lg:has-[details[open]]:relative" : ""}`}
      >
        {filters}
        <SelectionBar selected={selected} clear={() => table.resetRowSelection(true)} />
        <div className="absolute top-2 right-0 max-sm:hidden">
          <ColumnChoice
            columns={table
              .getAllLeafColumns()
              .filter((column) => column.getCanHide())
              .map((column) => ({
                name: columnNames[column.id as ColumnId],
                isShown: !hiddenNext.includes(column.id),
                show: (isShown) => column.toggleVisibility(isShown),
              }))}
            complaint={complaint}
          />
        </div>
      </div>
      {chips}
      {lines.length > 0 ? <DataTable label="Orders" columns={columns} table={table} /> : null}
      {children}
    </div>
  );
}

type OrdersTableProps = {
  lines: OrderRowText[];
  hidden: readonly ColumnId[];
  /** Keeps which columns are hidden with the browser. */
  hideColumns: Action<unknown>;
  sorting: { id: ColumnId; desc: boolean }[];
  sorts: SortLinks;
  /** The filter that found the orders, whatever their order and the page. */
  narrowedTo: string;
  filters: ReactNode;
  chips: ReactNode;
  children: ReactNode;
};

/** What is asked for shows in the menu; the list follows when it is kept, so that what it shows stays so. */
function useHiddenColumns({ hidden, hideColumns }: Pick<OrdersTableProps, "hidden" | "hideColumns">) {
  const [hiddenNext, setHidden] = useOptimistic<readonly string[]>(hidden);
  const [complaint, complain] = useState("");
  const hide = (change: (before: readonly string[]) => string[]) =>
    startTransition(async () => {
      const next = change(hiddenNext);
      setHidden(next);
      const answer = await answerOrRefusal(
        hideColumns(null, { columns: next.join(".") }),
        "Choose it again.",
      );
      complain(complaintOf(answer));
    });
  return { hiddenNext, hide, complaint };
}

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

function idsOf(selected: Selection): Record<string, true> {
  return Object.fromEntries(Object.keys(selected).map((id) => [id, true as const]));
}
