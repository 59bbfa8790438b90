import Link from "next/link";
import type { ReactNode } from "react";
import { reports } from "@/lib/figures/reports";
import { reportHref } from "./reports-href";

/** The title of the section, and the way to its other pages. */
export function ReportsFrame({ merchant, here, children }: ReportsFrameProps) {
  return (
    <>
      <h1 className="text-24 font-semibold">Reports</h1>
      <nav aria-label="Reports" className="mt-3 mb-4 flex gap-1 overflow-x-auto border-b border-line">
        {pages.map(([path, name]) => (
          <Link
            key={path}
            href={reportHref(merchant, path)}
            prefetch={false}
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

const pages: readonly (readonly [string, string])[] = [
  ...Object.entries(reports).map(([path, { name }]) => [path, name] as const),
  ["accounting", "Settlement and accounting"],
];

type ReportsFrameProps = { merchant: string; here: string; children: ReactNode };
