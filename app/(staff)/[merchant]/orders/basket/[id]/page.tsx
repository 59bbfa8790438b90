import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaff } from "@/lib/auth/require-staff";
import { basketOf, basketRows } from "@/lib/bulk/basket";
import { summaryOf } from "@/lib/bulk/summary";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { commands } from "@/lib/domain/rules/command";
import { isUuid } from "@/lib/domain/value/uuid";
import { checkedHref, runHref } from "../basket-href";
import { ordersInWords } from "../basket-words";
import { RunOrders } from "../run-orders";
import { BasketPanel } from "./basket-panel";

export const metadata: Metadata = { title: "Bulk action" };

export default foundOrNot(CheckedPage, NotFound);

/** What would be done, beside the orders that it would be done to. Nothing is done before it is confirmed. */
async function CheckedPage({ params, searchParams }: Props) {
  const { merchant, id } = await params;
  const staff = await requireStaff("payments", merchant);
  const { merchantId } = staff;
  const db = database();
  const run = (isUuid(id) ? await summaryOf(db, { merchantId, id }) : null) ?? notFound();
  if (run.state !== "planning" && run.state !== "ready") redirect(runHref(merchant, id));
  const after = placeAsked((await searchParams).after);
  const now = await businessNow(db);
  const [basket, rows] = await Promise.all([
    basketOf(db, { merchantId, id }, now),
    basketRows(db, { merchantId, id }, { share: "all", after, most: PAGE }),
  ]);
  const all = run.counts.planned + run.counts.left_out;
  return (
    <div className="gap-x-6 lg:-my-6 lg:-mr-6 lg:grid lg:grid-cols-[minmax(0,1fr)_31rem]">
      <BasketPanel merchant={merchant} zone={staff.user.timeZone} run={run} basket={basket} />
      <section
        aria-labelledby="basket-orders"
        className="min-w-0 max-lg:mt-8 lg:col-start-1 lg:row-start-1 lg:py-6"
      >
        <h2 id="basket-orders" className="mb-3 text-18 font-semibold">
          {ordersInWords(all)} selected
        </h2>
        <RunOrders
          merchant={merchant}
          rows={rows}
          charges={"mayCharge" in commands[run.kind]}
          page={{ after, size: PAGE, of: all, href: (to) => `${checkedHref(merchant, id)}?after=${to}` }}
        />
      </section>
    </div>
  );
}

const PAGE = 50;

function placeAsked(text: string | string[] | undefined): number {
  return typeof text === "string" && /^\d{1,7}$/.test(text) ? Number(text) : 0;
}

type Props = {
  params: Promise<{ merchant: string; id: string }>;
  searchParams: Promise<{ after?: string | string[] }>;
};
