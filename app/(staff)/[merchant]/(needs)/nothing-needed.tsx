import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import type { NeedsFilter } from "@/lib/desk/needs-filter";
import type { NeedsTotals } from "@/lib/desk/needs-totals";
import { needsHref } from "./needs-href";
import type { Coming } from "./read-desk";
import { HappensAutomatically } from "./what-follows";

/** Nothing to do says so, and what happens automatically next. */
export function NothingNeeded({ merchant, filter, totals, coming }: Props) {
  const isNarrowed = filter.kind !== null || filter.owner !== null || filter.isSnoozed;
  const others = totals.everyone;
  return (
    <section
      aria-label="Nothing to do"
      className="mt-6 rounded-panel border border-line bg-panel px-6 py-10 text-center"
    >
      <CircleCheck size={24} strokeWidth={1.5} aria-hidden className="mx-auto text-green" />
      <h2 className="mt-3 text-18 font-semibold">
        {filter.isSnoozed
          ? "No order is snoozed here."
          : isNarrowed
            ? "Nothing here needs you."
            : "Nothing needs you now."}
      </h2>
      <div className="mt-2 flex justify-center text-13 text-quiet">
        <HappensAutomatically merchant={merchant} coming={coming} />
      </div>
      {isNarrowed && others + totals.all.count > 0 ? (
        <Link href={needsHref(merchant)} className={`${buttonClass.plain} mt-4`}>
          See everyone’s orders
        </Link>
      ) : null}
    </section>
  );
}

type Props = { merchant: string; filter: NeedsFilter; totals: NeedsTotals; coming: Coming };
