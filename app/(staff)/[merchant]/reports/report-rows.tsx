import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import type { Cell } from "@/lib/csv";
import type { ReportKind } from "@/lib/figures/reports";

/** The first rows of a report, as its file has them. */
export function ReportRows({ report, rows, merchant }: ReportRowsProps) {
  if (rows.length === 0)
    return <p className="py-8 text-13 text-quiet">There is nothing in these days. Choose other days.</p>;
  return (
    <div className="mt-3">
      <Table label={report.name}>
        <thead>
          <tr>
            {report.head.map((name, i) => (
              <Th key={name} end={typeof rows[0]?.[i] === "object"}>
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.map(textOf).join()}>
              {cells.map((cell, i) => (
                <Td
                  key={report.head[i]}
                  end={typeof cell === "object"}
                  className="whitespace-nowrap tabular-nums"
                >
                  {report.head[i] === "ZUID" ? (
                    <Link
                      href={`/${merchant}/orders/${textOf(cell)}`}
                      prefetch={false}
                      className="text-accent hover:underline"
                    >
                      {textOf(cell)}
                    </Link>
                  ) : (
                    textOf(cell)
                  )}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

type ReportRowsProps = { report: ReportKind; rows: readonly (readonly Cell[])[]; merchant: string };

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.figure;
}
