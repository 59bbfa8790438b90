import type { Metadata } from "next";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { requireStaff } from "@/lib/auth/require-staff";
import { type PaymentsPageProps, saidOnce } from "../page-props";
import { PaymentsFrame } from "../payments-frame";
import { DisputesList } from "./disputes-list";
import { SchemeMeter } from "./scheme-meter";

export const metadata: Metadata = { title: "Disputes" };

export default foundOrNot(DisputesPage, NotFound);

/** What banks took back, and how near that is to what the schemes allow. */
async function DisputesPage({ params, searchParams }: PaymentsPageProps) {
  const staff = await requireStaff("payments", (await params).merchant);
  const cursor = saidOnce((await searchParams).cursor) || null;
  return (
    <PaymentsFrame merchant={staff.merchant.code} here="disputes">
      <Suspense fallback={<div aria-hidden className="mb-6 h-36 rounded-panel bg-warm-4" />}>
        <SchemeMeter staff={staff} />
      </Suspense>
      <Suspense fallback={<TableSkeleton rows={10} />}>
        <DisputesList staff={staff} cursor={cursor} />
      </Suspense>
    </PaymentsFrame>
  );
}
