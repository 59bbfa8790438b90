import Link from "next/link";
import type { ReactNode } from "react";
import { Amount } from "@/components/ui/amount";
import { Table, Td, Th } from "@/components/ui/table";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { declineReasons } from "@/lib/domain/decline/decline-reasons";
import { calendarMonth, sayDay } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { type AtRisk, exceptionsFigures, type Recovered } from "@/lib/payment-lists/exceptions";
import { exceptionsHref, processedHref } from "../payments-href";

/** What is declined now, what of it came back this month, and why the rest did not. By currency, never added up. */
export async function ExceptionsFigures({ staff }: { staff: Admitted }) {
  const db = database();
  const now = await businessNow(db);
  const zone = staff.user.timeZone;
  const month = calendarMonth(now, zone);
  const { atRisk, recovered } = await exceptionsFigures(db, staff.merchantId, month.startsAt);
  const currencies = [...new Set([...atRisk, ...recovered].map(({ currency }) => currency))].sort();
  if (currencies.length === 0) return null;
  const { code } = staff.merchant;
  return (
    <div className="mb-6 grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <Panel title="Money at risk and recovered">
        <Table label="Money at risk and recovered">
          <thead>
            <tr>
              <Th>Currency</Th>
              <Th end>At risk now</Th>
              <Th end>Recovered this month</Th>
              <Th end>Recovery rate</Th>
            </tr>
          </thead>
          <tbody>
            {currencies.map((currency) => (
              <CurrencyRow
                key={currency}
                currency={currency}
                atRisk={atRisk.filter((one) => one.currency === currency)}
                recovered={recovered.find((one) => one.currency === currency) ?? null}
                hrefs={{
                  atRisk: exceptionsHref(code, { orders: { currency } }),
                  recovered: processedHref(code, {
                    ...{ currency, recovered: "yes", zone },
                    ...{ from: month.firstDay, to: month.lastDay },
                  }),
                }}
              />
            ))}
          </tbody>
        </Table>
        <p className="mt-2 text-12 text-quiet">
          The rate is what came in of everything that was declined and tried again since{" "}
          {sayDay(month.startsAt, zone)}.
        </p>
      </Panel>
      <Panel title="By reason">
        <Reasons merchant={code} atRisk={atRisk} />
      </Panel>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 rounded-panel border border-line bg-panel px-4 py-3">
      <h2 className="mb-1 text-15 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function CurrencyRow({ currency, atRisk, recovered, hrefs }: CurrencyRowProps) {
  const amount = atRisk.reduce((sum, one) => sum + one.amount, 0);
  const orders = atRisk.reduce((sum, one) => sum + one.orders, 0);
  return (
    <tr>
      <Td>{currency}</Td>
      <Td end>
        <Link href={hrefs.atRisk} className="font-medium text-accent hover:underline">
          <Amount value={amount} currency={currency} />
        </Link>
        <span className="block text-12 text-quiet">{orders === 1 ? "1 order" : `${orders} orders`}</span>
      </Td>
      <Td end>
        <Link href={hrefs.recovered} className="font-medium text-accent hover:underline">
          <Amount value={recovered?.recovered ?? 0} currency={currency} />
        </Link>
        <span className="block text-12 text-quiet">
          {recovered?.payments === 1 ? "1 payment" : `${recovered?.payments ?? 0} payments`}
        </span>
      </Td>
      <Td end>{recovered && recovered.declined > 0 ? `${rateOf(recovered)} %` : null}</Td>
    </tr>
  );
}

type CurrencyRowProps = {
  currency: Currency;
  atRisk: readonly AtRisk[];
  recovered: Recovered | null;
  hrefs: { atRisk: string; recovered: string };
};

function rateOf({ recovered, declined }: Recovered): number {
  return Math.round((100 * recovered) / declined);
}

/** The largest sums of each currency first. */
function Reasons({ merchant, atRisk }: { merchant: string; atRisk: readonly AtRisk[] }) {
  if (atRisk.length === 0) return <p className="text-13 text-quiet">Nothing is declined now.</p>;
  const sorted = atRisk.toSorted((a, b) => a.currency.localeCompare(b.currency) || b.amount - a.amount);
  return (
    <ul className="max-h-56 overflow-y-auto text-13">
      {sorted.map(({ currency, reason, amount, orders }) => (
        <li key={`${currency}-${reason}`} className="border-b border-line last:border-0">
          <Link
            href={exceptionsHref(merchant, { orders: { currency }, reason: [reason ?? "other"] })}
            className="flex justify-between gap-4 py-1.5 hover:bg-hover"
          >
            <span>
              <span className="text-accent">{reason ? declineReasons[reason].short : "Another cause"}</span>
              <span className="text-quiet"> · {orders === 1 ? "1 order" : `${orders} orders`}</span>
            </span>
            <Amount value={amount} currency={currency} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
