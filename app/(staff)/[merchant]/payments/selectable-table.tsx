"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { buttonClass } from "@/components/ui/button-class";
import type { StaffKind } from "@/lib/domain/rules/command";
import { basketHref } from "../orders/basket/basket-href";

/**
 * Rows of which orders are selected, and the acts on these: each leads to what it would do, and does nothing yet. An
 * order with several rows is selected with all of them.
 */
export function SelectableTable({ label, merchant, acts, columns, rows, all }: SelectableTableProps) {
  const [selected, choose] = useState<readonly number[]>([]);
  const [isAllThatMatch, chooseAll] = useState(false);
  const select = (change: Parameters<typeof choose>[0]) => {
    chooseAll(false);
    choose(change);
  };
  const here = [...new Set(rows.map(({ zuid }) => zuid))];
  const isAll = here.length > 0 && here.every((zuid) => selected.includes(zuid));
  const toggle = (zuid: number) =>
    select((before) => (before.includes(zuid) ? before.filter((one) => one !== zuid) : [...before, zuid]));
  return (
    <>
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-2 py-1 text-13">
        <label className="inline-flex min-h-8 items-center gap-2 pl-2">
          <input
            type="checkbox"
            checked={isAll}
            ref={(box) => {
              if (box) box.indeterminate = !isAll && selected.length > 0;
            }}
            onChange={() => select(isAll ? [] : here)}
            className="size-4 accent-accent"
          />
          Select all on this page
        </label>
        {/* It is there before it says anything, or what it says is not read out. */}
        <p role="status" className="font-medium">
          {isAllThatMatch
            ? "All that match are selected"
            : selected.length > 0
              ? `${selected.length} ${selected.length === 1 ? "order" : "orders"} selected`
              : ""}
        </p>
        {all && isAll && !isAllThatMatch ? (
          <button type="button" onClick={() => chooseAll(true)} className={buttonClass.quiet}>
            Select all that match
          </button>
        ) : null}
        {selected.length > 0
          ? acts.map(({ act, name }) => (
              <Link
                key={act}
                href={basketHref(merchant, act, isAllThatMatch && all ? all : selected)}
                className={buttonClass.plain}
              >
                {name}
              </Link>
            ))
          : null}
      </div>
      <FoldingTable
        label={label}
        columns={[selectColumn, ...columns]}
        rows={rows.map(({ key, zuid, name, cells }) => ({
          key,
          isMarked: selected.includes(zuid),
          cells: {
            ...cells,
            select: (
              <label className="-m-1.5 inline-flex p-1.5 max-sm:p-3">
                <input
                  type="checkbox"
                  aria-label={`Select ${name}`}
                  checked={selected.includes(zuid)}
                  onChange={() => toggle(zuid)}
                  className="size-4 accent-accent"
                />
              </label>
            ),
          },
        }))}
      />
    </>
  );
}

type SelectableTableProps = {
  label: string;
  merchant: string;
  acts: readonly { act: StaffKind; name: string }[];
  columns: readonly FoldingColumn[];
  /** The address of the whole list, where it has more pages than this one. */
  all?: string | null;
  /** `name`: what of its order a row is, for those who cannot see it. */
  rows: readonly { key: string; zuid: number; name: string; cells: Readonly<Record<string, ReactNode>> }[];
};

const selectColumn: FoldingColumn = {
  id: "select",
  header: <span className="sr-only">Select</span>,
  phone: "max-sm:col-start-2 max-sm:row-start-6 max-sm:text-right",
};
