import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { type OrderFilter, pageSizes } from "@/lib/orders/filter";
import { COUNTED_MATCHES, type OrderPage } from "@/lib/orders/queries";
import { listHref } from "./list-href";

/** How many there are, the pages beside this one, and how long a page is. */
export function Paging({ filter, page, matches }: { filter: OrderFilter; page: OrderPage; matches: number }) {
  const counted = matches > COUNTED_MATCHES ? `${COUNTED_MATCHES.toLocaleString("en-GB")}+` : String(matches);
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center justify-between gap-4 text-13">
      <p className="text-quiet">
        {counted} {matches === 1 ? "order" : "orders"}
      </p>
      <div className="flex items-center gap-4">
        <p className="flex items-center gap-2 text-quiet">
          Per page
          {pageSizes.map((size) => (
            <Link
              key={size}
              href={listHref({ ...filter, size, cursor: null })}
              aria-label={`${size} per page`}
              aria-current={filter.size === size ? "true" : undefined}
              className={filter.size === size ? "font-medium text-ink" : "hover:text-ink"}
            >
              {size}
            </Link>
          ))}
        </p>
        <Step href={page.newer && listHref({ ...filter, cursor: page.newer })}>Newer</Step>
        <Step href={page.older && listHref({ ...filter, cursor: page.older })}>Older</Step>
      </div>
    </nav>
  );
}

function Step({ href, children }: { href: string | null; children: string }) {
  return href ? (
    <Link href={href} className={buttonClass.plain}>
      {children}
    </Link>
  ) : (
    <button type="button" disabled className={buttonClass.plain}>
      {children}
    </button>
  );
}
