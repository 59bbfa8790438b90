import Link from "next/link";
import { database } from "@/lib/database";
import { currencies, formatFigure } from "@/lib/domain/value/money";
import { periodsOf, type Span, spans } from "@/lib/figures/periods";
import { processedSums, sumOfThose } from "@/lib/figures/processed-sums";
import { processedHref } from "../payments/payments-href";
import { Card } from "./card";
import { ChartTable } from "./chart-table";
import { type DashboardView, dashboardHref } from "./dashboard-view";
import { monthWords, shortDay } from "./day-words";
import { processedKinds } from "./processed-kinds";
import { StackedBars } from "./stacked-bars";

/** What came in: initial and repeated payments and captures; what was refunded stands in the table. */
export async function ProcessedCard({ view }: { view: DashboardView }) {
  const { merchant, merchantId, currency, zone, now, span } = view;
  const periods = periodsOf(span, now, zone);
  const sums = await processedSums(database(), merchantId, { currency, periods });
  const named = periods.map((period, i) => ({
    period,
    name: span === "months" ? monthWords(period.firstDay).slice(0, 3) : shortDay(period.firstDay),
    own: sums.filter((sum) => sum.period === i),
  }));
  const kinds = (["repeated", "initial", "captured", "refunded"] as const).map((kind) => ({
    kind,
    ...processedKinds[kind],
  }));
  return (
    <Card
      title="Processed"
      says={`${currency} a ${span.slice(0, -1)}, approved; the last so far`}
      className="min-[1100px]:col-span-2"
      aside={
        <nav
          aria-label="Processed"
          className="flex overflow-hidden rounded-control border border-line-strong"
        >
          {spans.map((one) => (
            <Link
              key={one}
              href={dashboardHref(view, { span: one })}
              scroll={false}
              aria-current={one === span ? "true" : undefined}
              className="px-2 py-1 text-12 whitespace-nowrap hover:bg-hover aria-[current=true]:bg-selected aria-[current=true]:font-medium"
            >
              {spanNames[one]}
            </Link>
          ))}
        </nav>
      }
    >
      <StackedBars
        labels
        unit={10 ** currencies[currency]}
        bars={named.map(({ name, own }) => ({
          name,
          values: kinds.slice(0, 3).map(({ isMeant }) => sumOfThose(own, isMeant).amount),
        }))}
        series={[
          { name: "repeated", ink: "green" },
          { name: "initial", ink: "outline" },
          { name: "captured", ink: "grey" },
        ]}
      />
      <ChartTable
        label="Processed"
        head={["From", "Repeated", "Initial", "Captured", "Refunded"]}
        rows={named.map(({ name, period, own }) => ({
          name,
          cells: kinds.map(({ filter, isMeant }) => {
            const { count, amount } = sumOfThose(own, isMeant);
            const days = { from: period.firstDay, to: period.lastDay, zone };
            return {
              says: `${formatFigure(amount, currency)} (${count})`,
              href: processedHref(merchant, { ...filter, ...days, currency }),
            };
          }),
        }))}
      />
    </Card>
  );
}

const spanNames: Readonly<Record<Span, string>> = {
  days: "2 weeks",
  weeks: "12 weeks",
  months: "12 months",
};
