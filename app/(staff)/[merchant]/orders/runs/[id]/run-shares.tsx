import Link from "next/link";
import type { RunShare } from "@/lib/bulk/basket";
import type { RunSummary } from "@/lib/bulk/summary";
import { runHref } from "../../basket/basket-href";

/** The orders of a run by what became of them. */
export function RunShares({ merchant, run, here, declined }: RunSharesProps) {
  const { planned, done, refused, left_out, stopped, beyond_limit } = run.counts;
  const all: { share: RunShare; name: string; count: number }[] = [
    { share: "all", name: "All", count: planned + done + refused + left_out + stopped + beyond_limit },
    { share: "planned", name: "To come", count: planned },
    { share: "done", name: "Done", count: done },
    { share: "declined", name: "Not collected", count: declined },
    { share: "refused", name: "Not done", count: refused },
    { share: "not_reached", name: "Not reached", count: stopped + beyond_limit },
    { share: "left_out", name: "Left out", count: left_out },
  ];
  return (
    <nav
      aria-label="Orders of the run"
      className="mb-3 flex gap-1 overflow-x-auto border-b border-line text-13"
    >
      {all
        .filter(({ share, count }) => share === "all" || share === here || count !== 0)
        .map(({ share, name, count }) => (
          <Link
            key={share}
            href={`${runHref(merchant, run.id)}${share === "all" ? "" : `?share=${share}`}`}
            aria-current={share === here ? "page" : undefined}
            className={`px-3 py-2 whitespace-nowrap hover:text-ink ${share === here ? "border-b-2 border-accent font-medium" : "text-quiet"}`}
          >
            {name}
            <span className="ml-2 tabular-nums">{count.toLocaleString("en-GB")}</span>
          </Link>
        ))}
    </nav>
  );
}

type RunSharesProps = { merchant: string; run: RunSummary; here: RunShare; declined: number };
