import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";

/** The figures of a chart, to be read aloud, copied and followed. */
export function ChartTable({ label, head, rows }: ChartTableProps) {
  return (
    <details className="mt-2">
      <summary className="w-fit cursor-pointer rounded-control text-12 text-accent hover:underline">
        Table<span className="sr-only">: {label}</span>
      </summary>
      <div className="mt-2 max-h-80 overflow-y-auto">
        <Table label={label}>
          <thead>
            <tr>
              {head.map((name, i) => (
                <Th key={name} end={i > 0}>
                  {name}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells }) => (
              <tr key={name}>
                <Td className="whitespace-nowrap">{name}</Td>
                {cells.map(({ says, href }, i) => (
                  <Td key={head[i + 1]} end className="tabular-nums">
                    {href ? (
                      <Link href={href} prefetch={false} className="text-accent hover:underline">
                        {says}
                      </Link>
                    ) : (
                      says
                    )}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}

type ChartTableProps = {
  label: string;
  head: readonly string[];
  rows: readonly { name: string; cells: readonly { says: string; href?: string }[] }[];
};
