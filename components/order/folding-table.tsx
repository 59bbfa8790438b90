import type { ReactNode } from "react";
import { Table, Td, Th } from "@/components/ui/table";

/**
 * A table whose rows fold on a phone: each becomes a few lines, a column saying by its `phone` classes
 * where its cell stands in them. Wider, it is a plain table that scrolls in its own box when it must.
 */
export function FoldingTable({ label, columns, rows }: FoldingTableProps) {
  return (
    <Table label={label} folds>
      <thead className="max-sm:sr-only">
        <tr>
          {columns.map(({ id, header, end }) => (
            <Th key={id} end={end}>
              {header}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map(({ key, cells, isMarked }) => (
          <tr
            key={key}
            className={`${isMarked ? "bg-selected max-sm:-mx-2 max-sm:px-2" : "hover:bg-hover"} ${foldedRowClass}`}
          >
            {columns.map(({ id, end, phone, tag }) => (
              <Td key={id} end={end} fold={`${phone} ${isEmpty(cells[id]) ? "max-sm:hidden" : ""}`}>
                {tag ? (
                  <span aria-hidden="true" className="text-quiet sm:hidden">
                    {tag}{" "}
                  </span>
                ) : null}
                {cells[id] ?? <span className="text-quiet">–</span>}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type FoldingTableProps = {
  label: string;
  columns: readonly FoldingColumn[];
  rows: readonly { key: string | number; cells: Readonly<Record<string, ReactNode>>; isMarked?: boolean }[];
};

export type FoldingColumn = {
  id: string;
  header: ReactNode;
  /** Figures stand at the end of their cell. */
  end?: boolean;
  /** Where the cell stands in a folded row. */
  phone: string;
  /** What a folded cell is called, where it does not say so itself. */
  tag?: string;
};

const foldedRowClass =
  "max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line max-sm:py-2.5";

function isEmpty(content: ReactNode): boolean {
  return content === null || content === undefined || content === "";
}
