import Link from "next/link";
import type { ReactNode } from "react";
import { statusNames } from "@/lib/domain/words/names";
import { countedStatuses, countInWords, type OrderCounts } from "@/lib/orders/counts";
import type { OrderFilter } from "@/lib/orders/filter";
import { listHref } from "./list-href";

/** All orders, and those that somebody should look at, with how many there are. */
export function OrdersTabs({ merchant, filter, counts }: OrdersTabsProps) {
  const chosen = filter.status.length === 1 ? filter.status[0] : filter.status.length === 0 ? "all" : null;
  return (
    <nav
      aria-label="Orders by status"
      className="mt-4 flex gap-1 max-sm:gap-0 overflow-x-auto border-b border-line"
    >
      <Tab href={listHref(merchant, { ...filter, status: [], cursor: null })} isChosen={chosen === "all"}>
        All{" "}
        <span className="max-sm:sr-only">
          <Count of={counts.all} />
        </span>
      </Tab>
      {countedStatuses.map((status) => (
        <Tab
          key={status}
          href={listHref(merchant, { ...filter, status: [status], cursor: null })}
          isChosen={chosen === status}
        >
          {statusNames[status]} <Count of={counts[status]} />
        </Tab>
      ))}
    </nav>
  );
}

type OrdersTabsProps = { merchant: string; filter: OrderFilter; counts: OrderCounts };

function Tab({ href, isChosen, children }: { href: string; isChosen: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={isChosen ? "page" : undefined}
      className={`-mb-px border-b-2 px-1.5 py-2 sm:px-3 text-13 whitespace-nowrap ${isChosen ? "border-accent font-medium text-ink" : "border-transparent text-quiet hover:text-ink"}`}
    >
      {children}
    </Link>
  );
}

function Count({ of }: { of: number }) {
  return <span className="text-12 sm:ml-1 text-quiet tabular-nums">{countInWords(of)}</span>;
}
