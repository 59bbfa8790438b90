import type { Metadata } from "next";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { requireStaff } from "@/lib/auth/require-staff";
import { type PaymentsPageProps, saidOnce } from "../page-props";
import { PaymentsFrame } from "../payments-frame";
import { UnknownList } from "./unknown-list";

export const metadata: Metadata = { title: "Unknown outcomes" };

export default foundOrNot(UnknownPage, NotFound);

/** Payments whose result nobody knows yet: none of them is ever sent a second time from here. */
async function UnknownPage({ params, searchParams }: PaymentsPageProps) {
  const staff = await requireStaff("payments", (await params).merchant);
  const cursor = saidOnce((await searchParams).cursor) || null;
  return (
    <PaymentsFrame merchant={staff.merchant.code} here="unknown">
      <ActMessageOnPage />
      <Suspense fallback={<TableSkeleton rows={10} />}>
        <UnknownList staff={staff} cursor={cursor} />
      </Suspense>
    </PaymentsFrame>
  );
}
