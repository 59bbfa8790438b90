import { X } from "lucide-react";
import Link from "next/link";
import { statusNames, typeNames } from "@/lib/domain/describe";
import type { OrderFilter } from "@/lib/orders/filter";
import { listHref } from "./list-href";

/** What is applied, one by one, each to be taken off. */
export function FilterChips({ filter }: { filter: OrderFilter }) {
  const chips = chipsOf({ ...filter, cursor: null });
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Applied filters" className="mb-4 flex flex-wrap gap-2">
      {chips.map(({ name, without }) => (
        <li key={name}>
          <Link
            href={listHref(without)}
            aria-label={`Remove filter ${name}`}
            className="inline-flex h-7 items-center gap-1.5 rounded-control border border-line-strong bg-panel px-2 text-12 hover:bg-hover"
          >
            {name}
            <X size={12} strokeWidth={1.5} aria-hidden />
          </Link>
        </li>
      ))}
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
  ];
}
