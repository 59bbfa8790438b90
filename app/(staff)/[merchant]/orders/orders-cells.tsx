"use client";
import { CalendarClock } from "lucide-react";
import Link from "next/link";
import type { Column } from "@/components/data-table/use-data-table";
import { CardBrand } from "@/components/order/card-brand";
import { CardExpiry } from "@/components/order/card-expiry";
import { StatusIcon } from "@/components/order/status-icon";
import { Amount } from "@/components/ui/amount";
import { ListLink } from "@/components/ui/list-link";
import { TimeInWords } from "@/components/ui/time-in-words";
import { statusNames } from "@/lib/domain/words/names";
import type { OrderRowText } from "./order-row-text";
import type { ColumnId } from "./orders-columns";

/** What each column of the list shows of an order, in their order, and how wide it is unless somebody drew it wider. */
export const orderCells: readonly (Omit<Column<OrderRowText>, "header" | "sort" | "canHide"> & {
  id: ColumnId;
})[] = [
  {
    id: "status",
    width: 104,
    isSticky: true,
    onPhone: "col-start-2 row-start-1",
    cell: ({ status, href }) => (
      // A press anywhere on a row opens its order. What stays in sight covers the rest, and so leads there itself.
      <Link
        href={href}
        prefetch={false}
        tabIndex={-1}
        className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap after:absolute after:inset-0"
      >
        <StatusIcon status={status} />
        <span aria-hidden className="max-sm:hidden">
          {statusNames[status]}
        </span>
      </Link>
    ),
  },
  {
    id: "zuid",
    width: 92,
    isSticky: true,
    onPhone: "col-start-3 row-start-2",
    cell: ({ id, href }) => (
      <Link
        href={href}
        prefetch={false}
        data-row-link=""
        className="font-medium whitespace-nowrap text-accent outline-none after:absolute after:inset-0 after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-accent max-sm:text-12"
      >
        {id}
      </Link>
    ),
  },
  { id: "created", width: 104, cell: ({ created }) => <TimeInWords {...created} /> },
  { id: "invoice", width: 112, cell: ({ invoiceId }) => <Cut text={invoiceId} /> },
  {
    id: "customer",
    width: null,
    onPhone: "col-start-3 row-start-1 min-w-0 font-medium",
    cell: ({ customer: { name, organisation }, href }) => (
      <span className="flex min-w-0 items-center gap-2">
        <Link
          href={href}
          prefetch={false}
          tabIndex={-1}
          title={`${name} ${organisation}`.trim()}
          className="min-w-0 truncate group-has-focus-visible:whitespace-normal sm:after:absolute sm:after:inset-0"
        >
          {name}
          {organisation ? <span className="font-normal text-quiet"> · {organisation}</span> : null}
        </Link>
      </span>
    ),
  },
  { id: "type", width: 100, cell: ({ type }) => type },
  { id: "channel", width: 76, cell: ({ channel }) => channel },
  {
    id: "card",
    width: 116,
    cell: ({ card }) =>
      card ? (
        <span className="flex items-center gap-1.5 whitespace-nowrap" title={card.brand}>
          <CardBrand name={card.brand} />
          {card.number}
          <CardExpiry card={card} state={card.expiryState} />
        </span>
      ) : (
        <None />
      ),
  },
  { id: "reason", width: 164, cell: ({ reason }) => <Cut text={reason} /> },
  {
    id: "retries",
    width: 72,
    cell: ({ retries }) => <span className="whitespace-nowrap tabular-nums">{retries}</span>,
  },
  {
    id: "amount",
    width: 104,
    end: true,
    onPhone: "col-start-4 row-start-1",
    cell: ({ amount, amountName, currency }) => (
      <>
        {/* Where the columns have no heads, an amount says what it is. */}
        <span className="text-12 text-quiet sm:hidden">{amountName} </span>
        <Amount value={amount} currency={currency} />
      </>
    ),
  },
  {
    id: "net",
    width: 104,
    end: true,
    cell: ({ netPaid, currency }) => <Amount value={netPaid} currency={currency} />,
  },
  {
    id: "outstanding",
    width: 104,
    end: true,
    cell: ({ outstanding, currency }) =>
      outstanding > 0 ? (
        <span className="font-medium">
          <Amount value={outstanding} currency={currency} />
        </span>
      ) : (
        <None />
      ),
  },
  { id: "next", width: 152, cell: ({ next }) => <NextPayment next={next} /> },
  { id: "owner", width: 120, cell: ({ owner }) => <Cut text={owner} /> },
  { id: "tags", width: 144, cell: ({ tags }) => <Tags tags={tags} /> },
  {
    id: "step",
    width: null,
    phoneOnly: true,
    onPhone: "col-span-2 col-start-3 row-start-3",
    cell: ({ step }) => <span className="block text-12 text-quiet">{step}</span>,
  },
];

/** Where the column is too narrow for it the rest is in the tooltip, and there with the focus. */
function Cut({ text }: { text: string }) {
  return (
    <span title={text || undefined} className="block truncate group-has-focus-visible:whitespace-normal">
      {text}
    </span>
  );
}

function NextPayment({ next }: Pick<OrderRowText, "next">) {
  if (!next) return <None />;
  const words = (
    <>
      <TimeInWords {...next} />
      {next.isRetry ? <span className="text-12 text-quiet"> retry</span> : null}
    </>
  );
  if (!next.isOverdue) return <span className="whitespace-nowrap">{words}</span>;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-orange">
      <span>{words}</span>
      <span role="img" aria-label="Overdue" title="Overdue">
        <CalendarClock size={16} strokeWidth={1.5} aria-hidden />
      </span>
    </span>
  );
}

function Tags({ tags }: Pick<OrderRowText, "tags">) {
  return (
    <span className="flex gap-1 overflow-hidden">
      {tags.map(({ tag, href }) => (
        <ListLink
          key={tag}
          href={href}
          title={`Orders tagged ${tag}`}
          className="relative z-1 min-w-0 truncate rounded-control bg-sunken px-1.5 text-12 text-quiet hover:bg-selected hover:text-ink"
        >
          {tag}
        </ListLink>
      ))}
    </span>
  );
}

function None() {
  return <span className="text-quiet">–</span>;
}
