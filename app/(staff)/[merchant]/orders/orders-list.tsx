"use client";
import { useMemo } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { ListGo } from "@/components/ui/list-link";
import { Notice } from "@/components/ui/notice";
import { narrowingOf } from "@/lib/orders/filter-address";
import type { ListChoices } from "@/lib/orders/list-choices";
import { directionOf } from "@/lib/orders/list-order";
import { runHref } from "./basket/basket-href";
import { FilterChips } from "./filter-chips";
import type { FilterWords } from "./filter-words";
import { ListHead } from "./list-head";
import { exportHref, listHref } from "./list-href";
import { NothingFound } from "./nothing-found";
import { sortedColumns } from "./orders-columns";
import { OrdersFilter } from "./orders-filter";
import { OrdersTable } from "./orders-table";
import { OrdersTabs } from "./orders-tabs";
import { Paging } from "./paging";
import { sortLinks } from "./sort-links";
import { useChoices } from "./use-choices";
import { type FirstList, useCounts } from "./use-counts";
import { useList } from "./use-list";
import { useListKeys } from "./use-list-keys";

/** The list of orders, which goes from state to state on the page: rows, counts and pages come as data. */
export function OrdersList({
  merchant,
  zone,
  first,
  given,
  isCompact,
  words,
  mayExport,
  mayActOnMany,
}: OrdersListProps) {
  const { shown, isWaiting, go, again } = useList(merchant, first.list);
  const known = useCounts(merchant, shown, first);
  const matches = known.isKnown ? (known.counts?.matches ?? null) : null;
  const choices = useChoices(merchant, given);
  const { filter, lines } = shown;
  const sorts = useMemo(() => sortLinks(merchant, filter), [merchant, filter]);
  const sorting = useMemo(
    () => [{ id: sortedColumns[filter.sort], desc: directionOf(filter) === "desc" }],
    [filter],
  );
  const exported = mayExport ? exportHref(merchant, filter) : null;
  useListKeys(exported);
  const isNarrow = choices.isCompact ?? isCompact;
  return (
    <ListGo value={go}>
      <ListHead
        merchant={merchant}
        choices={{ ...choices, isCompact: isNarrow }}
        exported={exported}
        runs={mayActOnMany ? runHref(merchant) : null}
      />
      <OrdersTabs merchant={merchant} filter={filter} known={known} choices={choices} />
      <Waiting isWaiting={isWaiting} />
      {again ? <NotThere again={again} /> : null}
      <div data-rows={isNarrow ? "compact" : "usual"}>
        <OrdersTable
          lines={lines}
          isWaiting={isWaiting}
          choices={choices}
          sorting={sorting}
          sorts={sorts}
          narrowedTo={listHref(merchant, narrowingOf(filter))}
          matches={matches}
          actsAt={mayActOnMany ? merchant : null}
          filters={<OrdersFilter merchant={merchant} filter={filter} days={shown.days} words={words} />}
          chips={<FilterChips merchant={merchant} filter={filter} words={words} />}
        >
          {lines.length > 0 ? (
            <Paging merchant={merchant} filter={filter} page={shown} matches={matches} zone={zone} />
          ) : (
            <NothingFound
              merchant={merchant}
              filter={filter}
              all={known.isKnown ? (known.counts?.all ?? null) : null}
            />
          )}
        </OrdersTable>
      </div>
    </ListGo>
  );
}

type OrdersListProps = {
  merchant: string;
  /** The user's time zone. */
  zone: string;
  first: FirstList;
  given: ListChoices;
  /** How the browser has it, where the person chose nothing. */
  isCompact: boolean;
  words: FilterWords;
  mayExport: boolean;
  mayActOnMany: boolean;
};

/** A line under the tabs while another state is on its way. It shows itself only when that takes long. */
function Waiting({ isWaiting }: { isWaiting: boolean }) {
  return (
    <div role="status" className="relative h-0">
      {isWaiting ? (
        <>
          <span aria-hidden className="wait-line absolute inset-x-0 top-0 h-0.5 bg-accent" />
          <span className="sr-only">Loading the list …</span>
        </>
      ) : null}
    </div>
  );
}

/** What is shown is what was there before. */
function NotThere({ again }: { again: () => void }) {
  return (
    <div role="alert" className="mt-4">
      <Notice
        tone="alert"
        action={
          <button type="button" className={buttonClass.plain} onClick={again}>
            Try again
          </button>
        }
      >
        <p>
          The list could not be loaded because the network or the server was not available. The orders below
          are those that were shown before.
        </p>
      </Notice>
    </div>
  );
}
