import type { RecoveryCell } from "./cell";
import { type Draws, seededDraws } from "./chance";
import { keyOf, type Rates, type RateVersion, swayed } from "./rates";

/** A declined payment that is still open. `amount` in minor units. */
export type OpenPayment = RecoveryCell & { amount: number };

/**
 * What of the open payments of one currency comes in within the horizon: in four of five futures drawn from the rates
 * between `low` and `high`. The same payments, rates and seed give the same answer.
 */
export function forecast(
  open: readonly OpenPayment[],
  rates: Rates,
  seed: string,
  futures: number = FUTURES,
): Forecast {
  const parts = [...Map.groupBy(open, keyOf).entries()].map(([key, payments]) =>
    partOf(key, payments, rates),
  );
  const draws = seededDraws(seed);
  const version = picker(rates.versions, draws);
  const sway = picker(rates.sways, draws);
  const totals = Array.from({ length: futures }, () => {
    const { cells } = version();
    const { by, size } = sway();
    const moved = by + size * draws.normal();
    let total = 0;
    for (const part of parts) {
      const came = cameIn(part, cells, moved, draws);
      part.futures.push(came);
      total += came;
    }
    return total;
  });
  return {
    ...rangeOf(totals, sumOf(open)),
    payments: open.length,
    parts: parts
      .map(({ cell, own, futures, payments }) => ({
        ...cell,
        ...rangeOf(futures, sumOf(payments)),
        payments: payments.length,
        own,
      }))
      .sort((a, b) => b.atRisk - a.atRisk),
  };
}

export type Forecast = ForecastRange & { payments: number; parts: readonly ForecastPart[] };

/** `own`: how many of the merchant's own earlier payments stand behind it. */
export type ForecastPart = RecoveryCell & ForecastRange & { payments: number; own: number };

/** Minor units. */
export type ForecastRange = { atRisk: number; expected: number; low: number; high: number };

const FUTURES = 2_000;
/** So many of a part, the largest, are drawn one by one; many small ones together are normally distributed. */
const ONE_BY_ONE = 40;

type Part = {
  key: string;
  cell: RecoveryCell;
  payments: readonly OpenPayment[];
  large: readonly number[];
  /** Of the rest. */
  sum: number;
  squares: number;
  own: number;
  futures: number[];
};

function partOf(key: string, payments: readonly OpenPayment[], rates: Rates): Part {
  const [first] = payments;
  if (!first) throw new Error("a part has payments");
  const amounts = payments.map(({ amount }) => amount).sort((a, b) => b - a);
  // A few that are left over are no crowd.
  const large = amounts.length > 2 * ONE_BY_ONE ? amounts.slice(0, ONE_BY_ONE) : amounts;
  const rest = amounts.slice(large.length);
  return {
    key,
    cell: { group: first.group, step: first.step },
    payments,
    large,
    sum: rest.reduce((sum, amount) => sum + amount, 0),
    squares: rest.reduce((sum, amount) => sum + amount ** 2, 0),
    own: Math.round(rates.own.get(key)?.open ?? 0),
    futures: [],
  };
}

function cameIn(part: Part, cells: RateVersion["cells"], by: number, draws: Draws): number {
  const { yes, no } = cells.get(part.key) ?? { yes: 1, no: 1 };
  const rate = swayed(draws.beta(yes, no), by);
  let came = 0;
  for (const amount of part.large) if (draws.uniform() < rate) came += amount;
  if (part.sum === 0) return came;
  const crowd = rate * part.sum + Math.sqrt(rate * (1 - rate) * part.squares) * draws.normal();
  return came + Math.min(Math.max(crowd, 0), part.sum);
}

function rangeOf(futures: readonly number[], atRisk: number): ForecastRange {
  const sorted = futures.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.round(share * (sorted.length - 1))] ?? 0);
  const expected = Math.round(sorted.reduce((sum, future) => sum + future, 0) / sorted.length);
  return { atRisk, expected, low: at(0.1), high: at(0.9) };
}

function picker<T extends { weight: number }>(parts: readonly T[], draws: Draws): () => T {
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  return () => {
    let left = draws.uniform() * all;
    for (const part of parts) {
      left -= part.weight;
      if (left < 0) return part;
    }
    const last = parts.at(-1);
    if (!last) throw new Error("nothing to pick from");
    return last;
  };
}

function sumOf(payments: readonly OpenPayment[]): number {
  return payments.reduce((sum, { amount }) => sum + amount, 0);
}
