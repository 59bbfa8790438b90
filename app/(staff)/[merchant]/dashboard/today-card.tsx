import { ArrowLeftRight, Download, Flag, Undo2 } from "lucide-react";
import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import { database } from "@/lib/database";
import { formatFigure } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { statusChanges } from "@/lib/figures/order-sums";
import { todayIn } from "@/lib/figures/periods";
import { processedSums, sumOfThose } from "@/lib/figures/processed-sums";
import { processedHref } from "../payments/payments-href";
import { reportHref } from "../reports/reports-href";
import { Card } from "./card";
import type { DashboardView } from "./dashboard-view";
import { processedKinds } from "./processed-kinds";

/** What was processed since the reader's midnight, and which orders changed. */
export async function TodayCard({ view }: { view: DashboardView }) {
  const { merchant, merchantId, currency, zone, now } = view;
  const today = todayIn(zone, now);
  const db = database();
  const [sums, changes] = await Promise.all([
    processedSums(db, merchantId, { currency, periods: [today] }),
    statusChanges(db, merchantId, today),
  ]);
  const days = { from: today.firstDay, to: today.firstDay, zone };
  const changed = [...changes.values()].reduce((all, count) => all + count, 0);
  return (
    <Card
      title="Today"
      className="min-[1100px]:col-span-2"
      aside={<span className="text-12 text-quiet">since 00:00, {zone}</span>}
    >
      <Table label="Today">
        <thead>
          <tr>
            <Th>
              <span className="sr-only">What</span>
            </Th>
            <Th end>Payments</Th>
            <Th end>{currency}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, kind, Icon, colour }) => {
            const { filter, isMeant } = processedKinds[kind];
            const { count, amount } = sumOfThose(sums, isMeant);
            return (
              <tr key={name}>
                <Td>
                  <span className="inline-flex items-center gap-1.5">
                    <Icon size={16} strokeWidth={1.5} aria-hidden className={colour} />
                    {name}
                  </span>
                </Td>
                <Td end>
                  <Link
                    href={processedHref(merchant, { ...filter, ...days, currency })}
                    prefetch={false}
                    aria-label={`${name} today: ${count}`}
                    className="font-medium text-accent tabular-nums hover:underline"
                  >
                    {count}
                  </Link>
                </Td>
                <Td end className="tabular-nums">
                  {formatFigure(amount, currency)}
                </Td>
              </tr>
            );
          })}
          <tr>
            <Td>
              <span className="inline-flex items-center gap-1.5">
                <ArrowLeftRight size={16} strokeWidth={1.5} aria-hidden className="text-quiet" />
                Status changes
              </span>
            </Td>
            <Td end>
              <Link
                href={reportHref(merchant, "changes", days)}
                prefetch={false}
                aria-label={`Status changes today: ${changed}`}
                className="font-medium text-accent tabular-nums hover:underline"
              >
                {changed}
              </Link>
            </Td>
            <Td end className="text-12 text-quiet">
              {[...changes]
                .sort(([, a], [, b]) => b - a)
                .slice(0, 2)
                .map(([status, count]) => `${count} to ${statusNames[status]}`)
                .join(", ")}
            </Td>
          </tr>
        </tbody>
      </Table>
    </Card>
  );
}

const lines = [
  { name: "Approved", kind: "approved", Icon: Flag, colour: "text-green" },
  { name: "Declined", kind: "declined", Icon: Flag, colour: "text-red" },
  { name: "Refunded", kind: "refunded", Icon: Undo2, colour: "text-quiet" },
  { name: "Captured", kind: "captured", Icon: Download, colour: "text-quiet" },
] as const;
