import { X } from "lucide-react";
import Link from "next/link";
import { sayDay } from "@/lib/domain/value/calendar";
import { EXPIRES_SOON_DAYS } from "@/lib/domain/value/timetable";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import type { OrderFilter } from "@/lib/orders/filter";
import { listHref } from "./list-href";

/** What is applied, one by one, each to be taken off. */
export function FilterChips({ merchant, filter }: { merchant: string; filter: OrderFilter }) {
  const chips = chipsOf({ ...filter, cursor: null });
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Applied filters" className="mb-4 flex flex-wrap gap-2">
      {chips.map(({ name, without }) => (
        <li key={name}>
          <Link
            href={listHref(merchant, without)}
            aria-label={`Remove filter ${name}`}
            className="inline-flex h-7 items-center gap-1.5 rounded-control border border-line-strong bg-panel px-2 text-12 hover:bg-hover"
          >
            {name}
            <X size={12} strokeWidth={1.5} aria-hidden />
          </Link>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <Link
            href={listHref(merchant)}
            className="inline-flex h-7 items-center rounded-control px-2 text-12 text-accent hover:bg-hover"
          >
            Clear all
          </Link>
        </li>
      ) : null}
    </ul>
  );
}

function chipsOf(filter: OrderFilter): { name: string; without: OrderFilter }[] {
  return [
    ...(filter.q ? [{ name: `Search: ${filter.q}`, without: { ...filter, q: "" } }] : []),
    ...filter.status.map((status) => ({
      name: `Status: ${statusNames[status]}`,
      without: { ...filter, status: filter.status.filter((other) => other !== status) },
    })),
    ...filter.type.map((type) => ({
      name: `Type: ${typeNames[type]}`,
      without: { ...filter, type: filter.type.filter((other) => other !== type) },
    })),
    ...(filter.currency
      ? [{ name: `Currency: ${filter.currency}`, without: { ...filter, currency: null } }]
      : []),
    ...(filter.zuid ? [{ name: `ZUID-${filter.zuid}`, without: { ...filter, zuid: null } }] : []),
    ...(filter.from
      ? [{ name: `Created from: ${sayDate(filter.from)}`, without: { ...filter, from: null } }]
      : []),
    ...(filter.to ? [{ name: `Created to: ${sayDate(filter.to)}`, without: { ...filter, to: null } }] : []),
    ...(filter.outstanding
      ? [{ name: `Outstanding: ${filter.outstanding}`, without: { ...filter, outstanding: null } }]
      : []),
    ...(filter.disputed ? [{ name: "Disputed", without: { ...filter, disputed: null } }] : []),
    ...(filter.card ? [{ name: cardNames[filter.card], without: { ...filter, card: null } }] : []),
    ...(filter.tag ? [{ name: `Tag: ${filter.tag}`, without: { ...filter, tag: "" } }] : []),
  ];
}

const cardNames = {
  expiring: `Card: expiring within ${EXPIRES_SOON_DAYS} days`,
  expired: "Card: expired",
} as const;

/** A day of the calendar, "2026-11-24", as the rest of the page writes days. */
function sayDate(day: string): string {
  return sayDay(Date.parse(day), "UTC");
}
