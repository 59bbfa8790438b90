import type { ReactNode } from "react";
import { SectionTabs } from "@/components/section-tabs";
import { reports } from "@/lib/figures/reports";
import { reportHref } from "./reports-href";

/** The title of the section, and the way to its other pages. */
export function ReportsFrame({ merchant, here, children }: ReportsFrameProps) {
  return (
    <>
      <h1 className="text-24 font-semibold">Reports</h1>
      <SectionTabs
        label="Reports"
        prefetch={false}
        tabs={pages.map(([path, name]) => ({
          href: reportHref(merchant, path),
          name,
          isHere: path === here,
        }))}
      />
      {children}
    </>
  );
}

const pages: readonly (readonly [string, string])[] = [
  ...Object.entries(reports).map(([path, { name }]) => [path, name] as const),
  ["accounting", "Settlement and accounting"],
];

type ReportsFrameProps = { merchant: string; here: string; children: ReactNode };
