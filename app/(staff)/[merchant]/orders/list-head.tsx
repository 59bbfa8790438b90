"use client";
import { Download, Plus, Rows3 } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { AwakeButton } from "@/components/ui/early-press";
import { ColumnChoice } from "./column-choice";
import { newOrderHref } from "./order-href";
import { columnNames, hideable } from "./orders-columns";
import type { Choices } from "./use-choices";

/** The list's name, how it looks, and what leads on from it. */
export function ListHead({ merchant, choices, exported, runs }: ListHeadProps) {
  const { hidden, hide, isCompact, setCompact, complaint } = choices ?? {};
  return (
    <div className="flex items-center justify-between gap-x-2 gap-y-2">
      <h1 className="mr-auto text-24 font-semibold">Orders</h1>
      {runs ? (
        <Link href={runs} className={`${buttonClass.quiet} max-sm:hidden`}>
          Bulk runs
        </Link>
      ) : null}
      {exported ? (
        <a href={exported} download className={`${buttonClass.plain} max-sm:hidden`}>
          <Download size={16} strokeWidth={1.5} aria-hidden />
          Export CSV
        </a>
      ) : null}
      {setCompact ? (
        <AwakeButton
          aria-pressed={isCompact ?? false}
          onClick={() => setCompact(!isCompact)}
          className={`${buttonClass.plain} aria-pressed:bg-selected max-sm:hidden`}
        >
          <Rows3 size={16} strokeWidth={1.5} aria-hidden />
          Compact
        </AwakeButton>
      ) : null}
      {hidden && hide ? (
        <span className="max-sm:hidden">
          <ColumnChoice
            columns={hideable.map((id) => ({
              name: columnNames[id],
              isShown: !hidden.includes(id),
              show: (isShown) =>
                hide((before) => [...before.filter((one) => one !== id), ...(isShown ? [] : [id])]),
            }))}
            complaint={complaint ?? ""}
          />
        </span>
      ) : null}
      <Link href={newOrderHref(merchant)} className={buttonClass.primary}>
        <Plus size={16} strokeWidth={1.5} aria-hidden />
        New order
      </Link>
    </div>
  );
}

type ListHeadProps = {
  merchant: string;
  /** Not before they are known. */
  choices?: Choices;
  /** Where the rows of the list come as a file, for whoever may have one. */
  exported?: string | null;
  /** Where the bulk runs are listed, for whoever may start one. */
  runs?: string | null;
};
