"use client";
import type { ReactNode } from "react";
import { ListLink } from "@/components/ui/list-link";
import { statusNames } from "@/lib/domain/words/names";
import { countedStatuses, countInWords } from "@/lib/orders/count-words";
import type { OrderFilter } from "@/lib/orders/filter";
import { orderFilterParams } from "@/lib/orders/filter-address";
import { listHref } from "./list-href";
import { SavedViews } from "./saved-views";
import type { Choices } from "./use-choices";
import type { KnownCounts } from "./use-counts";

/** All orders, and those that somebody should look at, with how many there are. */
export function OrdersTabs({ merchant, filter, known, choices }: OrdersTabsProps) {
  const { counts, isKnown } = known;
  const query = orderFilterParams({ ...filter, cursor: null }).toString();
  const isView = query !== "" && choices.views.some((view) => view.query === query);
  const ofAnyStatus = listHref(merchant, { ...filter, status: [], cursor: null });
  // A list that opens with a view is asked for all in so many words.
  const opensElsewhere = choices.views.some(({ isDefault }) => isDefault) && !ofAnyStatus.includes("?");
  const chosen = filter.status.length === 1 ? filter.status[0] : filter.status.length === 0 ? "all" : null;
  return (
    <nav
      aria-label="Orders by status"
      className="mt-4 flex gap-1 max-sm:gap-0 overflow-x-auto border-b border-line"
    >
      <Tab
        href={opensElsewhere ? `${ofAnyStatus}?all=1` : ofAnyStatus}
        isChosen={!isView && chosen === "all"}
      >
        All{" "}
        <span className="max-sm:sr-only">
          <Count of={counts?.all} isKnown={isKnown} />
        </span>
      </Tab>
      {countedStatuses.map((status) => (
        <Tab
          key={status}
          href={listHref(merchant, { ...filter, status: [status], cursor: null })}
          isChosen={!isView && chosen === status}
        >
          {statusNames[status]} <Count of={counts?.[status]} isKnown={isKnown} />
        </Tab>
      ))}
      <SavedViews merchant={merchant} query={query} choices={choices} />
    </nav>
  );
}

type OrdersTabsProps = { merchant: string; filter: OrderFilter; known: KnownCounts; choices: Choices };

function Tab({ href, isChosen, children }: { href: string; isChosen: boolean; children: ReactNode }) {
  return (
    <ListLink
      href={href}
      aria-current={isChosen ? "page" : undefined}
      className={`-mb-px border-b-2 px-1.5 py-2 sm:px-3 text-13 whitespace-nowrap ${isChosen ? "border-accent font-medium text-ink" : "border-transparent text-quiet hover:text-ink"}`}
    >
      {children}
    </ListLink>
  );
}

/** While another one is counted, the last one keeps its place. */
function Count({ of, isKnown }: { of: number | undefined; isKnown: boolean }) {
  if (of === undefined) return null;
  return (
    <span className={`text-12 sm:ml-1 text-quiet tabular-nums ${isKnown ? "" : "invisible"}`}>
      {countInWords(of)}
    </span>
  );
}
