"use client";
import { CalendarClock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Column } from "@/components/data-table/use-data-table";
import { CardExpiry } from "@/components/order/card-expiry";
import { StatusIcon } from "@/components/order/status-icon";
import { Amount } from "@/components/ui/amount";
import { Initials } from "@/components/ui/initials";
import { TimeInWords } from "@/components/ui/time-in-words";
import type { OrderRowText } from "./order-row-text";
import type { ColumnId } from "./orders-columns";

/** What each column of the list shows of an order, in their order. */
export const orderCells: readonly (Omit<Column<OrderRowText>, "header" | "sort" | "canHide"> & {
  id: ColumnId;
})[] = [
  {
    id: "status",
    iconOnly: true,
    onPhone: "col-start-2 row-start-1",
    cell: ({ status }) => <StatusIcon status={status} />,
  },
  {
    id: "zuid",
    onPhone: "col-start-3 row-start-2",
    cell: ({ id, href }) => (
      <Link
        href={href}
        prefetch={false}
        className="font-medium whitespace-nowrap text-accent outline-none after:absolute after:inset-0 after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-accent max-sm:text-12"
      >
        {id}
      </Link>
    ),
  },
  {
    id: "created",
    cell: ({ created }) => (
      <Narrowing>
        <TimeInWords {...created} />
      </Narrowing>
    ),
  },
  {
    id: "invoice",
    cell: ({ invoiceId }) => (
      <span
        title={invoiceId || undefined}
        className="block max-w-28 truncate group-has-focus-visible:whitespace-normal"
      >
        {invoiceId}
      </span>
    ),
  },
  {
    id: "customer",
    onPhone: "col-start-3 row-start-1 min-w-0 font-medium",
    cell: ({ customer: { name, organisation }, href, standing }) => (
      <span className="flex min-w-0 items-center gap-2">
        <Initials name={name} />
        <span className="max-w-52 min-w-0 max-[1400px]:max-w-40">
          <Link
            href={href}
            prefetch={false}
            tabIndex={-1}
            title={`${name} ${organisation}`.trim()}
            className="block truncate group-has-focus-visible:whitespace-normal"
          >
            {name}
            {organisation ? <span className="font-normal text-quiet"> · {organisation}</span> : null}
          </Link>
          <span className="block text-12 font-normal text-quiet max-sm:hidden">{standing}</span>
        </span>
      </span>
    ),
  },
  { id: "type", cell: ({ type }) => type },
  { id: "channel", cell: ({ channel }) => channel },
  {
    id: "card",
    cell: ({ card }) =>
      card ? (
        <>
          <span className="block whitespace-nowrap">{card.brand}</span>
          <span className="flex items-center gap-1 text-12 whitespace-nowrap text-quiet">
            {card.number}
            <CardExpiry card={card} state={card.expiryState} />
          </span>
        </>
      ) : (
        <None />
      ),
  },
  {
    id: "amount",
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
  { id: "net", end: true, cell: ({ netPaid, currency }) => <Amount value={netPaid} currency={currency} /> },
  {
    id: "outstanding",
    end: true,
    cell: ({ outstanding, currency }) =>
      outstanding > 0 ? <Amount value={outstanding} currency={currency} /> : <None />,
  },
  { id: "next", cell: ({ next }) => <NextPayment next={next} /> },
  { id: "tags", cell: ({ tags }) => <Tags tags={tags} /> },
  {
    id: "step",
    phoneOnly: true,
    onPhone: "col-span-2 col-start-3 row-start-3",
    cell: ({ step }) => <span className="block text-12 text-quiet">{step}</span>,
  },
];

function NextPayment({ next }: Pick<OrderRowText, "next">) {
  if (!next) return <None />;
  const words = (
    <Narrowing>
      <TimeInWords {...next} />
      {next.isRetry ? <span className="block text-12 text-quiet max-[1400px]:inline"> retry</span> : null}
    </Narrowing>
  );
  if (!next.isOverdue) return words;
  return (
    <span className="inline-flex items-center gap-1 text-orange">
      <span>{words}</span>
      <span role="img" aria-label="Overdue" title="Overdue">
        <CalendarClock size={16} strokeWidth={1.5} aria-hidden />
      </span>
    </span>
  );
}

/** In a narrow window the time of day stands under its day, so that the last columns stay in sight. */
function Narrowing({ children }: { children: ReactNode }) {
  return (
    <span className="max-[1400px]:block max-[1400px]:w-22 max-[1400px]:*:whitespace-normal">{children}</span>
  );
}

function Tags({ tags }: Pick<OrderRowText, "tags">) {
  return (
    <span className="flex max-w-40 flex-wrap gap-1">
      {tags.map(({ tag, href }) => (
        <Link
          key={tag}
          href={href}
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

function None() {
  return <span className="text-quiet">–</span>;
}
