import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { buttonClass } from "@/components/ui/button-class";
import { requireStaff } from "@/lib/auth/require-staff";
import { parseOrderFilter } from "@/lib/orders/filter";
import { newOrderHref } from "./order-href";
import { OrdersList } from "./orders-list";

export const metadata: Metadata = { title: "Orders" };

export default foundOrNot(OrdersPage, NotFound);

async function OrdersPage({ params, searchParams }: Props) {
  const staff = await requireStaff("orders", (await params).merchant);
  const filter = parseOrderFilter(await searchParams);
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-24 font-semibold">Orders</h1>
        <Link href={newOrderHref(staff.merchant.code)} className={buttonClass.primary}>
          New order
        </Link>
      </div>
      <Suspense fallback={<TableSkeleton rows={filter.size} />}>
        <OrdersList staff={staff} filter={filter} />
      </Suspense>
    </>
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
