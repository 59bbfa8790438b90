import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Column, DataTable, type Row } from "@/components/data-table/data-table";
import { StatusIcon } from "@/components/order/status-icon";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { Time } from "@/components/ui/time";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { cardName } from "@/lib/domain/card";
import { typeNames } from "@/lib/domain/describe";
import type { Instant } from "@/lib/domain/order";
import { directionOf, type OrderFilter, parseOrderFilter } from "@/lib/orders/filter";
import { countOrders, listOrders, type OrderRow, tabCounts } from "@/lib/orders/queries";
import { FilterChips } from "./filter-chips";
import { listHref } from "./list-href";
import { OrdersFilter } from "./orders-filter";
import { OrdersTabs } from "./orders-tabs";
import { Paging } from "./paging";

export const metadata: Metadata = { title: "Orders" };

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaff("orders");
  const filter = parseOrderFilter(await searchParams);
  const db = database();
  const now = await businessNow(db);
  const scope = {
    merchantId: staff.merchantId,
    createdBy: staff.scope === "own" ? staff.user.id : undefined,
  };
  const [page, tabs, matches] = await Promise.all([
    listOrders(db, scope, filter, now),
    tabCounts(db, scope),
    countOrders(db, scope, filter),
  ]);
  const zone = staff.user.timeZone;
  return (
    <>
      <h1 className="text-24 font-semibold">Orders</h1>
      <OrdersTabs filter={filter} counts={tabs} />
      <OrdersFilter key={listHref(filter)} filter={filter} />
      <FilterChips filter={filter} />
      {page.rows.length > 0 ? (
        <DataTable
          label="Orders"
          columns={columnsOf(filter)}
          rows={page.rows.map((row) => toRow(row, zone, now))}
        />
      ) : (
        <NothingFound filter={filter} />
      )}
      <Paging filter={filter} page={page} matches={matches} />
    </>
  );
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

function columnsOf(filter: OrderFilter): Column[] {
  const sorted = (key: OrderFilter["sort"]): NonNullable<Column["sort"]> => {
    const now = filter.sort === key ? directionOf(filter) : null;
    const usual = directionOf({ sort: key, dir: null });
    const dir = now === usual ? (usual === "asc" ? "desc" : "asc") : usual;
    return {
      href: listHref({ ...filter, sort: key, dir, cursor: null }),
      now: now && (now === "asc" ? "ascending" : "descending"),
    };
  };
  return [
    { id: "status", header: "Status", iconOnly: true },
    { id: "zuid", header: "ZUID" },
    { id: "created", header: "Created", sort: sorted("created") },
    { id: "invoice", header: "Invoice ID" },
    { id: "customer", header: "Customer" },
    { id: "type", header: "Type" },
    { id: "channel", header: "Channel" },
    { id: "card", header: "Card" },
    { id: "amount", header: "Amount", end: true },
    { id: "net", header: "Net paid", end: true },
    { id: "outstanding", header: "Outstanding", end: true },
    { id: "next", header: "Next payment", sort: sorted("next") },
  ];
}

function toRow(order: OrderRow, zone: string, now: Instant): Row {
  const { customer, currency } = order;
  const cells: Record<string, ReactNode> = {
    status: <StatusIcon status={order.status} />,
    zuid: (
      <Link
        href={`/orders/ZUID-${order.zuid}`}
        className="font-medium whitespace-nowrap text-accent after:absolute after:inset-0"
      >
        ZUID-{order.zuid}
      </Link>
    ),
    created: <Time at={order.createdAt} zone={zone} />,
    invoice: order.invoiceId,
    customer: (
      <span className="block max-w-64 truncate" title={`${customer.name} ${customer.organisation}`.trim()}>
        {customer.name}
        {customer.organisation ? <span className="text-quiet"> · {customer.organisation}</span> : null}
      </span>
    ),
    type: typeNames[order.type],
    channel: order.channel,
    card: order.card ? <span className="whitespace-nowrap">{cardName(order.card)}</span> : <None />,
    amount: <Amount value={order.amount} currency={currency} />,
    net: <Amount value={order.netPaid} currency={currency} />,
    outstanding: order.outstanding > 0 ? <Amount value={order.outstanding} currency={currency} /> : <None />,
    next: <NextPayment at={order.nextPaymentAt} zone={zone} now={now} />,
  };
  return { id: String(order.zuid), cells };
}

/** A payment whose time has passed is not coming: something holds it up. */
function NextPayment({ at, zone, now }: { at: Instant | null; zone: string; now: Instant }) {
  if (at === null || at > now) return <Time at={at} zone={zone} />;
  return (
    <span className="whitespace-nowrap text-orange">
      Overdue since <Time at={at} zone={zone} />
    </span>
  );
}

function None() {
  return <span className="text-quiet">–</span>;
}

function NothingFound({ filter }: { filter: OrderFilter }) {
  const isFiltered =
    listHref({ ...filter, cursor: null, sort: "created", dir: null, size: 25 }) !== "/orders";
  return (
    <div className="border-y border-line py-16 text-center">
      <p className="text-15">{isFiltered ? "No order matches these filters." : "There are no orders yet."}</p>
      {isFiltered ? (
        <Link href="/orders" className={`${buttonClass.plain} mt-4`}>
          Show all orders
        </Link>
      ) : null}
    </div>
  );
}
