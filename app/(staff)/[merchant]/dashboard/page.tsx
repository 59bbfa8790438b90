import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { AddressForm } from "@/components/ui/address-form";
import { buttonClass } from "@/components/ui/button-class";
import { SelectField } from "@/components/ui/select-field";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { currenciesSold } from "@/lib/figures/order-sums";
import { lastMonths } from "@/lib/figures/periods";
import { ForecastSection } from "../forecast/forecast-section";
import { CohortsCard } from "./cohorts-card";
import { type DashboardView, dashboardHref, dashboardView } from "./dashboard-view";
import { monthWords } from "./day-words";
import { EquationCard } from "./equation-card";
import { ProcessedCard } from "./processed-card";
import { ProjectedCard } from "./projected-card";
import { StatusesCard } from "./statuses-card";
import { TodayCard } from "./today-card";

export const metadata: Metadata = { title: "Dashboard" };

export default foundOrNot(DashboardPage, NotFound);

async function DashboardPage({ params, searchParams }: Props) {
  const staff = await requireStaff("reports", (await params).merchant);
  const db = database();
  const [now, currencies] = await Promise.all([businessNow(db), currenciesSold(db, staff.merchantId)]);
  const view = dashboardView(staff, await searchParams, { now, currencies });
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <h1 className="text-24 font-semibold">Dashboard</h1>
        <Choices view={view} />
      </div>
      <div className="grid grid-cols-1 gap-4 min-[1100px]:grid-cols-6">
        <EquationCard view={view} />
        <CohortsCard view={view} />
        <TodayCard view={view} />
        <ProcessedCard view={view} />
        <ProjectedCard view={view} />
        <StatusesCard view={view} />
      </div>
      <Suspense fallback={null}>
        <ForecastSection staff={staff} currency={view.currency} />
      </Suspense>
    </>
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

function Choices({ view }: { view: DashboardView }) {
  const { merchant, currency, currencies, month, zone, now, span } = view;
  const months = lastMonths(zone, now);
  const offered = months.includes(month.name) ? months : [...months, month.name];
  return (
    <div className="flex flex-wrap items-end gap-2">
      <nav aria-label="Currency" className="flex overflow-hidden rounded-control border border-line-strong">
        {currencies.map((one) => (
          <Link
            key={one}
            href={dashboardHref(view, { currency: one })}
            aria-current={one === currency ? "true" : undefined}
            className="flex h-8 items-center px-3 text-13 hover:bg-hover aria-[current=true]:bg-selected aria-[current=true]:font-medium"
          >
            {one}
          </Link>
        ))}
      </nav>
      <AddressForm
        key={month.name}
        action={`/${merchant}/dashboard`}
        label="Month"
        className="flex items-end gap-2"
      >
        <input type="hidden" name="currency" value={currency} />
        <input type="hidden" name="span" value={span} />
        <SelectField
          label="Month"
          name="month"
          defaultValue={month.name}
          options={offered.map((one) => ({ value: one, name: monthWords(one) }))}
        />
        <button type="submit" className={buttonClass.plain}>
          Show
        </button>
      </AddressForm>
    </div>
  );
}
