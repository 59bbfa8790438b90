import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { rowsCookie } from "@/components/preference-cookies";
import { isPermitted } from "@/lib/auth/permissions";
import { type Admitted, requireStaff } from "@/lib/auth/require-staff";
import { staffNames } from "@/lib/auth/staff-names";
import { database } from "@/lib/database";
import { readListChoices } from "@/lib/orders/list-choices";
import { filterWords } from "./filter-words";
import { ListHead } from "./list-head";
import { listHref } from "./list-href";
import { OrdersList } from "./orders-list";
import { readCounts, readList } from "./read-list";

export const metadata: Metadata = { title: "Orders" };

export default foundOrNot(OrdersPage, NotFound);

async function OrdersPage({ params, searchParams }: Props) {
  const staff = await requireStaff("orders", (await params).merchant);
  const asked = addressOf(await searchParams);
  const fallback = (
    <>
      <ListHead merchant={staff.merchant.code} />
      <TableSkeleton rows={Number(asked.get("size")) || 25} />
    </>
  );
  return (
    <Suspense fallback={fallback}>
      <FirstList staff={staff} asked={asked} />
    </Suspense>
  );
}

/** The list as it is at first: from then on its rows come as data. */
async function FirstList({ staff, asked }: { staff: Admitted; asked: URLSearchParams }) {
  const { merchantId } = staff;
  const [list, given, names, kept] = await Promise.all([
    readList(staff, asked),
    readListChoices(database(), { merchantId, userId: staff.user.id }),
    staffNames(database(), merchantId),
    cookies(),
  ]);
  const { code } = staff.merchant;
  const opens = asked.size === 0 ? given.views.find((view) => view.isDefault) : null;
  if (opens?.query) redirect(`${listHref(code)}?${opens.query}`);
  return (
    <OrdersList
      merchant={code}
      zone={staff.user.timeZone}
      first={{ list, counts: readCounts(staff, asked) }}
      given={given}
      isCompact={kept.get(rowsCookie)?.value === "compact"}
      words={filterWords(names.filter(({ active }) => active))}
      mayExport={isPermitted(staff.role, "export")}
      mayActOnMany={isPermitted(staff.role, "payments")}
    />
  );
}

/** As a script of the page reads the same address. */
function addressOf(given: Awaited<Props["searchParams"]>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
