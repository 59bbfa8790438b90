import type { Metadata } from "next";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { requireStaff } from "@/lib/auth/require-staff";
import { ProcessedFilter } from "@/lib/payment-lists/processed-filter";
import { PaymentsFrame } from "../payments-frame";
import { ProcessedFilters } from "./processed-filters";
import { ProcessedList } from "./processed-list";

export const metadata: Metadata = { title: "All processed" };

export default foundOrNot(ProcessedPage, NotFound);

async function ProcessedPage({ params, searchParams }: Props) {
  const staff = await requireStaff("payments", (await params).merchant);
  const filter = ProcessedFilter.parse(await searchParams);
  return (
    <PaymentsFrame merchant={staff.merchant.code} here="processed">
      <ProcessedFilters merchant={staff.merchant.code} filter={filter} zone={staff.user.timeZone} />
      <Suspense fallback={<TableSkeleton rows={filter.size} />}>
        <ProcessedList staff={staff} filter={filter} />
      </Suspense>
    </PaymentsFrame>
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
