import { z } from "zod";
import type { Instant } from "@/lib/domain/value/calendar";
import { type Currency, isCurrency } from "@/lib/domain/value/money";
import { isStorable } from "@/lib/domain/value/storable";
import { createdBetween, isDay, isZone, one } from "@/lib/orders/filter";
import { daysFrom, monthIn } from "./periods";
import { recoveryParts } from "./recovery-filter";

/** What a report is about: one currency, and whole days of the calendar of `zone`. */
export type ReportFilter = {
  currency: Currency;
  from: string;
  to: string;
  zone: string;
  of: "missed" | "running";
  end: (typeof recoveryParts)[number] | null;
  reason: string | null;
};

const Asked = z.object({
  currency: one(z.string().refine((text): text is Currency => isCurrency(text)))
    .nullable()
    .catch(null),
  from: one(z.string().refine(isDay)).nullable().catch(null),
  to: one(z.string().refine(isDay)).nullable().catch(null),
  zone: one(z.string().max(64).refine(isZone)).nullable().catch(null),
  of: one(z.enum(["missed", "running"])).catch("missed"),
  end: one(z.enum(recoveryParts)).nullable().catch(null),
  reason: one(z.string().max(200).refine(isStorable)).nullable().catch(null),
});

/** What was not said is this month; what is projected, the next 30 days. */
export function reportFilter(
  asked: Readonly<Record<string, unknown>>,
  {
    zone,
    now,
    currency,
    looksAhead,
  }: { zone: string; now: Instant; currency: Currency; looksAhead: boolean },
): ReportFilter {
  const said = Asked.parse(asked);
  const calendar = said.zone ?? zone;
  const month = monthIn(calendar, now, null);
  const ahead = daysFrom(now, 30, calendar);
  const usual = looksAhead
    ? { from: ahead[0]?.firstDay ?? month.firstDay, to: ahead.at(-1)?.firstDay ?? month.lastDay }
    : { from: month.firstDay, to: month.lastDay };
  const from = said.from ?? usual.from;
  const to = said.to ?? [usual.to, from].toSorted().at(-1) ?? from;
  return {
    ...said,
    currency: said.currency ?? currency,
    zone: calendar,
    ...(to < from ? { from: to, to: from } : { from, to }),
  };
}

/** The same as an address names it. */
export function reportParams(filter: ReportFilter): Record<string, string | null> {
  return { ...filter, of: filter.of === "missed" ? null : filter.of };
}

/** Its first instant, and the one after its last. */
export function instantsOf(filter: ReportFilter): { from: Instant; before: Instant } {
  const { from, before } = createdBetween(filter);
  return { from: from ?? 0, before: before ?? 0 };
}
