import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import { database } from "@/lib/database";
import { currencies, formatFigure } from "@/lib/domain/value/money";
import { periodsOf } from "@/lib/figures/periods";
import type { RecoveryPart } from "@/lib/figures/recovery-filter";
import { cohortSums, recoveryTable } from "@/lib/figures/recovery-sums";
import { reportHref } from "../reports/reports-href";
import { Card } from "./card";
import { ChartTable } from "./chart-table";
import type { DashboardView } from "./dashboard-view";
import { monthWords, shortDay } from "./day-words";
import { percent } from "./equation-card";
import { StackedBars } from "./stacked-bars";

/** Each week's declined payments and what became of them; and the month's by their reason. */
export async function CohortsCard({ view }: { view: DashboardView }) {
  const { merchant, merchantId, currency, zone, now, month } = view;
  const periods = periodsOf("weeks", now, zone);
  const weeks = { from: periods[0]?.from ?? 0, before: periods.at(-1)?.before ?? 0 };
  const rest = { currency, end: null, reason: null };
  const db = database();
  const [sums, reasons] = await Promise.all([
    cohortSums(db, merchantId, { choice: { ...rest, of: "missed", ...weeks }, periods }),
    recoveryTable(db, merchantId, { choice: { ...rest, of: "running", ...daysOf(month) }, by: "reason" }),
  ]);
  const sumOf = (period: number, parts: readonly RecoveryPart[]) =>
    sums
      .filter((sum) => sum.period === period && parts.includes(sum.part))
      .reduce((all, { amount }) => all + amount, 0);
  const figure = (amount: number) => formatFigure(amount, currency);
  const href = (i: number) => {
    const { firstDay: from = null, lastDay: to = null } = periods[i] ?? {};
    return reportHref(merchant, "recovery", { currency, of: "missed", from, to, zone });
  };
  return (
    <>
      <Card
        title="Declined each week, and what became of it"
        says={`${currency}, by the week of the first decline`}
        className="min-[1100px]:col-span-4"
      >
        <StackedBars
          labels
          isTall
          unit={10 ** currencies[currency]}
          bars={periods.map(({ firstDay }, i) => ({
            name: shortDay(firstDay),
            values: outcomes.map(({ parts }) => sumOf(i, parts)),
          }))}
          series={outcomes}
        />
        <ChartTable
          label="Declined each week"
          head={["Week of", "Recovered", "Open", "Skipped or cancelled", "All"]}
          rows={periods.map(({ firstDay }, i) => ({
            name: shortDay(firstDay),
            cells: [
              ...outcomes.map(({ parts }) => ({ says: figure(sumOf(i, parts)) })),
              { says: figure(outcomes.reduce((all, { parts }) => all + sumOf(i, parts), 0)), href: href(i) },
            ],
          }))}
        />
      </Card>
      <ReasonsCard view={view} reasons={reasons} />
    </>
  );
}

const outcomes = [
  { name: "recovered", ink: "green", parts: ["recovered"] },
  { name: "open", ink: "hatched", parts: ["person", "automatic"] },
  { name: "no longer", ink: "grey", parts: ["given_up"] },
] as const satisfies readonly { name: string; ink: string; parts: readonly RecoveryPart[] }[];

function daysOf({ from, before }: DashboardView["month"]) {
  return { from, before };
}

function ReasonsCard({
  view,
  reasons,
}: {
  view: DashboardView;
  reasons: Awaited<ReturnType<typeof recoveryTable>>;
}) {
  const { merchant, currency, zone, month } = view;
  const figure = (amount: number) => formatFigure(amount, currency);
  const href = (reason: string | null) =>
    reportHref(merchant, "recovery", {
      ...{ currency, of: "running", zone, reason },
      ...{ from: month.firstDay, to: month.lastDay },
    });
  const most = Math.max(1, ...reasons.map(({ amount }) => amount));
  const all = reasons.reduce((sum, { amount }) => sum + amount, 0);
  const cameIn = reasons.reduce((sum, line) => sum + line.cameIn, 0);
  return (
    <Card
      title={`By reason, ${monthWords(month.name)}`}
      className="min-[1100px]:col-span-2"
      aside={
        <Link href={href(null)} prefetch={false} className="text-12 text-accent hover:underline">
          Report
        </Link>
      }
    >
      {reasons.length === 0 ? (
        <p className="text-13 text-quiet">Nothing was declined.</p>
      ) : (
        <Table label="By reason">
          <thead>
            <tr>
              <Th>Reason</Th>
              <Th end>To recover</Th>
              <Th end>Came in</Th>
            </tr>
          </thead>
          <tbody>
            {reasons.slice(0, SHOWN).map((line) => (
              <tr key={line.name}>
                <Td>
                  <Link href={href(line.name)} prefetch={false} className="hover:underline">
                    {line.name}
                  </Link>
                  <span
                    aria-hidden
                    className="mt-1 block h-1.5 bg-warm-5"
                    style={{ width: `${Math.max(2, (line.amount / most) * 100)}%` }}
                  >
                    <span
                      className="block h-full bg-green"
                      style={{ width: `${(line.cameIn / line.amount) * 100}%` }}
                    />
                  </span>
                </Td>
                <Td end className="tabular-nums">
                  {figure(line.amount)}
                </Td>
                <Td end className="tabular-nums">
                  {percent(line.cameIn, line.amount)}
                </Td>
              </tr>
            ))}
            <tr className="font-medium">
              <Td>{reasons.length > SHOWN ? `All ${reasons.length} reasons` : "Sum"}</Td>
              <Td end className="tabular-nums">
                {figure(all)}
              </Td>
              <Td end className="tabular-nums">
                {percent(cameIn, all)}
              </Td>
            </tr>
          </tbody>
        </Table>
      )}
    </Card>
  );
}

const SHOWN = 6;
