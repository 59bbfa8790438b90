"use client";
import { createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import { cellClass, headClass } from "@/components/ui/table";

/** A list whose rows, order and page are the server's: it shows them. The first link of a row is its hit target. */
export function DataTable({ label, columns, rows }: { label: string; columns: Column[]; rows: Row[] }) {
  const definitions = useMemo(
    () =>
      columns.map((column) =>
        helper.accessor((row): unknown => row.cells[column.id], {
          id: column.id,
          header: () => <Header column={column} />,
          cell: (info) => info.getValue() as ReactNode,
        }),
      ),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: rows, getRowId: (row) => row.id });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table aria-label={label} className="w-full border-collapse text-13">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id);
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={column?.sort?.now ?? undefined}
                    className={`${headClass} ${column?.end ? "text-right" : "text-left"}`}
                  >
                    <table.FlexRender header={header} />
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="relative hover:bg-hover">
              {row.getAllCells().map((cell) => (
                <td
                  key={cell.id}
                  className={`${cellClass} ${byId.get(cell.column.id)?.end ? "text-right" : ""}`}
                >
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

export type Column = {
  id: string;
  header: string;
  /** Figures stand at the end of their cell. */
  end?: boolean;
  /** The column has an icon only; its header is for those who cannot see it. */
  iconOnly?: boolean;
  /** Where sorting by it leads, and how the list is sorted by it now. */
  sort?: { href: string; now: "ascending" | "descending" | null };
};

export type Row = { id: string; cells: Record<string, ReactNode> };

function Header({ column: { header, sort, iconOnly } }: { column: Column }) {
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
const helper = createColumnHelper<typeof features, Row>();
