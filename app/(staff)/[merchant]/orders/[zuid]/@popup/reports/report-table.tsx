import { Table, Td, Th } from "@/components/ui/table";
import type { Attempt, Order, Report } from "@/lib/domain/order/order";
import { comparedWith } from "./report-words";

/** Our records and the gateway's report, side by side; what differs stands out. */
export function ReportTable({ order, attempt, report }: ReportTableProps) {
  return (
    <Table label="Our records and the gateway's report">
      <thead>
        <tr>
          <Th className="w-1/4">
            <span className="sr-only">What</span>
          </Th>
          <Th className="w-3/8">Our records</Th>
          <Th className="w-3/8">The gateway</Th>
        </tr>
      </thead>
      <tbody>
        {comparedWith(order, attempt, report).map(({ what, ours, theirs, differs }) => (
          <tr key={what}>
            <Td className="align-top text-quiet">{what}</Td>
            <Td className="align-top wrap-anywhere">{ours}</Td>
            <Td className={`align-top wrap-anywhere ${differs ? "font-medium" : ""}`}>{theirs}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type ReportTableProps = { order: Order; attempt: Attempt; report: Report };
