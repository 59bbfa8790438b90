import Link from "next/link";
import { database } from "@/lib/database";
import { currencies, formatFigure } from "@/lib/domain/value/money";
import { daysFrom } from "@/lib/figures/periods";
import { projectedSums } from "@/lib/figures/projected";
import { reportHref } from "../reports/reports-href";
import { Card } from "./card";
import { ChartTable } from "./chart-table";
import type { DashboardView } from "./dashboard-view";
import { shortDay } from "./day-words";
import { StackedBars } from "./stacked-bars";

/** What falls due in the next 30 days, today's rest included. */
export async function ProjectedCard({ view }: { view: DashboardView }) {
  const { merchant, merchantId, currency, zone, merchantZone, now } = view;
  const periods = daysFrom(now, 30, zone);
  const choice = { currency, periods, now, timeZone: merchantZone };
  const sums = await projectedSums(database(), merchantId, choice);
  const all = sums.reduce((sum, { amount }) => sum + amount, 0);
  const of = (i: number) => sums.find(({ period }) => period === i) ?? { amount: 0, count: 0 };
  const href = (from = "", to = "") => reportHref(merchant, "projected", { currency, from, to, zone });
  return (
    <Card
      title="Next 30 days"
      says={`${currency} a day, if all is collected`}
      className="min-[1100px]:col-span-2"
      aside={
        <Link
          href={href(periods[0]?.firstDay, periods.at(-1)?.firstDay)}
          prefetch={false}
          className="text-15 font-medium text-accent tabular-nums hover:underline"
        >
          {currency} {formatFigure(all, currency)}
        </Link>
      }
    >
      <StackedBars
        unit={10 ** currencies[currency]}
        bars={periods.map(({ firstDay }, i) => ({ name: shortDay(firstDay), values: [of(i).amount] }))}
        series={[{ name: "projected", ink: "outline" }]}
      />
      <ChartTable
        label="Next 30 days"
        head={["Day", "Payments", currency]}
        rows={periods.map(({ firstDay }, i) => ({
          name: shortDay(firstDay),
          cells: [
            { says: String(of(i).count), href: href(firstDay, firstDay) },
            { says: formatFigure(of(i).amount, currency) },
          ],
        }))}
      />
    </Card>
  );
}
