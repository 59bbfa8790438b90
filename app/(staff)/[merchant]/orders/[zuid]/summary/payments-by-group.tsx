"use client";
import { ChevronDown, ChevronRight, Flag } from "lucide-react";
import { type ReactNode, useState } from "react";
import { BudgetBar } from "@/components/order/budget-bar";
import { EventStatusName } from "@/components/order/event-status-icon";
import { AwakeButton } from "@/components/ui/early-press";
import { PopUpLink } from "@/components/ui/opening";
import { Table, Th } from "@/components/ui/table";
import { TimeInWords } from "@/components/ui/time-in-words";
import { FollowUps } from "./follow-ups";
import type { EventRow, GroupRow, TryRow } from "./payment-rows";

/** The order's payments, with what is folded below them; it is drawn when it is opened. */
export function PaymentsByGroup({ rows, currency }: { rows: readonly GroupRow[]; currency: string }) {
  const [turned, turn] = useState<ReadonlySet<string>>(new Set());
  const isOpen = (key: string, atFirst = false) => turned.has(key) !== atFirst;
  const toggle = (key: string) => turn((now) => (now.has(key) ? without(now, key) : new Set([...now, key])));
  const eventRows = (event: EventRow) => {
    const key = `tries ${event.number}`;
    const open = event.tries.length > 0 && isOpen(key, event.isOpened);
    return [
      <Payment
        key={event.number}
        event={event}
        currency={currency}
        fold={event.tries.length > 0 ? { isOpen: open, toggle: () => toggle(key) } : null}
      />,
      ...(open
        ? event.tries.map((one) => <Try key={`try ${one.number}`} one={one} currency={currency} />)
        : []),
    ];
  };
  return (
    <Table label="Payments" folds>
      <thead className="max-sm:sr-only">
        <tr>
          <Th className="w-8">
            <span className="sr-only">Attempts</span>
          </Th>
          <Th>SPID</Th>
          <Th>When</Th>
          <Th>Status</Th>
          <Th>Result</Th>
          <Th>Retries or transaction</Th>
          <Th end>Amount</Th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.flatMap((group) => {
          if (group.title === null) return group.events.flatMap(eventRows);
          const open = isOpen(group.key);
          return [
            <Group
              key={group.key}
              group={group}
              currency={currency}
              fold={{ isOpen: open, toggle: () => toggle(group.key) }}
            />,
            ...(open ? group.events.flatMap(eventRows) : []),
            ...(open
              ? group.tries.map((one) => <Try key={`try ${one.number}`} one={one} currency={currency} />)
              : []),
          ];
        })}
      </tbody>
    </Table>
  );
}

type Fold = { isOpen: boolean; toggle: () => void };

function Payment({ event, currency, fold }: { event: EventRow; currency: string; fold: Fold | null }) {
  const { retries } = event;
  return (
    <tr className={`hover:bg-hover ${foldedRow}`}>
      <td className={`${cell} w-8 max-sm:hidden`}>
        {fold ? <FoldButton {...fold} label={`Attempts of SPID ${event.spid}`} /> : null}
      </td>
      <td
        title={`Payment no. ${event.number}`}
        className={`${cell} font-medium max-sm:col-start-1 max-sm:row-start-2 max-sm:font-normal max-sm:text-quiet`}
      >
        <span aria-hidden className="sm:hidden">
          SPID{" "}
        </span>
        {event.spid}
        <span className="sr-only">, payment no. {event.number}</span>
        <span className="sm:hidden">
          {" "}
          · <TimeInWords {...event.when} />
        </span>
      </td>
      <td className={`${cell} max-sm:hidden`}>
        <TimeInWords {...event.when} />
      </td>
      <td className={`${cell} max-sm:col-start-1 max-sm:row-start-1`}>
        <EventStatusName status={event.status} overdue={event.isOverdue} />
      </td>
      <td className={`${cell} max-sm:col-span-2 max-sm:row-start-3 max-sm:text-quiet`}>
        <span className="first-letter:uppercase">{event.result}</span>
        {fold ? (
          <button type="button" onClick={fold.toggle} className="ml-2 text-accent underline sm:hidden">
            {fold.isOpen ? "Hide attempts" : "Attempts"}
          </button>
        ) : null}
      </td>
      <td className={`${cell} text-quiet max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right`}>
        {retries ? (
          <span className="inline-grid grid-cols-[auto_1fr] items-center gap-x-2 whitespace-nowrap">
            {retries.bar ? (
              <span className="max-sm:hidden">
                <BudgetBar {...retries.bar} />
              </span>
            ) : null}
            <span className={retries.isLate ? "text-orange" : ""}>{retries.words}</span>
            {retries.next ? <span className="col-span-2 text-12 max-sm:hidden">{retries.next}</span> : null}
          </span>
        ) : null}
      </td>
      <Sum currency={currency} figure={event.amount} />
    </tr>
  );
}

