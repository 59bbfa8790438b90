import { RefreshCcwDot } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { listHref } from "../orders/list-href";
import { orderHref } from "../orders/order-href";
import type { Coming } from "./read-desk";

/** The end of the list: what happens automatically, and the next page. */
export function WhatFollows({ merchant, coming, older, isLater }: Props) {
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-13 text-quiet">
      <HappensAutomatically merchant={merchant} coming={coming} />
      {older ? (
        <Link href={older} className={buttonClass.plain}>
          Next orders
        </Link>
      ) : null}
      {isLater ? (
        <Link href={`/${merchant}`} className={buttonClass.plain}>
          First orders
        </Link>
      ) : null}
    </div>
  );
}

type Props = { merchant: string; coming: Coming; older: string | null; isLater: boolean };

export function HappensAutomatically({
  merchant,
  coming: { next, retried },
}: Pick<Props, "merchant" | "coming">) {
  if (!next && retried === 0) return <p className="flex items-center gap-2">No payment is planned.</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <RefreshCcwDot size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
      {retried > 0 ? (
        <span>
          {retried.toLocaleString("en-GB")} {retried === 1 ? "order is" : "orders are"} retried automatically.{" "}
          <Link href={listHref(merchant, { cause: ["retried_later"] })} className="text-accent underline">
            See {retried === 1 ? "it" : "them"}
          </Link>
        </span>
      ) : null}
      {next ? (
        <span>
          Next payment: {next.words},{" "}
          <Link
            href={orderHref({ merchant: { code: merchant }, zuid: next.zuid })}
            className="text-accent underline"
          >
            ZUID-{next.zuid}
          </Link>
          .
        </span>
      ) : null}
    </p>
  );
}
