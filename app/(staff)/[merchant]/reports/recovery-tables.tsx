import { Table, Td, Th } from "@/components/ui/table";
import { database } from "@/lib/database";
import type { Cause } from "@/lib/domain/order/cause";
import { formatFigure } from "@/lib/domain/value/money";
import { causeNames } from "@/lib/domain/words/names";
import { type RecoveryBy, type RecoveryLine, recoveryTable } from "@/lib/figures/recovery-sums";
import { instantsOf } from "@/lib/figures/report-filter";
import type { ReportAsked } from "@/lib/figures/reports";
import { percent } from "../dashboard/equation-card";

/** What came back, by reason, by what collected it and by the attempt that did. */
export async function RecoveryTables({ asked }: { asked: ReportAsked }) {
  const { merchantId, filter } = asked;
  const choice = { ...filter, ...instantsOf(filter) };
  const db = database();
  const tables = await Promise.all(
    groups.map(async (group) => ({
      ...group,
      lines: await recoveryTable(db, merchantId, { choice, by: group.by }),
    })),
  );
  return (
    <div className="mt-4 mb-8 grid gap-6 min-[1100px]:grid-cols-3">
      {tables.map(({ by, name, lines }) => (
        <Table key={by} label={`By ${name.toLowerCase()}`}>
          <thead>
            <tr>
              <Th>{name}</Th>
              <Th end>Payments</Th>
              <Th end>{filter.currency}</Th>
              {by === "reason" ? <Th end>Came in</Th> : null}
              <Th end>Half after</Th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.name}>
                <Td>{nameOf(by, line)}</Td>
                <Td end className="tabular-nums">
                  {line.count}
                </Td>
                <Td end className="tabular-nums">
                  {formatFigure(line.amount, filter.currency)}
                </Td>
                {by === "reason" ? (
                  <Td end className="tabular-nums">
                    {percent(line.cameIn, line.amount)}
                  </Td>
                ) : null}
                <Td end className="whitespace-nowrap tabular-nums">
                  {line.hours === null ? "–" : sayHours(line.hours)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ))}
    </div>
  );
}

const groups: readonly { by: RecoveryBy; name: string }[] = [
  { by: "reason", name: "Reason" },
  { by: "cause", name: "Collected by" },
  { by: "tries", name: "Attempt that collected it" },
];

function nameOf(by: RecoveryBy, { name }: RecoveryLine): string {
  if (name === "") return "Not collected";
  return by === "cause" ? causeNames[name as Cause] : name;
}

function sayHours(hours: number): string {
  return hours < 48 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`;
}
