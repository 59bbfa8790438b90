import type { Metadata } from "next";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { requireStaff } from "@/lib/auth/require-staff";
import { parseExceptionsFilter } from "@/lib/payment-lists/exceptions-filter";
import { ForecastSection } from "../../forecast/forecast-section";
import { PaymentsFrame } from "../payments-frame";
import { ExceptionsFigures } from "./exceptions-figures";
import { ExceptionsFilters } from "./exceptions-filters";
import { ExceptionsList } from "./exceptions-list";

export const metadata: Metadata = { title: "Billing exceptions" };

export default foundOrNot(ExceptionsPage, NotFound);

/** The recovery desk: what was declined, what of it can still be retried, and for how long. */
async function ExceptionsPage({ params, searchParams }: Props) {
  const staff = await requireStaff("payments", (await params).merchant);
  const filter = parseExceptionsFilter(await searchParams);
  return (
    <PaymentsFrame merchant={staff.merchant.code} here="exceptions">
      <Suspense fallback={<FiguresSkeleton />}>
        <ExceptionsFigures staff={staff} />
      </Suspense>
      <ExceptionsFilters merchant={staff.merchant.code} filter={filter} />
      <Suspense fallback={<TableSkeleton rows={filter.size} />}>
        <ExceptionsList staff={staff} filter={filter} />
      </Suspense>
      {/* Below the list: what can be done comes before what is likely. */}
      <Suspense fallback={null}>
        <div className="mt-8">
          <ForecastSection staff={staff} />
        </div>
      </Suspense>
    </PaymentsFrame>
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

function FiguresSkeleton() {
  return (
    <div aria-hidden className="mb-6 grid gap-4 motion-safe:animate-pulse lg:grid-cols-2">
      <span className="h-36 rounded-panel bg-warm-4" />
      <span className="h-36 rounded-panel bg-warm-4" />
    </div>
  );
}
