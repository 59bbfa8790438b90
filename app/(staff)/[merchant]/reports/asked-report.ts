import { notFound } from "next/navigation";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { currenciesSold } from "@/lib/figures/order-sums";
import { reportFilter } from "@/lib/figures/report-filter";
import { type ReportAsked, type ReportKind, reports } from "@/lib/figures/reports";

/** The report that an address names, in the state that it asks for. */
export async function askedReport(
  staff: Admitted,
  name: string,
  params: Readonly<Record<string, unknown>>,
): Promise<{ report: ReportKind; asked: ReportAsked; currencies: readonly string[] }> {
  if (!Object.hasOwn(reports, name)) notFound();
  const report: ReportKind = reports[name as keyof typeof reports];
  const db = database();
  const [now, currencies] = await Promise.all([businessNow(db), currenciesSold(db, staff.merchantId)]);
  const filter = reportFilter(params, {
    ...{ zone: staff.user.timeZone, now, currency: currencies[0] ?? "EUR" },
    looksAhead: report.looksAhead ?? false,
  });
  const asked = { merchantId: staff.merchantId, filter, now, timeZone: staff.merchant.timeZone };
  return { report, asked, currencies };
}
