"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { cellClass, headClass } from "@/components/ui/table";
import { onSelectKey, SelectPage, SelectRow } from "./select-box";
import type { Column, LinesTable } from "./use-data-table";

/**
 * The rows of a list, each with a box that selects it. The first link of a row is its hit target. On a phone a row is a
 * card of those cells that have a place there.
 */
export function DataTable<Line extends { id: string }>({ label, columns, table }: DataTableProps<Line>) {
  const places = new Map<string, Placed>(
    columns.map((column, i) => [column.id, { ...column, followsFigures: columns[i - 1]?.end }]),
  );
  const rows = table.getRowModel().rows;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      // It scrolls sideways only: up and down there is one scroll, the page's.
      className="overflow-x-auto max-sm:overflow-visible min-[1500px]:overflow-visible"
    >
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-13 max-sm:block">
        <thead className="max-sm:block">
          <tr className="max-sm:block">
            <td className={`${headClass} ${stickyHead} w-8 max-sm:block max-sm:w-auto max-sm:border-0`}>
              <SelectPage
                all={table.getIsAllRowsSelected()}
                some={rows.some((row) => row.getIsSelected())}
                toggle={table.getToggleAllRowsSelectedHandler()}
              />
            </td>
            {table.getFlatHeaders().map(({ id, column }) => (
              <th
                key={id}
                scope="col"
                aria-sort={ariaSort[column.getIsSorted() || "none"]}
                className={`${headClass} ${stickyHead} max-sm:hidden ${sideOf(places.get(id))} ${places.get(id)?.phoneOnly ? "sm:hidden" : ""}`}
              >
                <Header
                  column={places.get(id)}
                  sorted={column.getIsSorted()}
                  next={column.getNextSortingOrder()}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block max-sm:border-t max-sm:border-line">
          {rows.map((row) => (
            <tr
              key={row.id}
              onKeyDown={(event) => onSelectKey(event, row.getIsSelected(), row.getToggleSelectedHandler())}
              className={`${row.getIsSelected() ? "bg-selected" : "hover:bg-hover has-focus-visible:bg-selected"} ${rowClass}`}
            >
              <td className={`${cellClass} max-sm:row-span-3 max-sm:h-auto max-sm:border-0 max-sm:p-0`}>
                <SelectRow
                  name={row.id}
                  checked={row.getIsSelected()}
                  toggle={row.getToggleSelectedHandler()}
                />
              </td>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} className={cellClassOf(places.get(cell.column.id))}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type DataTableProps<Line extends { id: string }> = {
  label: string;
  columns: Column<Line>[];
  table: LinesTable<Line>;
};

type Placed = Omit<Column<never>, "cell"> & { followsFigures: boolean | undefined };

/** Under what else stays in sight above it. */
const stickyHead = "sticky top-(--below-bar,0px) z-10 bg-page max-sm:static";

const rowClass =
  "group relative [&_:is(a,input)]:scroll-my-20 max-sm:grid max-sm:grid-cols-[auto_1rem_minmax(5rem,1fr)_minmax(0,auto)] max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-b max-sm:border-line max-sm:px-2 max-sm:py-3";

/** Figures end where the next column would begin, were it not set apart. */
function sideOf(column: Placed | undefined): string {
  return column?.end ? "text-right" : column?.followsFigures ? "text-left sm:pl-5" : "text-left";
}

function cellClassOf(column: Placed | undefined): string {
  const place = column?.onPhone
    ? `max-sm:block max-sm:h-auto max-sm:border-0 max-sm:p-0 ${column.onPhone}`
    : "max-sm:hidden";
  return `${cellClass} ${sideOf(column)} ${column?.phoneOnly ? "sm:hidden" : ""} ${place}`;
}

function Header({ column, sorted, next }: HeaderProps) {
  if (!column?.sort || !next)
    return <span className={column?.iconOnly ? "sr-only" : ""}>{column?.header}</span>;
  const Arrow = sorted === "asc" ? ArrowUp : ArrowDown;
  return (
    <Link href={column.sort.href[next]} className="inline-flex items-center gap-1 hover:text-ink">
      {column.header}
      {sorted ? <Arrow size={12} strokeWidth={1.5} aria-hidden /> : null}
    </Link>
  );
}

type HeaderProps = { column: Placed | undefined; sorted: Way | false; next: Way | false };
type Way = "asc" | "desc";

const ariaSort = { asc: "ascending", desc: "descending", none: undefined } as const;
