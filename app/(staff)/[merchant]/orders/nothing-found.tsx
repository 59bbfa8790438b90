"use client";
import { buttonClass } from "@/components/ui/button-class";
import { ListLink } from "@/components/ui/list-link";
import { statusNames } from "@/lib/domain/words/names";
import type { OrderFilter } from "@/lib/orders/filter";
import { isNarrowed } from "@/lib/orders/filter-address";
import { listHref } from "./list-href";

/**
 * Why the list is empty, and what to do about it. `all` counts the orders of any status, narrowed like the list; null
 * until they are counted.
 */
export function NothingFound(props: NothingFoundProps) {
  const { why, hint, next } = reasonOf(props);
  return (
    <div className="border-y border-line px-4 py-16 text-center">
      <p className="text-15 font-medium">{why}</p>
      {hint ? <p className="mx-auto mt-1 max-w-[60ch] text-13 text-quiet">{hint}</p> : null}
      {next ? (
        <ListLink href={next.href} className={`${buttonClass.plain} mt-4`}>
          {next.name}
        </ListLink>
      ) : null}
    </div>
  );
}

type NothingFoundProps = { merchant: string; filter: OrderFilter; all: number | null };

type Reason = { why: string; hint?: string; next?: { name: string; href: string } };

function reasonOf({ merchant, filter, all }: NothingFoundProps): Reason {
  const showAll = { name: "Show all orders", href: listHref(merchant) };
  if (filter.cursor)
    return {
      why: "There are no orders on this page.",
      next: { name: "Show the first page", href: listHref(merchant, { ...filter, cursor: null }) },
    };
  const isNarrowedBeyondStatus = isNarrowed({ ...filter, status: [] });
  if (all === 0 && !isNarrowedBeyondStatus)
    return { why: "There are no orders yet.", hint: "Orders appear here when they are created." };
  const [status, another] = filter.status;
  if (status && !another && !isNarrowedBeyondStatus)
    return { why: `There are no orders with status ${statusNames[status]}.`, next: showAll };
  return {
    why: "No orders match these filters.",
    hint: filter.q
      ? `We looked for “${filter.q}” in customer names, e-mail addresses, invoice IDs, ZUIDs, SPIDs and transaction IDs.`
      : "Remove a filter, or clear all filters.",
    next: showAll,
  };
}
