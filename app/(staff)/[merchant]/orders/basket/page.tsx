import type { Metadata } from "next";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { toLocalInput } from "@/components/ui/local-time";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { bulkKinds, bulkOf, commands } from "@/lib/domain/rules/command";
import { nextHourOfDay } from "@/lib/domain/value/calendar";
import { CheckOrders } from "./check-orders";

export const metadata: Metadata = { title: "Bulk action" };

export default foundOrNot(BasketPage, NotFound);

/** Checks the orders that the address asks for, then leads to what would be done to them. */
async function BasketPage({ params, searchParams }: Props) {
  const staff = await requireStaff("payments", (await params).merchant);
  const { act, ...asked } = await searchParams;
  const kind = bulkKinds.find((one) => one === act) ?? notFound();
  if (!isPermitted(staff.role, commands[kind].staff.permission)) notFound();
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  );
  const zone = staff.user.timeZone;
  const bulk = bulkOf(kind);
  return (
    <div className="mx-auto max-w-xl py-6">
      <h1 className="mb-4 text-24 font-semibold">{bulk?.item}</h1>
      <CheckOrders
        merchant={staff.merchant.code}
        act={kind}
        query={query.toString()}
        time={
          bulk?.asks === "time"
            ? { zone, usual: toLocalInput(nextHourOfDay(await businessNow(database()), 9, zone), zone) }
            : null
        }
      />
    </div>
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
