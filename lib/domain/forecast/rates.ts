import { DAY, type Instant } from "../value/calendar";
import { COUNTED_EVERY_DAYS, FORECAST_DAYS, HISTORY_HALVES_DAYS } from "../value/timetable";
import { declineGroups, type RecoveryCell, steps } from "./cell";
import { logBeta } from "./chance";
import { MERCHANTS_DIFFER, publishedRate, WEIGHS_AS_PAYMENTS } from "./published-rates";

/** Of the payments of a cell that were open at `since`: how many, and how many of them came in within the horizon. */
export type RecoveryCount = RecoveryCell & { since: Instant; open: number; cameIn: number };

/**
 * What a merchant's history says about the rates of its cells: several versions of them, each with its weight. In each
 * the merchant as a whole is better or worse than the published rates, and a cell's own rate is beta-distributed.
 */
export function ratesFrom(history: readonly RecoveryCount[], now: Instant): Rates {
  const own = weighed(history, now);
  const versions = shifts.map((shift) => {
    const cells = cellKeys.map((cell) => posterior(cell, shift, own.get(keyOf(cell))));
    const fit = cells.reduce((sum, { fit }) => sum + fit, -0.5 * (shift / MERCHANTS_DIFFER) ** 2);
    return { fit, cells: new Map(cells.map(({ key, yes, no }) => [key, { yes, no }])) };
  });
  const best = Math.max(...versions.map(({ fit }) => fit));
  const likely = versions
    .map(({ fit, cells }) => ({ weight: Math.exp(fit - best), cells }))
    .filter(({ weight }) => weight > 1e-4);
  return { versions: likely, sways: swaysFrom(history, meanRates(likely)), own };
}

export type Rates = {
  versions: readonly RateVersion[];
  /** How far all rates together lie from those now, and how surely: log odds, each with its weight. */
  sways: readonly { by: number; size: number; weight: number }[];
  /** What of its own stands behind each cell, older months weighing less. */
  own: ReadonlyMap<string, OwnCount>;
};

export type RateVersion = { weight: number; cells: ReadonlyMap<string, { yes: number; no: number }> };
type OwnCount = { open: number; cameIn: number };

export function keyOf({ group, step }: RecoveryCell): string {
  return `${group}/${step}`;
}

const cellKeys: readonly RecoveryCell[] = declineGroups.flatMap((group) =>
  steps.map((step) => ({ group, step })),
);
const shifts = Array.from({ length: 41 }, (_, i) => (i - 20) / 10);

/** Counts begin before the one before them has ended: each payment is in several. */
const ONCE_EACH = COUNTED_EVERY_DAYS / FORECAST_DAYS;

function weighed(history: readonly RecoveryCount[], now: Instant): Map<string, OwnCount> {
  const own = new Map<string, OwnCount>();
  for (const count of history) {
    const weight = ONCE_EACH * 0.5 ** ((now - count.since) / (HISTORY_HALVES_DAYS * DAY));
    const sum = own.get(keyOf(count)) ?? { open: 0, cameIn: 0 };
    own.set(keyOf(count), {
      open: sum.open + weight * count.open,
      cameIn: sum.cameIn + weight * count.cameIn,
    });
  }
  return own;
}

function posterior(cell: RecoveryCell, shift: number, own: OwnCount = { open: 0, cameIn: 0 }) {
  const rate = swayed(publishedRate(cell), shift);
  const before = { yes: rate * WEIGHS_AS_PAYMENTS, no: (1 - rate) * WEIGHS_AS_PAYMENTS };
  const yes = before.yes + own.cameIn;
  const no = before.no + own.open - own.cameIn;
  const fit = own.open > 0 ? logBeta(yes, no) - logBeta(before.yes, before.no) : 0;
  return { key: keyOf(cell), yes, no, fit };
}

/** A rate whose log odds are moved. */
export function swayed(rate: number, by: number): number {
  const moved = rate * Math.exp(by);
  return moved / (1 - rate + moved);
}

function meanRates(versions: readonly RateVersion[]): ReadonlyMap<string, number> {
  const all = versions.reduce((sum, { weight }) => sum + weight, 0);
  return new Map(
    cellKeys.map((cell) => {
      const key = keyOf(cell);
      const mean = versions.reduce((sum, { weight, cells }) => {
        const { yes, no } = cells.get(key) ?? { yes: 0, no: 1 };
        return sum + (weight / all) * (yes / (yes + no));
      }, 0);
      return [key, mean];
    }),
  );
}

const monthlyMoves = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45];
/** Months of moving that the mean of the history is away from where the history begins. */
const MOVED_BEFORE = 6;

/**
 * Where all rates together stand beside the mean of the history, and how far they may move until the horizon: a level
 * that walks at random from month to month, followed through the months for each length of its steps (Kalman). Short
 * steps are likelier beforehand; how well the months were foretold decides.
 */
function swaysFrom(history: readonly RecoveryCount[], rates: ReadonlyMap<string, number>): Rates["sways"] {
  const months = monthsOf(history, rates);
  const fits = monthlyMoves.map((move) => {
    let level = 0;
    let doubt = MOVED_BEFORE * move ** 2;
    let fit = -move / 0.1;
    for (const { missed, variance } of months) {
      const noise = 1 / variance;
      const surprise = missed / variance - level;
      const spread = doubt + noise;
      fit -= 0.5 * (Math.log(spread / noise) + surprise ** 2 / spread);
      level += (doubt / spread) * surprise;
      doubt = (doubt * noise) / spread + move ** 2;
    }
    return { by: level, size: Math.sqrt(doubt), fit };
  });
  const best = Math.max(...fits.map(({ fit }) => fit));
  return fits.map(({ by, size, fit }) => ({ by, size, weight: Math.exp(fit - best) }));
}

/** Months that follow each other up to the latest, oldest first: what came in beyond what was to be expected. */
function monthsOf(history: readonly RecoveryCount[], rates: ReadonlyMap<string, number>) {
  const latest = Math.max(...history.map(({ since }) => since));
  const apart = history.filter(({ since }) => (latest - since) % (FORECAST_DAYS * DAY) === 0);
  return [...Map.groupBy(apart, ({ since }) => since).entries()]
    .sort(([a], [b]) => a - b)
    .map(([, counts]) => {
      let missed = 0;
      let variance = 0;
      for (const count of counts) {
        const rate = rates.get(keyOf(count)) ?? 0;
        missed += count.cameIn - count.open * rate;
        variance += count.open * rate * (1 - rate);
      }
      return { missed, variance };
    })
    .filter(({ variance }) => variance > 0);
}
