import type { Metadata } from "next";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { requireStaff } from "@/lib/auth/require-staff";
import { parseOrderFilter } from "@/lib/orders/filter";
import type { PaymentsPageProps } from "../page-props";
import { PaymentsFrame } from "../payments-frame";
import { PendingFilters } from "./pending-filters";
import { PendingList } from "./pending-list";

export const metadata: Metadata = { title: "Pending orders" };

export default foundOrNot(PendingPage, NotFound);

/** Orders whose customers have a link and have not paid yet. */
async function PendingPage({ params, searchParams }: PaymentsPageProps) {
  const staff = await requireStaff("payments", (await params).merchant);
  const given = parseOrderFilter({ ...(await searchParams), sort: undefined });
  const filter = { ...given, status: ["pending" as const] };
  return (
    <PaymentsFrame merchant={staff.merchant.code} here="pending">
      <PendingFilters merchant={staff.merchant.code} filter={filter} />
      <Suspense fallback={<TableSkeleton rows={filter.size} />}>
        <PendingList staff={staff} filter={filter} />
      </Suspense>
    </PaymentsFrame>
  );
}
