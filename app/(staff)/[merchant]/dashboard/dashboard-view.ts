import { z } from "zod";
import type { Admitted } from "@/lib/auth/admission";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { monthIn, type Period, type Span, spans } from "@/lib/figures/periods";

/** What a dashboard shows: one currency, one month, and how far its chart of transactions goes back. */
export type DashboardView = {
  merchant: string;
  merchantId: number;
  /** The reader's, in which days begin. */
  zone: string;
  merchantZone: string;
  now: Instant;
  currency: Currency;
  currencies: readonly Currency[];
  month: Period & { name: string };
  isPresent: boolean;
  span: Span;
};

const Asked = z.object({
  currency: z.string().catch(""),
  month: z.string().nullable().catch(null),
  span: z.enum(spans).catch("weeks"),
});

export function dashboardView(
  staff: Admitted,
  asked: Readonly<Record<string, string | string[] | undefined>>,
  { now, currencies }: { now: Instant; currencies: readonly Currency[] },
): DashboardView {
  const { currency, month, span } = Asked.parse(asked);
  const zone = staff.user.timeZone;
  const present = monthIn(zone, now, null);
  const chosen = monthIn(zone, now, month);
  return {
    merchant: staff.merchant.code,
    merchantId: staff.merchantId,
    zone,
    merchantZone: staff.merchant.timeZone,
    now,
    currency: currencies.find((one) => one === currency) ?? currencies[0] ?? "EUR",
    currencies,
    month: chosen,
    isPresent: chosen.name === present.name,
    span,
  };
}

/** The address of the dashboard when something else is chosen. */
export function dashboardHref(
  { merchant, currency, month, isPresent, span }: DashboardView,
  change: { currency?: string; month?: string; span?: Span },
): string {
  const params = new URLSearchParams({ currency: change.currency ?? currency });
  if (change.month ?? !isPresent) params.set("month", change.month ?? month.name);
  const chosen = change.span ?? span;
  if (chosen !== "weeks") params.set("span", chosen);
  return `/${merchant}/dashboard?${params}`;
}