function Group({ group, currency, fold }: { group: GroupRow; currency: string; fold: Fold }) {
  return (
    <tr className={`hover:bg-hover ${foldedRow}`}>
      <td className={`${cell} w-8 max-sm:hidden`}>
        <FoldButton {...fold} label={group.title ?? ""} />
      </td>
      <td colSpan={5} className={`${cell} max-sm:col-start-1 max-sm:row-start-1`}>
        <button type="button" tabIndex={-1} onClick={fold.toggle} className="text-left max-sm:hidden">
          <span className="font-medium">{group.title}</span>
          <span className="text-quiet">{group.about}</span>
        </button>
        <button
          type="button"
          aria-expanded={fold.isOpen}
          onClick={fold.toggle}
          className="text-left sm:hidden"
        >
          <span className="font-medium underline">{group.title}</span>
          <span className="text-quiet">{group.about}</span>
        </button>
      </td>
      <Sum currency={currency} figure={group.sum} isQuiet />
    </tr>
  );
}

/** One thing that was asked of the gateway, below the payment that it is of. */
function Try({ one, currency }: { one: TryRow; currency: string }) {
  return (
    <tr className={`bg-sunken ${foldedRow} max-sm:px-2`}>
      <td className={`${tryCell} max-sm:hidden`} />
      <td className={`${tryCell} whitespace-nowrap text-quiet max-sm:col-start-1 max-sm:row-start-1`}>
        {one.name}
      </td>
      <td className={`${tryCell} max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right`}>
        <TimeInWords {...one.when} />
      </td>
      <td className={`${tryCell} text-quiet max-sm:col-start-1 max-sm:row-start-2`}>{one.cause}</td>
      <td className={`${tryCell} max-sm:col-span-2 max-sm:row-start-3`}>
        <span className="inline-flex items-start gap-1.5 sm:whitespace-nowrap">
          <Flag
            size={16}
            strokeWidth={1.5}
            aria-hidden
            className={`mt-0.5 shrink-0 ${one.tone === "bad" ? "text-red" : one.tone === "good" ? "fill-current text-green" : "text-quiet"}`}
          />
          {one.result}
        </span>
      </td>
      <td className={`${tryCell} max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right`}>
        <PopUpLink
          href={one.href}
          title={one.id || undefined}
          className="inline-block max-w-24 truncate align-middle font-mono text-12 text-accent underline"
        >
          {one.id || "Details"}
        </PopUpLink>
      </td>
      <td className={`${tryCell} text-right whitespace-nowrap text-quiet tabular-nums max-sm:col-span-2`}>
        <span className="mr-3 empty:hidden">
          <FollowUps links={one.follow} />
        </span>
        <span className="max-sm:hidden">
          {currency} {one.amount}
        </span>
      </td>
    </tr>
  );
}

function FoldButton({ isOpen, toggle, label }: Fold & { label: string }): ReactNode {
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <AwakeButton
      aria-expanded={isOpen}
      aria-label={label}
      onClick={toggle}
      className="inline-flex size-6 items-center justify-center rounded-control text-quiet hover:text-ink"
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden />
    </AwakeButton>
  );
}

function Sum({ currency, figure, isQuiet }: { currency: string; figure: string; isQuiet?: boolean }) {
  return (
    <td
      className={`${cell} text-right whitespace-nowrap tabular-nums max-sm:col-start-2 max-sm:row-start-1 ${isQuiet ? "text-quiet" : "font-medium"}`}
    >
      {figure ? (
        <>
          <span className="font-normal text-quiet">{currency}</span> {figure}
        </>
      ) : null}
    </td>
  );
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set([...keys].filter((one) => one !== key));
}

const phoneCell = "max-sm:block max-sm:h-auto max-sm:border-0 max-sm:p-0";
const cell = `h-10 border-b border-line px-2 py-1 ${phoneCell}`;
const tryCell = `h-8 px-2 py-0.5 ${phoneCell}`;
const foldedRow =
  "max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line max-sm:py-2.5";
