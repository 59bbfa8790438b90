"use client";
import { createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import { cellClass, headClass } from "@/components/ui/table";

/**
 * A list whose rows, order and page are the server's: it shows them. The first link of a row is its hit target. On a
 * phone a row is a card of those cells that have a place there.
 */
export function DataTable<Line extends { id: string }>({ label, columns, lines }: DataTableProps<Line>) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Line>();
    return columns.map((column) =>
      helper.display({
        id: column.id,
        header: () => <Header column={column} />,
        cell: ({ row }) => column.cell(row.original),
      }),
    );
  }, [columns]);
  const table = useTable({ features, columns: definitions, data: lines, getRowId: (line) => line.id });
  const byId = new Map(
    columns.map((column, i) => [column.id, { ...column, followsFigures: columns[i - 1]?.end }]),
  );
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      // It scrolls sideways only: up and down there is one scroll, the page's.
      className="overflow-x-auto max-sm:overflow-visible min-[1500px]:overflow-visible"
    >
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-13 max-sm:block">
        <thead className="max-sm:hidden">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id);
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={column?.sort?.now ?? undefined}
                    className={`${headClass} sticky top-0 z-10 bg-page ${sideOf(column)} ${column?.phoneOnly ? "sm:hidden" : ""}`}
                  >
                    <table.FlexRender header={header} />
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody className="max-sm:block max-sm:border-t max-sm:border-line">
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={rowClass}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={cellClassOf(byId.get(cell.column.id))}>
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

type DataTableProps<Line> = { label: string; columns: Column<Line>[]; lines: Line[] };

export type Column<Line> = Head & { cell: (line: Line) => ReactNode };

type Head = {
  id: string;
  header: string;
  /** Figures stand at the end of their cell. */
  end?: boolean;
  /** The column has an icon only; its header is for those who cannot see it. */
  iconOnly?: boolean;
  /** Where the cell stands in a row's card on a phone; without it, it is not shown there. */
  onPhone?: string;
  phoneOnly?: boolean;
  sort?: Sort | undefined;
};

/** Where sorting by a column leads, and how the list is sorted by it now. */
export type Sort = { href: string; now: "ascending" | "descending" | null };

const rowClass =
  "group relative hover:bg-hover has-focus-visible:bg-selected max-sm:grid max-sm:grid-cols-[1rem_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-b max-sm:border-line max-sm:px-2 max-sm:py-3";

type Placed = Head & { followsFigures: boolean | undefined };

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

function Header({ column: { header, sort, iconOnly } }: { column: Head }) {
  if (!sort) return <span className={iconOnly ? "sr-only" : ""}>{header}</span>;
  const Arrow = sort.now === "ascending" ? ArrowUp : ArrowDown;
  return (
    <Link href={sort.href} className="inline-flex items-center gap-1 hover:text-ink">
      {header}
      {sort.now ? <Arrow size={12} strokeWidth={1.5} aria-hidden /> : null}
    </Link>
  );
}

const features = tableFeatures({});
