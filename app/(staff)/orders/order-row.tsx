import { CalendarClock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Row } from "@/components/data-table/data-table";
import { CardExpiry } from "@/components/order/card-expiry";
import { StatusIcon } from "@/components/order/status-icon";
import { Amount } from "@/components/ui/amount";
import { Initials } from "@/components/ui/initials";
import { Time } from "@/components/ui/time";
import { cardName, cardStanding } from "@/lib/domain/card";
import { typeNames } from "@/lib/domain/names";
import type { Instant } from "@/lib/domain/order";
import type { OrderFilter } from "@/lib/orders/filter";
import type { OrderRow } from "@/lib/orders/queries";
import { listHref } from "./list-href";
import { nextStep } from "./next-step";
import type { ColumnId } from "./orders-columns";

/** One order of the list, cell by cell. */
export function orderRow(order: OrderRow, filter: OrderFilter, { now, zone, cardZone }: View): Row {
  const { customer, currency } = order;
  const href = `/orders/ZUID-${order.zuid}`;
  const fullName = `${customer.name} ${customer.organisation}`.trim();
  const cells: Record<ColumnId, ReactNode> = {
    status: <StatusIcon status={order.status} />,
    zuid: (
      <Link
        href={href}
        prefetch={false}
        className="font-medium whitespace-nowrap text-accent outline-none after:absolute after:inset-0 after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-accent max-sm:text-12"
      >
        ZUID-{order.zuid}
      </Link>
    ),
    created: <Time at={order.createdAt} zone={zone} />,
    invoice: <Cut text={order.invoiceId} className="max-w-28" />,
    customer: (
      <span className="flex min-w-0 items-center gap-2">
        <Initials name={customer.name} />
        <Link
          href={href}
          prefetch={false}
          tabIndex={-1}
          title={fullName}
          className="min-w-0 max-w-48 truncate group-has-focus-visible:whitespace-normal"
        >
          {customer.name}
          {customer.organisation ? (
            <span className="font-normal text-quiet"> · {customer.organisation}</span>
          ) : null}
        </Link>
      </span>
    ),
    type: typeNames[order.type],
    channel: order.channel,
    card: order.card ? (
      <span className="inline-flex items-center gap-1 whitespace-nowrap">
        {cardName(order.card)}
        <CardExpiry card={order.card} standing={cardStanding(order.card, now, cardZone)} />
      </span>
    ) : (
      <None />
    ),
    amount: <Amount value={order.amount} currency={currency} />,
    net: <Amount value={order.netPaid} currency={currency} />,
    outstanding: order.outstanding > 0 ? <Amount value={order.outstanding} currency={currency} /> : <None />,
    next: <NextPayment at={order.nextPaymentAt} zone={zone} now={now} />,
    tags: <Tags tags={order.tags} filter={filter} />,
    step: <span className="block truncate text-12 text-quiet">{nextStep(order, { now, zone })}</span>,
  };
  return { id: String(order.zuid), cells };
}

/** When it is looked at, in whose zone, and in which zone a card's month ends. */
type View = { now: Instant; zone: string; cardZone: string };

/** A payment whose time has passed is not coming: something holds it up. */
function NextPayment({ at, zone, now }: { at: Instant | null; zone: string; now: Instant }) {
  if (at === null || at > now) return <Time at={at} zone={zone} />;
  return (
    <span className="inline-flex items-center gap-1 text-orange">
      <Time at={at} zone={zone} />
      <span role="img" aria-label="Overdue" title="Overdue">
        <CalendarClock size={16} strokeWidth={1.5} aria-hidden />
      </span>
    </span>
  );
}

function Tags({ tags, filter }: { tags: readonly string[]; filter: OrderFilter }) {
  return (
    <span className="flex max-w-40 flex-wrap gap-1">
      {tags.map((tag) => (
        <Link
          key={tag}
          href={listHref({ ...filter, tag, cursor: null })}
          prefetch={false}
          title={`Orders tagged ${tag}`}
          className="relative z-1 max-w-full truncate rounded-control bg-sunken px-1.5 text-12 text-quiet hover:bg-selected hover:text-ink"
        >
          {tag}
        </Link>
      ))}
    </span>
  );
}

function Cut({ text, className }: { text: string; className: string }) {
  return (
    <span
      title={text || undefined}
      className={`block truncate group-has-focus-visible:whitespace-normal ${className}`}
    >
      {text}
    </span>
  );
}

function None() {
  return <span className="text-quiet">–</span>;
}
