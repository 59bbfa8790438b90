import { DAY } from "../value/calendar";
import { AT_RISK_DAYS, FORECAST_DAYS } from "../value/timetable";
import { type DeclineGroup, type DeclineStep, declineGroups } from "./cell";
import { type Draws, seededDraws } from "./chance";
import { forecast, type OpenPayment } from "./forecast";
import { publishedRate } from "./published-rates";
import { keyOf, type RecoveryCount, ratesFrom, swayed } from "./rates";

/** A merchant whose payments fail and come in, week by week, at rates that are known. */
export type WorldShape = {
  name: string;
  /** Payments that fail in a week. */
  perWeek: number;
  /** Weeks of history before the forecast. */
  weeks: number;
  /** How far merchants lie from the published rates, all groups together and each for itself: log odds, uniform. */
  merchants: number;
  groups: number;
  /** How far the rates move from week to week: standard deviation of the log odds. */
  drift: number;
  /** Share of payments that are fifty times as large. */
  large: number;
};

export const worldShapes: readonly WorldShape[] = [
  shape("many payments, a long history", { perWeek: 150, weeks: 56 }),
  shape("few payments, a long history", { perWeek: 5, weeks: 56 }),
  shape("no history yet", { perWeek: 12, weeks: 5, merchants: 0.9 }),
  shape("far from the published rates", { perWeek: 40, weeks: 40, merchants: 2 }),
  shape("rates that move", { perWeek: 80, weeks: 56, drift: 0.06 }),
  shape("a few large amounts", { perWeek: 25, weeks: 40, large: 0.1 }),
];

function shape(name: string, given: Partial<WorldShape>): WorldShape {
  return { name, perWeek: 20, weeks: 30, merchants: 1, groups: 0.6, drift: 0, large: 0, ...given };
}

/** In how many of so many worlds the money that came in lay between the ends of the range. */
export function heldIn(of: WorldShape, worlds: number, futures?: number): { held: number; width: number } {
  let held = 0;
  let width = 0;
  for (let i = 0; i < worlds; i++) {
    const seed = `${of.name} ${i}`;
    const { open, history, came, now } = worldOf(of, seed);
    const { low, high, atRisk } = forecast(open, ratesFrom(history, now), seed, futures);
    if (low <= came && came <= high) held += 1;
    width += (high - low) / atRisk;
  }
  return { held: held / worlds, width: width / worlds };
}

type Failed = { group: DeclineGroup; amount: number; week: number; paidIn: number | null };

function worldOf(of: WorldShape, seed: string) {
  const draws = seededDraws(`world ${seed}`);
  const about = (width: number) => (2 * draws.uniform() - 1) * width;
  const merchant = about(of.merchants);
  const own = new Map(declineGroups.map((group) => [group, merchant + about(of.groups)]));
  const walk = [0];
  for (let week = 1; week < of.weeks + WEEKS_AHEAD; week++)
    walk.push((walk.at(-1) ?? 0) + of.drift * draws.normal());
  const failed: Failed[] = [];
  for (let week = 0; week < of.weeks; week++)
    for (let i = 0; i < of.perWeek; i++) {
      const group = groupDrawn(draws);
      const paidIn = lived(group, week, (at) => (own.get(group) ?? 0) + (walk[at] ?? 0), draws);
      failed.push({ group, amount: amountDrawn(of, draws), week, paidIn });
    }
  return judged(failed, of.weeks);
}

/** The week in which it comes in; null: not within the time that counts. */
function lived(group: DeclineGroup, from: number, shift: (week: number) => number, draws: Draws) {
  for (let age = 0; age < WEEKS_AT_RISK + WEEKS_AHEAD; age++)
    if (draws.uniform() < swayed(weekly(group, age), shift(from + age))) return from + age;
  return null;
}

/** Such that four weeks come near the published rates. */
function weekly(group: DeclineGroup, age: number): number {
  const unpaid = (step: DeclineStep) => 1 - publishedRate({ group, step });
  const late = unpaid("old") ** (1 / 4);
  const third = unpaid("3") ** (1 / 4);
  const second = unpaid("2") / third ** 3;
  const first = unpaid("1") / (second * third ** 2);
  return 1 - ([first, second, third, third, third, third][age] ?? late);
}

function judged(failed: readonly Failed[], weeks: number) {
  const byWeek = Map.groupBy(failed, ({ week }) => week);
  const openAt = (week: number) =>
    Array.from({ length: WEEKS_AT_RISK }, (_, i) => byWeek.get(week - 1 - i) ?? [])
      .flat()
      .filter(({ paidIn }) => paidIn === null || paidIn >= week);
  const history: RecoveryCount[] = [];
  for (let week = Math.max(1, weeks - 56); week + WEEKS_AHEAD <= weeks; week++)
    for (const some of Map.groupBy(openAt(week), (one) => keyOf(cellAt(one, week))).values()) {
      const [first] = some;
      if (!first) continue;
      const cameIn = some.filter((one) => isPaidBy(one, week + WEEKS_AHEAD)).length;
      history.push({ ...cellAt(first, week), since: week * WEEK, open: some.length, cameIn });
    }
  const open = openAt(weeks);
  const came = open.reduce((sum, one) => sum + (isPaidBy(one, weeks + WEEKS_AHEAD) ? one.amount : 0), 0);
  const asked: OpenPayment[] = open.map((one) => ({ ...cellAt(one, weeks), amount: one.amount }));
  return { open: asked, history, came, now: weeks * WEEK };
}

function isPaidBy({ paidIn }: Failed, week: number): boolean {
  return paidIn !== null && paidIn < week;
}

function cellAt({ group, week: failedIn }: Failed, week: number) {
  const age = week - failedIn;
  const step: DeclineStep = age <= 1 ? "1" : age === 2 ? "2" : age <= 6 ? "3" : "old";
  return { group, step };
}

function groupDrawn(draws: Draws): DeclineGroup {
  const shares = [0.45, 0.06, 0.2, 0.05, 0.06, 0.13, 0.05];
  let left = draws.uniform();
  for (const [i, group] of declineGroups.entries()) {
    left -= shares[i] ?? 0;
    if (left < 0) return group;
  }
  return "funds";
}

function amountDrawn({ large }: WorldShape, draws: Draws): number {
  const usual = Math.round(3_000 * Math.exp(0.7 * draws.normal()));
  return draws.uniform() < large ? 50 * usual : usual;
}

const WEEK = 7 * DAY;
const WEEKS_AHEAD = FORECAST_DAYS / 7;
const WEEKS_AT_RISK = Math.floor(AT_RISK_DAYS / 7);
