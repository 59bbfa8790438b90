import Link from "next/link";
import { StatusName } from "@/components/order/status-icon";
import { database } from "@/lib/database";
import { orderStatuses } from "@/lib/domain/order/order";
import { statusNames } from "@/lib/domain/words/names";
import { statusCounts } from "@/lib/figures/order-sums";
import { Card } from "./card";
import type { DashboardView } from "./dashboard-view";

/** How many orders there are in each status, in all currencies. */
export async function StatusesCard({ view: { merchant, merchantId } }: { view: DashboardView }) {
  const counts = await statusCounts(database(), merchantId);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <Card
      title="Orders by status"
      className="min-[1100px]:col-span-6"
      aside={<span className="text-12 text-quiet">{all.toLocaleString("en")} orders, all currencies</span>}
    >
      <ul className="grid grid-cols-2 gap-x-4 gap-y-3 min-[600px]:grid-cols-5 min-[1100px]:grid-cols-10">
        {orderStatuses.map((status) => (
          <li key={status} className="border-line text-13 min-[1100px]:border-l min-[1100px]:pl-3">
            <StatusName status={status} />
            <Link
              href={`/${merchant}/orders?status=${status}`}
              prefetch={false}
              aria-label={`${statusNames[status]}: ${counts.get(status) ?? 0}`}
              className="block text-18 font-semibold tabular-nums hover:underline"
            >
              {(counts.get(status) ?? 0).toLocaleString("en")}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
