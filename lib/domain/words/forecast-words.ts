import type { DeclineGroup, DeclineStep } from "../forecast/cell";
import { type Instant, sayDay } from "../value/calendar";
import { type Currency, formatMoney } from "../value/money";

/** A forecast in one sentence: its range rounded to two digits, the money at risk as it is. */
export function sayForecast({ atRisk, low, high, currency, until }: SaidForecast, zone: string): string {
  const by = sayDay(until, zone);
  const risk = formatMoney(atRisk, currency);
  if (high === 0) return `None of ${risk} is likely to come in by ${by}.`;
  return `${sayRange({ atRisk, low, high, currency })} of ${risk} is likely to come in by ${by}.`;
}

export type SaidForecast = SaidRange & { until: Instant };
type SaidRange = { atRisk: number; low: number; high: number; currency: Currency };

/** "EUR 2,100 to EUR 2,900" */
export function sayRange({ atRisk, low, high, currency }: SaidRange): string {
  const [from, to] = [low, high].map((end) => roughly(end, atRisk, currency));
  return from === to ? `About ${to}` : `${from} to ${to}`;
}

function roughly(amount: number, most: number, currency: Currency): string {
  const unit = 10 ** Math.max(0, String(amount).length - 2);
  const rounded = Math.min(Math.round(amount / unit) * unit, most);
  return formatMoney(rounded, currency).replace(/\.0+$/, "");
}

/** Why payments are open, for those that end alike. */
export const declineGroupNames: Readonly<Record<DeclineGroup, string>> = {
  funds: "Insufficient funds",
  limit: "Card limit reached",
  unexplained: "Declined without a reason",
  technical: "Technical problem",
  customer: "Customer must confirm",
  card: "Another card is needed",
  stopped: "Card stopped",
};

export const declineStepNames: Readonly<Record<DeclineStep, string>> = {
  "1": "1",
  "2": "2",
  "3": "3",
  "4": "4 or more",
  old: "Over four weeks ago",
};
