"use client";
import {
  columnVisibilityFeature,
  createColumnHelper,
  type OnChangeFn,
  type RowSelectionState,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";

/**
 * A list whose rows, order and page are the server's. What of it is selected, hidden and sorted by is the table's state,
 * and is kept by whoever shows it.
 */
export function useDataTable<Line extends { id: string }>(options: DataTableOptions<Line>) {
  const { columns, lines, hidden, hide, sorting, selected, select } = options;
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Line>();
    return columns.map(({ id, canHide, sort, cell }) =>
      helper.accessor((line): unknown => line, {
        id,
        enableHiding: canHide,
        enableSorting: sort !== undefined,
        sortDescFirst: sort?.first === "desc",
        cell: ({ row }) => cell(row.original),
      }),
    );
  }, [columns]);
  const columnVisibility = useMemo(() => visibilityWithout(hidden), [hidden]);
  return useTable({
    features,
    columns: definitions,
    data: lines,
    getRowId: (line) => line.id,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting, columnVisibility, rowSelection: selected },
    onRowSelectionChange: select,
    onColumnVisibilityChange: (change) =>
      hide((before) => {
        const next = typeof change === "function" ? change(visibilityWithout(before)) : change;
        return Object.keys(next).filter((id) => next[id] === false);
      }),
  });
}

export type DataTableOptions<Line> = {
  columns: Column<Line>[];
  lines: Line[];
  /** Ids of columns. */
  hidden: readonly string[];
  hide: (change: (before: readonly string[]) => string[]) => void;
  sorting: { id: string; desc: boolean }[];
  selected: RowSelectionState;
  select: OnChangeFn<RowSelectionState>;
};

export type LinesTable<Line extends { id: string }> = ReturnType<typeof useDataTable<Line>>;

export type Column<Line> = {
  id: string;
  header: string;
  cell: (line: Line) => ReactNode;
  canHide: boolean;
  /** Figures stand at the end of their cell. */
  end?: boolean;
  /** In pixels; null for the one that takes what the others leave. */
  width: number | null;
  /** It stays in sight when the others are scrolled sideways. */
  isSticky?: boolean;
  /** Where the cell stands in a row's card on a phone; without it, it is not shown there. */
  onPhone?: string;
  phoneOnly?: boolean;
  sort?: Sort | undefined;
};

/** Where sorting by a column leads, each way, and which way is usual. */
export type Sort = { first: "asc" | "desc"; href: Readonly<Record<"asc" | "desc", string>> };

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature, rowSortingFeature });

function visibilityWithout(hidden: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(hidden.map((id) => [id, false]));
}
