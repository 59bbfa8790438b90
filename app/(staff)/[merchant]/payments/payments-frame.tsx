import type { ReactNode } from "react";
import { SectionTabs } from "@/components/section-tabs";
import { paymentsHref } from "./payments-href";

/** The title of the section, and the way to its other pages. */
export function PaymentsFrame({ merchant, here, children }: PaymentsFrameProps) {
  return (
    <>
      <h1 className="text-24 font-semibold">Payments</h1>
      <SectionTabs
        label="Payments"
        tabs={Object.entries(pages).map(([path, name]) => ({
          href: paymentsHref(merchant, path),
          name,
          isHere: path === here,
        }))}
      />
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
