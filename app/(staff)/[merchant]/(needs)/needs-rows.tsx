"use client";
import { AlarmClock, Store, User, UserPlus } from "lucide-react";
import Link from "next/link";
import { Fragment, type RefObject, useState } from "react";
import { BudgetBar } from "@/components/order/budget-bar";
import { statusLooks } from "@/components/order/status-icon";
import { Amount } from "@/components/ui/amount";
import { Initials } from "@/components/ui/initials";
import { statusNames } from "@/lib/domain/words/names";
import { CardCare, useSwipe } from "./card-care";
import type { NeedRowText } from "./need-row";
import { OutcomeWords } from "./outcome-words";
import type { RowOutcome } from "./outcomes";
import type { ShownDesk } from "./read-desk";

/** The orders that need a person: on a phone cards, otherwise rows in sections. */
export function NeedsRows({ tableRef, rows, sections, outcomes, ...state }: NeedsRowsProps) {
  const { picked, pickAll, open } = state;
  const isNarrow = open !== null;
  return (
    <table
      ref={tableRef}
      aria-label="What needs you"
      className="mt-5 w-full table-fixed border-separate border-spacing-0 text-13 max-sm:-mx-4 max-sm:block max-sm:w-auto"
    >
      <thead className="max-sm:hidden">
        <tr className="text-left text-12 text-quiet *:border-b *:border-line-strong *:pb-2 *:font-medium">
          <td className="w-8 pl-2">
            <input
              type="checkbox"
              aria-label="Select all on this page"
              checked={picked.size > 0 && picked.size === rows.length}
              onChange={pickAll}
              className="size-4 align-middle accent-accent"
            />
          </td>
          <th scope="col" className={`${isNarrow ? "w-51" : "w-51 min-[1360px]:w-57"} pl-2`}>
            Customer and order
          </th>
          <th scope="col">
            Why<span className={isNarrow ? "hidden" : "min-[1360px]:hidden"}>, and who can fix it</span>
          </th>
          <th scope="col" className={isNarrow ? "hidden" : "w-27 max-[1359px]:hidden"}>
            Who can fix it
          </th>
          <th scope="col" className={`max-lg:hidden ${isNarrow ? "w-41" : "w-49 xl:w-56 min-[1360px]:w-47"}`}>
            Retries<span className={isNarrow ? "hidden" : "min-[1360px]:hidden"}>, and next payment</span>
          </th>
          <th scope="col" className={isNarrow ? "hidden" : "w-30 max-[1359px]:hidden"}>
            Next, automatically
          </th>
          <th scope="col" className={`text-right ${isNarrow ? "w-28" : "w-33 min-[1360px]:w-37"}`}>
            Outstanding
          </th>
          <th scope="col" className={isNarrow ? "hidden" : "w-15 pl-4"}>
            Owner
          </th>
          <th scope="col" className={`pr-2 text-right ${isNarrow ? "w-49" : "w-47 xl:w-68"}`}>
            Best next step
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row, i) => {
          const section =
            row.section === rows[i - 1]?.section ? null : sections.find((one) => one.section === row.section);
          return (
            <Fragment key={row.zuid}>
              {section ? <SectionRow {...section} isNarrow={isNarrow} /> : null}
              <NeedRow
                row={row}
                outcome={outcomes.find((one) => one.row.zuid === row.zuid) ?? null}
                {...state}
              />
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

type RowState = {
  current: number | null;
  open: number | null;
  picked: ReadonlySet<number>;
  pick: (zuid: number) => void;
  pickAll: () => void;
  /** The row is at hand from now on. */
  reach: (zuid: number) => void;
  openSide: (zuid: number) => void;
  take: (zuid: number) => void;
  openMenu: (kind: "snooze" | "owner", zuid: number, anchor: Element) => void;
};

type NeedsRowsProps = RowState & {
  tableRef: RefObject<HTMLTableElement | null>;
  rows: readonly NeedRowText[];
  sections: ShownDesk["sections"];
  outcomes: readonly RowOutcome[];
};

function SectionRow({ name, about, isNarrow }: { name: string; about: string; isNarrow: boolean }) {
  return (
    <tr className="max-sm:block">
      {/* No head of rows: what reads tables aloud would say it before each cell. */}
      <td
        colSpan={isNarrow ? 5 : 6}
        className="h-9 border-b border-line pl-10 text-left align-bottom font-semibold max-sm:block max-sm:h-auto max-sm:px-4 max-sm:pt-5 max-sm:pb-2 [&>*]:pb-1.5"
      >
        <span className="inline-block">{name}</span>{" "}
        <span className="ml-1 inline-block font-normal text-quiet tabular-nums">{about}</span>
      </td>
      <MoreColumns isNarrow={isNarrow} />
    </tr>
  );
}

/**
 * The columns that only a wide window has, under a cell that spans all: a span over columns that are not there would make
 * them, and take their width from those that are.
 */
function MoreColumns({ isNarrow }: { isNarrow: boolean }) {
  return (
    <>
      <td aria-hidden className="border-b border-line max-lg:hidden" />
      {isNarrow ? null : <td aria-hidden colSpan={2} className="border-b border-line max-[1359px]:hidden" />}
    </>
  );
}

function NeedRow({ row, outcome, ...state }: RowState & { row: NeedRowText; outcome: RowOutcome | null }) {
  const { current, open, picked, pick, reach } = state;
  const isCurrent = current === row.zuid;
  const isNarrow = open !== null;
  const isLit = isNarrow ? open === row.zuid : isCurrent;
  const [isCaring, setCaring] = useState(false);
  const swipe = useSwipe({ left: () => setCaring(true), right: () => setCaring(false) });
  return (
    <tr
      {...swipe}
      data-zuid={row.zuid}
      tabIndex={isCurrent ? 0 : -1}
      aria-selected={picked.has(row.zuid) || undefined}
      onFocus={() => reach(row.zuid)}
      className={`group/row outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent ${isLit || picked.has(row.zuid) ? "bg-selected" : "hover:bg-hover"} ${phoneRow}`}
    >
      <td
        className={`${cell} pl-2 max-sm:hidden ${isLit ? "shadow-[inset_2px_0_0_var(--color-accent)]" : ""}`}
      >
        <input
          type="checkbox"
          aria-label={`Select ZUID-${row.zuid}`}
          aria-keyshortcuts="x"
          checked={picked.has(row.zuid)}
          onChange={() => pick(row.zuid)}
          className="size-4 align-middle accent-accent"
        />
      </td>
      <WhoCell row={row} />
      {outcome ? (
        <>
          <td colSpan={isNarrow ? 3 : 4} className={`${cell} max-sm:col-span-2 max-sm:block`}>
            <OutcomeWords {...outcome} />
          </td>
          <MoreColumns isNarrow={isNarrow} />
        </>
      ) : (
        <>
          <WhyCells row={row} isNarrow={isNarrow} />
          <td
            className={`${cell} text-right tabular-nums max-sm:col-start-2 max-sm:row-start-1 max-sm:block max-sm:pr-7`}
          >
            <span className="block">
              <Amount value={row.amount} currency={row.currency} />
            </span>
            <span className={second}>{row.ofWhat}</span>
          </td>
          {isNarrow ? null : <OwnerCell row={row} {...state} />}
          <ActCell
            row={row}
            isLit={isLit}
            isNarrow={isNarrow}
            isCaring={isCaring}
            setCaring={setCaring}
            {...state}
          />
        </>
      )}
    </tr>
  );
}

function WhoCell({ row }: { row: NeedRowText }) {
  const { Icon, colour, filled } = statusLooks[row.status];
  return (
    <td className={`${cell} pl-2 max-sm:contents`}>
      <span className="block truncate font-medium max-sm:col-start-1 max-sm:row-start-1 max-sm:text-15">
        {row.customer}
        {row.organisation ? <span className="font-normal text-quiet"> · {row.organisation}</span> : null}
        {row.owner ? (
          <span className="ml-1 text-12 font-normal text-quiet sm:hidden">
            {row.owner.isMe ? "yours" : row.owner.name.split(" ")[0]}
          </span>
        ) : null}
      </span>
      <span className="flex items-center gap-1 truncate text-12 text-quiet max-sm:col-start-1 max-sm:row-start-3 max-sm:max-w-42 max-sm:self-center">
        <Icon
          size={14}
          strokeWidth={1.5}
          aria-hidden
          className={`shrink-0 ${colour} ${filled ? "[&>rect]:fill-current" : ""}`}
        />
        {statusNames[row.status]} ·{" "}
        <Link href={row.href} prefetch={false} className="hover:text-ink hover:underline max-sm:py-2">
          ZUID-{row.zuid}
        </Link>
      </span>
    </td>
  );
}

function WhyCells({ row, isNarrow }: { row: NeedRowText; isNarrow: boolean }) {
  const whoWord = row.who === "customer" ? "Customer" : "We";
  const who = (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      {row.who === "customer" ? (
        <User size={16} strokeWidth={1.5} aria-hidden className="text-quiet" />
      ) : (
        <Store size={16} strokeWidth={1.5} aria-hidden className="text-quiet" />
      )}
      {whoWord}
    </span>
  );
  const next = row.snoozed ? `Snoozed until ${row.snoozed}` : row.next.text;
  return (
    <>
      <td className={`${cell} max-sm:contents`}>
        <span className="block truncate max-sm:col-start-1 max-sm:row-start-2">{row.why}</span>
        <span className={second}>
          <span className={isNarrow ? "hidden" : "min-[1360px]:hidden"}>
            {row.who === "customer" ? "Customer" : "We"} ·{" "}
          </span>
          {row.howMany}
        </span>
      </td>
      <td className={isNarrow ? "hidden" : `${cell} max-[1359px]:hidden`}>{who}</td>
      <td
        className={`${cell} max-sm:col-start-2 max-sm:row-start-2 max-sm:block max-sm:pr-7 max-sm:text-right sm:max-lg:hidden ${row.retries.isShort ? "text-orange" : "text-quiet"}`}
      >
        {row.retries.bar ? (
          <span className="mb-1 block leading-none max-sm:hidden">
            <BudgetBar limit={row.retries.bar.limit} used={row.retries.bar.used} planned={0} />
          </span>
        ) : null}
        <span
          className={`block truncate ${row.retries.bar ? "text-12" : ""} ${row.retries.isShort ? "font-medium" : ""}`}
        >
          <span className={row.retries.bar ? "" : "max-sm:hidden"}>{row.retries.text}</span>
          <span className={row.retries.bar ? "hidden" : "sm:hidden"}>{whoWord}</span>
          <span className={isNarrow ? "hidden" : "text-quiet max-sm:hidden min-[1360px]:hidden"}>
            {row.retries.bar && row.next.kind ? ` · next ${row.next.text}` : ""}
          </span>
        </span>
      </td>
      <td className={isNarrow ? "hidden" : `${cell} max-[1359px]:hidden`}>
        <span className="block truncate">{next}</span>
        <span className={second}>{row.snoozed ? "" : row.next.kind}</span>
      </td>
    </>
  );
}

function OwnerCell({ row, openMenu }: RowState & { row: NeedRowText }) {
  return (
    <td className={`${cell} pl-4 max-sm:hidden`}>
      {row.owner ? (
        <button
          type="button"
          title={`${row.owner.name}: hand over`}
          onClick={({ currentTarget }) => openMenu("owner", row.zuid, currentTarget)}
          className={`rounded-full ${row.owner.isMe ? "*:bg-accent *:text-on-accent" : ""}`}
        >
          <Initials name={row.owner.name} />
          <span className="sr-only">
            Owner {row.owner.isMe ? "you" : row.owner.name}, hand over ZUID-{row.zuid}
          </span>
        </button>
      ) : null}
    </td>
  );
}

function ActCell({ row, isLit, isNarrow, isCaring, setCaring, ...state }: ActCellProps) {
  const { openSide, openMenu, take } = state;
  const icon =
    "inline-flex size-7 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink";
  const look = isNarrow
    ? "px-1 text-accent hover:underline"
    : `w-51 border px-2 max-xl:w-44 max-sm:h-10 max-sm:w-auto max-sm:min-w-28 max-sm:px-3 ${isLit ? "border-accent bg-accent text-on-accent hover:bg-accent-strong" : "border-line-strong bg-panel hover:bg-hover"}`;
  return (
    <td className={`${cell} pr-2 text-right max-sm:contents`}>
      <CardCare row={row} isOpen={isCaring} setOpen={setCaring} {...state} />
      <span className="inline-flex max-w-full items-center justify-end gap-1 max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-3 max-sm:max-w-[58%] max-sm:justify-self-end">
        {isNarrow ? null : (
          <span
            className={`max-xl:hidden ${isLit ? "flex" : "hidden group-focus-within/row:flex group-hover/row:flex"}`}
          >
            {row.owner ? null : (
              <button type="button" title="Take (A)" onClick={() => take(row.zuid)} className={icon}>
                <UserPlus size={16} strokeWidth={1.5} aria-hidden />
                <span className="sr-only">Take ZUID-{row.zuid}</span>
              </button>
            )}
            <button
              type="button"
              title="Snooze (S)"
              onClick={({ currentTarget }) => openMenu("snooze", row.zuid, currentTarget)}
              className={icon}
            >
              <AlarmClock size={16} strokeWidth={1.5} aria-hidden />
              <span className="sr-only">Snooze ZUID-{row.zuid}</span>
            </button>
          </span>
        )}
        <button
          type="button"
          onClick={() => openSide(row.zuid)}
          title={row.best}
          className={`inline-flex h-7 max-w-full items-center justify-center rounded-control text-13 font-medium ${look}`}
        >
          <span className="truncate">{row.best}</span>
        </button>
      </span>
    </td>
  );
}

type ActCellProps = RowState & {
  row: NeedRowText;
  isLit: boolean;
  isNarrow: boolean;
  isCaring: boolean;
  setCaring: (is: boolean) => void;
};

const cell = "h-12 border-b border-line max-sm:h-auto max-sm:border-0 max-sm:p-0";
/** The second line of a cell. A phone has no room for it. */
const second = "block truncate text-12 text-quiet max-sm:hidden";
const phoneRow =
  "max-sm:relative max-sm:touch-pan-y max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-b max-sm:border-line max-sm:bg-panel max-sm:px-4 max-sm:py-3";
