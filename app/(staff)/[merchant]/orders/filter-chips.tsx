"use client";
import { X } from "lucide-react";
import { ListLink } from "@/components/ui/list-link";
import { sayDay } from "@/lib/domain/value/calendar";
import { EXPIRES_SOON_DAYS } from "@/lib/domain/value/timetable";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import type { OrderFilter } from "@/lib/orders/filter";
import type { FilterWords, Named } from "./filter-words";
import { listHref } from "./list-href";

/** What is applied, one by one, each to be taken off. */
export function FilterChips({ merchant, filter, words }: FilterChipsProps) {
  const whole = { ...filter, cursor: null };
  const chips = [...chipsOf(whole), ...recoveryChips(whole, words)];
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Applied filters" className="mb-4 flex flex-wrap gap-2">
      {chips.map(({ name, without }) => (
        <li key={name}>
          <ListLink
            href={listHref(merchant, without)}
            aria-label={`Remove filter ${name}`}
            className="inline-flex h-7 items-center gap-1.5 rounded-control border border-line-strong bg-panel px-2 text-12 hover:bg-hover"
          >
            {name}
            <X size={12} strokeWidth={1.5} aria-hidden />
          </ListLink>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <ListLink
            href={listHref(merchant)}
            className="inline-flex h-7 items-center rounded-control px-2 text-12 text-accent hover:bg-hover"
          >
            Clear all
          </ListLink>
        </li>
      ) : null}
    </ul>
  );
}

type FilterChipsProps = { merchant: string; filter: OrderFilter; words: FilterWords };

type Chip = { name: string; without: OrderFilter };

function recoveryChips(filter: OrderFilter, words: FilterWords): Chip[] {
  const { left, retry, owner } = filter;
  const causes = namesOf(filter.cause, words.causes).map(({ name, codes }) => ({
    name: `Needs attention: ${name}`,
    without: { ...filter, cause: filter.cause.filter((code) => !codes.includes(code)) },
  }));
  const reasons = namesOf(filter.reason, words.reasons).map(({ name, codes }) => ({
    name: `Decline reason: ${name}`,
    without: { ...filter, reason: filter.reason.filter((code) => !codes.includes(code)) },
  }));
  return [
    ...causes,
    ...reasons,
    ...(left ? [{ name: `Retries left: ${leftNames[left]}`, without: { ...filter, left: null } }] : []),
    ...(retry ? [{ name: `Next retry: ${retryNames[retry]}`, without: { ...filter, retry: null } }] : []),
    ...(owner ? [{ name: `Owner: ${ownerName(owner, words)}`, without: { ...filter, owner: null } }] : []),
    ...(filter.needs ? [{ name: "Someone must act", without: { ...filter, needs: null } }] : []),
  ];
}

function namesOf(chosen: readonly string[], all: readonly Named[]): Named[] {
  return all.filter(({ codes }) => codes.some((code) => chosen.includes(code)));
}

function ownerName(owner: string, { owners }: FilterWords): string {
  if (owner === "me") return "me";
  if (owner === "nobody") return "no one";
  return owners.find(({ id }) => id === owner)?.name ?? "someone who has left";
}

const leftNames = { none: "none", few: "one to three", many: "more than three", any: "known" } as const;
const retryNames = { planned: "planned", none: "not planned" } as const;

function chipsOf(filter: OrderFilter): Chip[] {
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
