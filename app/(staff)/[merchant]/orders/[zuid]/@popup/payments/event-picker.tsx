"use client";
import { createColumnHelper, rowSelectionFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useRef, useState } from "react";
import { cellClass, foldedCellClass, headClass } from "@/components/ui/table";
import { type Currency, formatMoney } from "@/lib/domain/value/money";
import { CollectedRow } from "./collected-row";
import { EventActs } from "./event-acts";
import { usePickerKeys } from "./picker-keys";
import { type Drawn, useSelection } from "./use-selection";

/** Rows to select from. What is selected stands in the address, and the server says what can be done with it. */
export function EventPicker({ address, askedAt, chosen, rows, currency, acts }: EventPickerProps) {
  const { selected, offered, isAsking, failed, select } = useSelection({ address, askedAt, chosen, acts });
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => String(row.number),
    state: { rowSelection: selectionOf(selected) },
    onRowSelectionChange: (change) => {
      const now = selectionOf(selected);
      const next = typeof change === "function" ? change(now) : change;
      select(rows.map((row) => row.number).filter((number) => next[String(number)]));
    },
  });
  const place = useRef<HTMLDivElement>(null);
  usePickerKeys(place, isAsking);
  const [showsCollected, showCollected] = useState(false);
  const collected = rows.filter((row) => row.isCollected);
  const isShown = (row: EventRow) =>
    !row.isCollected || showsCollected || collected.length === 1 || selected.includes(row.number);
  return (
    <div ref={place} className="max-sm:pb-36">
      <section
        aria-label="Scheduled Payments"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        className="sm:max-h-[max(16rem,calc(100dvh-24rem))] sm:overflow-auto sm:[--row-height:2.25rem]"
      >
        <table aria-label="Scheduled Payments" className="w-full border-collapse text-13 max-sm:block">
          <thead className="sticky top-0 z-10 bg-panel max-sm:block">
            <tr className="max-sm:flex max-sm:border-b max-sm:border-line-strong">
              <th scope="col" className={`${headClass} text-left max-sm:border-0`}>
                <SelectAll open={rows.filter((row) => row.isOpen)} selected={selected} select={select} />
              </th>
              {cells.map((id) => (
                <th
                  key={id}
                  scope="col"
                  className={`${headClass} max-sm:sr-only ${id === "amount" ? "text-right" : "text-left"}`}
                >
                  {headers[id]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {collected.length > 1 ? (
              <CollectedRow
                rows={collected}
                currency={currency}
                isOpen={showsCollected}
                toggle={() => showCollected(!showsCollected)}
              />
            ) : null}
            {table
              .getRowModel()
              .rows.filter(({ original }) => isShown(original))
              .map((row) => (
                <tr
                  key={row.id}
                  className={`${row.getIsSelected() ? "bg-selected" : "hover:bg-hover"} ${foldedRow}`}
                >
                  <td
                    className={`${cellClass} ${foldedCellClass} max-sm:col-start-1 max-sm:row-span-2 max-sm:row-start-1`}
                  >
                    <input
                      type="checkbox"
                      data-row
                      aria-label={`Select ${row.original.name}`}
                      checked={row.getIsSelected()}
                      onChange={(event) => row.toggleSelected(event.target.checked)}
                      className="size-4 align-middle accent-accent"
                    />
                  </td>
                  {row.getAllCells().map((cell) => (
                    <td
                      key={cell.id}
                      className={`${cellClass} ${foldedCellClass} ${cell.column.id === "amount" ? "text-right" : ""} ${folds[cell.column.id as CellId]} ${cell.getValue() ? "" : "max-sm:hidden"}`}
                    >
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </section>
      <EventActs acts={offered} isAsking={isAsking}>
        <p role="status" className="text-13 font-medium empty:hidden">
          {chosenWords(
            rows.filter((row) => selected.includes(row.number)),
            currency,
          )}
        </p>
        <p role="alert" className="text-13 text-red empty:hidden">
          {failed}
        </p>
      </EventActs>
    </div>
  );
}

type EventPickerProps = Drawn & { rows: EventRow[]; currency: Currency };

type EventRow = Record<CellId, ReactNode> & {
  number: number;
  name: string;
  isOpen: boolean;
  isCollected: boolean;
  /** Its amount, in minor units. */
  minor: number;
};
type CellId = (typeof cells)[number];

/** How many are ticked and what they come to; nothing when none is. */
function chosenWords(rows: readonly EventRow[], currency: Currency): string {
  if (rows.length === 0) return "";
  const sum = rows.reduce((total, row) => total + row.minor, 0);
  return `${rows.length === 1 ? "1 payment" : `${rows.length} payments`} chosen, ${formatMoney(sum, currency)}`;
}

/** Selects every payment that may still be collected or given up. */
function SelectAll({ open, selected, select }: SelectAllProps) {
  const isAll = open.length > 0 && open.every((row) => selected.includes(row.number));
  return (
    <label className="inline-flex items-center gap-2">
      <input
        type="checkbox"
        aria-label="Select all"
        checked={isAll}
        disabled={open.length === 0}
        ref={(box) => {
          if (box) box.indeterminate = !isAll && selected.length > 0;
        }}
        onChange={() => select(isAll ? [] : open.map((row) => row.number))}
        className="size-4 align-middle accent-accent"
      />
      <span aria-hidden="true" className="sm:hidden">
        Select all
      </span>
    </label>
  );
}

type SelectAllProps = {
  open: readonly EventRow[];
  selected: readonly number[];
  select: (numbers: number[]) => void;
};

const cells = ["status", "id", "scheduled", "amount", "executed", "retries", "reason"] as const;
const headers: Record<(typeof cells)[number], string> = {
  status: "Status",
  id: "SPID",
  scheduled: "Scheduled",
  amount: "Amount",
  executed: "Executed",
  retries: "Retries",
  reason: "Reason",
};
/** Where each stands in a row that is folded on a phone. */
const folds: Record<CellId, string> = {
  status: "max-sm:col-start-2 max-sm:row-start-1",
  id: "max-sm:col-start-3 max-sm:row-start-2 max-sm:text-right max-sm:text-quiet max-sm:before:content-['SPID_']",
  scheduled: "max-sm:col-start-2 max-sm:row-start-2",
  amount: "max-sm:col-start-3 max-sm:row-start-1",
  executed: "max-sm:hidden",
  retries: "max-sm:col-span-2 max-sm:col-start-2",
  reason: "first-letter:uppercase max-sm:col-span-2 max-sm:col-start-2",
};
const foldedRow =
  "max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line max-sm:px-2 max-sm:py-2.5";
const features = tableFeatures({ rowSelectionFeature });
const helper = createColumnHelper<typeof features, EventRow>();
const columns = helper.columns(
  cells.map((id) =>
    helper.accessor((row): unknown => row[id], { id, cell: (info) => info.getValue() as ReactNode }),
  ),
);

function selectionOf(numbers: readonly number[]): Record<string, true> {
  return Object.fromEntries(numbers.map((number) => [String(number), true as const]));
}
