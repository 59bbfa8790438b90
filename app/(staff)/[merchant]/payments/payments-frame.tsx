import Link from "next/link";
import type { ReactNode } from "react";
import { paymentsHref } from "./payments-href";

/** The title of the section, and the way to its other pages. */
export function PaymentsFrame({ merchant, here, children }: PaymentsFrameProps) {
  return (
    <>
      <h1 className="text-24 font-semibold">Payments</h1>
      <nav aria-label="Payments" className="mt-3 mb-4 flex gap-1 overflow-x-auto border-b border-line">
        {Object.entries(pages).map(([path, name]) => (
          <Link
            key={path}
            href={paymentsHref(merchant, path)}
            aria-current={path === here ? "page" : undefined}
            className="-mb-px border-b-2 border-transparent px-3 py-2 text-13 whitespace-nowrap text-quiet hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
          >
            {name}
          </Link>
        ))}
      </nav>
      {children}
    </>
  );
}

const pages = {
  exceptions: "Billing exceptions",
  pending: "Pending orders",
  processed: "All processed",
  unknown: "Unknown outcomes",
  disputes: "Disputes",
  "card-radar": "Card radar",
  silent: "Silent",
} as const;

type PaymentsFrameProps = { merchant: string; here: keyof typeof pages; children: ReactNode };
