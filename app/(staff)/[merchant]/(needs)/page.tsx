import type { Metadata } from "next";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { KeepFresh } from "@/components/ui/keep-fresh";
import type { Admitted } from "@/lib/auth/admission";
import { requireStaff } from "@/lib/auth/require-staff";
import { type NeedsFilter, parseNeedsFilter } from "@/lib/desk/needs-filter";
import { DESK_FRESH } from "@/lib/domain/value/timetable";
import { actFromDesk, handOverOrders, snoozeOrders, takeOrders } from "./actions";
import { NeedsDesk } from "./needs-desk";
import { NeedsHead } from "./needs-head";
import { NothingNeeded } from "./nothing-needed";
import { readDesk } from "./read-desk";
import { WhatFollows } from "./what-follows";

export const metadata: Metadata = { title: "What needs you" };

export default foundOrNot(NeedsPage, NotFound);

/** Where a merchant's pages begin: the orders on which a person can act. */
async function NeedsPage({ params, searchParams }: Props) {
  const staff = await requireStaff("orders", (await params).merchant);
  const filter = parseNeedsFilter(await searchParams);
  return (
    <Suspense fallback={<TableSkeleton rows={12} />}>
      <Needs staff={staff} filter={filter} />
      <KeepFresh everyMs={DESK_FRESH} />
    </Suspense>
  );
}

async function Needs({ staff, filter }: { staff: Admitted; filter: NeedsFilter }) {
  const desk = await readDesk(staff, filter);
  const merchant = staff.merchant.code;
  return (
    <NeedsDesk
      merchant={merchant}
      desk={desk.shown}
      acts={{ act: actFromDesk, snoozeOrders, takeOrders, handOverOrders }}
      head={<NeedsHead merchant={merchant} filter={filter} totals={desk.totals} />}
      empty={<NothingNeeded merchant={merchant} filter={filter} totals={desk.totals} coming={desk.coming} />}
      foot={
        <WhatFollows
          merchant={merchant}
          coming={desk.coming}
          older={desk.older}
          isLater={filter.after !== null}
        />
      }
    />
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
