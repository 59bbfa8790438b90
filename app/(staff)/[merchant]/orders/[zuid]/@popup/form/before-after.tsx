import { Table, Td, Th } from "@/components/ui/table";

/** What is so now, and what will be; what changes stands out. */
export function BeforeAfter({ label, after, rows }: BeforeAfterProps) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>
            <span className="sr-only">What</span>
          </Th>
          <Th end>Now</Th>
          <Th end>{after}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, before, then]) => (
          <tr key={name}>
            <Td>{name}</Td>
            <Td end className="tabular-nums text-quiet">
              {before}
            </Td>
            <Td end className={`tabular-nums ${before === then ? "text-quiet" : "font-medium"}`}>
              {then}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type BeforeAfterProps = {
  label: string;
  /** The head of the last column: when, or on what condition. */
  after: string;
  rows: readonly (readonly [name: string, before: string, after: string])[];
};
