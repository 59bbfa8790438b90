import type { FactsByCode } from "@/lib/domain/lived/answer-by-code";
import { addDays, DAY, HOUR, type Instant } from "@/lib/domain/value/calendar";
import { advice, declines, type FailureCause, type Payday, type Population } from "./recovery-populations";

/** One customer whose payment fails, and all that will ever be true of it: nothing in it depends on a policy. */
export type SimulatedCustomer = {
  seed: string;
  cause: FailureCause;
  brand: "visa" | "master";
  /** When the payment falls due and fails for the first time. */
  dueAt: Instant;
  /** When a charge would go through, in the order of time; before and between them it fails. */
  good: readonly { from: Instant; to: Instant }[];
  /** What the bank says to a charge that fails. */
  decline: FactsByCode;
  /** Advice that comes with the first decline; null for none. */
  advised: string | null;
  /** For the first mail about the payment, the second, ...: how long after it another card comes; null for never. */
  answers: readonly (number | null)[];
};

export const ZONE = "Europe/Berlin";
/** A payment that is paid later than this counts as lost. */
export const HORIZON = 30 * DAY;
const MAILS = 4;

/** The same seed gives the same customer, whichever policy is tried on it. */
export function simulatedCustomer(population: Population, seed: string): SimulatedCustomer {
  const chance = seededChance(seed);
  const cause = pick(chance, population.causes);
  const brand = chance() < 0.55 ? "visa" : "master";
  const dueAt = Date.UTC(2026, 0, 1, 6) + Math.floor(chance() * 300) * DAY + Math.floor(chance() * 12) * HOUR;
  const said = declines[cause];
  const isAdvised = brand === "master" && (cause === "funds" || cause === "generic" || cause === "limit");
  return {
    seed,
    cause,
    brand,
    dueAt,
    decline: said[Math.floor(chance() * said.length)] ?? { code: "800.100.155" },
    advised: isAdvised ? pickAdvice(chance()) : null,
    answers: Array.from({ length: MAILS }, (_, i) => {
      const isAnswered = chance() < (i === 0 ? population.answers.first : population.answers.later);
      const after = (0.1 + exponential(chance, 1.5)) * DAY;
      return isAnswered && cause !== "withdrawn" ? after : null;
    }),
    good: goodTimes(population, cause, dueAt, chance),
  };
}

/** Whether a charge of the order's own card would go through at an instant. */
export function goesThrough({ good }: SimulatedCustomer, at: Instant): boolean {
  return good.some(({ from, to }) => at >= from && at < to);
}

/** The first instant from one on at which a charge would go through; null when there is none in time. */
export function firstGood({ good, dueAt }: SimulatedCustomer, from: Instant): Instant | null {
  const next = good.find((span) => span.to > from);
  const at = next ? Math.max(from, next.from) : Number.POSITIVE_INFINITY;
  return at < dueAt + HORIZON ? at : null;
}

function goodTimes(
  of: Population,
  cause: FailureCause,
  dueAt: Instant,
  chance: SeededChance,
): SimulatedCustomer["good"] {
  const end = dueAt + 2 * HORIZON;
  switch (cause) {
    case "funds":
      return moneyTimes(of, dueAt, end, chance);
    case "generic":
      return chance() < of.clears.share
        ? [{ from: dueAt + HOUR + exponential(chance, of.clears.days) * DAY, to: end }]
        : [];
    case "limit":
      return [{ from: dueAt + DAY + exponential(chance, 6) * DAY, to: end }];
    case "outage":
      return [{ from: dueAt + 5 * 60_000 + exponential(chance, of.outageHours) * HOUR, to: end }];
    default:
      return [];
  }
}

/** Money comes on paydays and now and then between them, and is spent. */
function moneyTimes(
  of: Population,
  dueAt: Instant,
  end: Instant,
  chance: SeededChance,
): SimulatedCustomer["good"] {
  const habit = pick(chance, of.paydays);
  const enough = solvencyOf(of, chance());
  const spans: { from: Instant; to: Instant }[] = [];
  for (let day = 0; day <= 60; day++) {
    const isPayday = isPaid(habit, addDays(dueAt, day, ZONE));
    const comes = chance() < enough && (isPayday || chance() < of.windfalls);
    // Most salaries stand on the account before the morning, some only in the course of the day.
    const hour = chance() < 0.8 ? chance() * 6 : 6 + chance() * 9;
    const lasts = exponential(chance, isPayday ? of.moneyLasts : of.moneyLasts / 3) * DAY;
    const from = Math.max(dueAt + HOUR, startOfDay(addDays(dueAt, day, ZONE)) + hour * HOUR);
    if (comes && from < end) spans.push({ from, to: from + lasts });
  }
  return spans.sort((a, b) => a.from - b.from);
}

function isPaid(habit: Payday, at: Instant): boolean {
  const day = new Date(startOfDay(at) + 12 * HOUR);
  const weekday = day.getUTCDay();
  const left =
    new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate() - day.getUTCDate();
  switch (habit) {
    case "first":
      return day.getUTCDate() === 1;
    case "fifteenth":
      return day.getUTCDate() === 15;
    case "last_friday":
      return weekday === 5 && left < 7;
    case "last_working_day":
      return weekday === 5 ? left <= 2 : weekday > 0 && weekday < 5 && left === 0;
    case "every_friday":
      return weekday === 5;
  }
}

/** Near enough for a model: the hour of the zone's offset does not matter to a salary. */
function startOfDay(at: Instant): Instant {
  return Math.floor(at / DAY) * DAY;
}

function solvencyOf({ solvency }: Population, drawn: number): number {
  return drawnFrom(solvency, drawn)?.enough ?? 0;
}

function pickAdvice(drawn: number): string | null {
  return drawnFrom(advice, drawn)?.code ?? null;
}

function pick<K extends string>(chance: SeededChance, shares: Readonly<Record<K, number>>): K {
  const all = (Object.entries(shares) as [K, number][]).map(([name, share]) => ({ name, share }));
  const found = drawnFrom(all, chance()) ?? all[0];
  if (!found) throw new Error("nothing to pick from");
  return found.name;
}

/** The one whose part of the line from 0 to 1 a number falls into; null where the parts end before it. */
function drawnFrom<T extends { share: number }>(parts: readonly T[], drawn: number): T | null {
  let end = 0;
  for (const part of parts) {
    end += part.share;
    if (drawn < end) return part;
  }
  return null;
}

function exponential(chance: SeededChance, mean: number): number {
  return -Math.log(1 - chance()) * mean;
}

type SeededChance = () => number;

/** mulberry32 of a hash of the seed: small, and the same everywhere. */
function seededChance(seed: string): SeededChance {
  let state = 2_166_136_261;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
