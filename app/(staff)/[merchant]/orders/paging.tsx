"use client";
import { buttonClass } from "@/components/ui/button-class";
import { ListLink } from "@/components/ui/list-link";
import { countInWords } from "@/lib/orders/count-words";
import type { OrderFilter } from "@/lib/orders/filter";
import { pageSizes } from "@/lib/orders/list-order";
import type { PageOfOrders } from "@/lib/orders/queries";
import { listHref } from "./list-href";

/** How many there are, the pages beside this one, and how long a page is. */
export function Paging({ merchant, filter, page, matches, zone }: PagingProps) {
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center justify-between gap-4 text-13">
      <p className="text-quiet">
        {matches === null ? "" : `${countInWords(matches)} ${matches === 1 ? "order" : "orders"} · `}
        Times in {zone}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="flex items-center gap-1 text-quiet">
          <span className="mr-1">Per page</span>
          {pageSizes.map((size) => (
            <ListLink
              key={size}
              href={listHref(merchant, { ...filter, size, cursor: null })}
              aria-label={`${size} per page`}
              aria-current={filter.size === size ? "true" : undefined}
              className={`inline-flex h-8 min-w-8 items-center justify-center rounded-control tabular-nums ${filter.size === size ? "bg-selected font-medium text-ink" : "hover:bg-hover hover:text-ink"}`}
            >
              {size}
            </ListLink>
          ))}
        </p>
        <Step href={page.newer && listHref(merchant, { ...filter, cursor: page.newer })}>Newer</Step>
        <Step href={page.older && listHref(merchant, { ...filter, cursor: page.older })}>Older</Step>
      </div>
    </nav>
  );
}

type PagingProps = {
  merchant: string;
  filter: OrderFilter;
  page: Pick<PageOfOrders, "older" | "newer">;
  /** Null until they are counted. */
  matches: number | null;
  zone: string;
};

function Step({ href, children }: { href: string | null; children: string }) {
  return href ? (
    <ListLink href={href} className={buttonClass.plain}>
      {children}
    </ListLink>
  ) : (
    <button type="button" disabled className={buttonClass.plain}>
      {children}
    </button>
  );
}
