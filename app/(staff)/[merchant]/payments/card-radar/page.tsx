import type { Metadata } from "next";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { requireStaff } from "@/lib/auth/require-staff";
import { type PaymentsPageProps, saidOnce } from "../page-props";
import { PaymentsFrame } from "../payments-frame";
import { CardRadar } from "./card-radar";

export const metadata: Metadata = { title: "Card radar" };

export default foundOrNot(CardRadarPage, NotFound);

/** Cards that expire before their next payment, while there is time to ask for others. */
async function CardRadarPage({ params, searchParams }: PaymentsPageProps) {
  const staff = await requireStaff("payments", (await params).merchant);
  const { week, cursor } = await searchParams;
  return (
    <PaymentsFrame merchant={staff.merchant.code} here="card-radar">
      <Suspense fallback={<TableSkeleton rows={25} />}>
        <CardRadar staff={staff} week={saidOnce(week)} cursor={saidOnce(cursor) || null} />
      </Suspense>
    </PaymentsFrame>
  );
}
