import { type NeedKind, needKindOf, needKinds } from "@/lib/domain/preview/need-kinds";
import type { FindingCode } from "@/lib/domain/preview/situation-findings";
import type { Currency } from "@/lib/domain/value/money";
import type { NeedsCursor, NeedsFilter } from "./needs-filter";

/** Orders that need a person and are alike, counted. Amounts in minor units of the currency. */
export type NeedsGroup = {
  cause: FindingCode;
  currency: Currency;
  ownerId: string | null;
  isSnoozed: boolean;
  /** Their retries end within a week. */
  endsSoon: boolean;
  count: number;
  outstanding: number;
  atStake: number;
};

/** A number of orders, and their money by currency. Minor units, never added over currencies. */
export type NeedsTotal = { count: number; sums: readonly NeedsSum[] };

export type NeedsSum = {
  currency: Currency;
  outstanding: number;
  toGiveBack: number;
  chargedBack: number;
};

/** How many orders each choice beside the filter's own would show. */
export function needsTotals(groups: readonly NeedsGroup[], filter: NeedsFilter, userId: string): NeedsTotals {
  const of = (change: Partial<NeedsFilter>) => totalOf(chosen(groups, { ...filter, ...change }, userId));
  return {
    all: of({ kind: null }),
    kinds: needKinds.map((kind) => ({ kind, total: of({ kind }) })),
    everyone: of({ owner: null }).count,
    mine: of({ owner: "me" }).count,
    noOnes: of({ owner: "nobody" }).count,
    snoozed: of({ isSnoozed: true }).count,
    shown: of({}),
  };
}

export type NeedsTotals = {
  all: NeedsTotal;
  kinds: readonly { kind: NeedKind; total: NeedsTotal }[];
  everyone: number;
  mine: number;
  noOnes: number;
  snoozed: number;
  /** What the filter itself shows. */
  shown: NeedsTotal;
};

/** The sections of the list that are not empty: what ends soon, then the currencies, that of the most orders first. */
export function sectionsOf(
  groups: readonly NeedsGroup[],
  filter: NeedsFilter,
  userId: string,
): { section: NeedsCursor["section"]; total: NeedsTotal }[] {
  const shown = chosen(groups, filter, userId);
  const rest = shown.filter(({ endsSoon }) => !endsSoon);
  const currencies = [...new Set(rest.map(({ currency }) => currency))];
  const parts = [
    { section: "ends" as const, total: totalOf(shown.filter(({ endsSoon }) => endsSoon)) },
    ...currencies
      .map((currency) => ({
        section: currency,
        total: totalOf(rest.filter((one) => one.currency === currency)),
      }))
      .toSorted((a, b) => b.total.count - a.total.count || a.section.localeCompare(b.section)),
  ];
  return parts.filter(({ total }) => total.count > 0);
}

/** How many orders each person takes care of that need a person now. */
export function ownedBy(groups: readonly NeedsGroup[]): ReadonlyMap<string, number> {
  const owned = new Map<string, number>();
  for (const { ownerId, count, isSnoozed } of groups)
    if (ownerId !== null && !isSnoozed) owned.set(ownerId, (owned.get(ownerId) ?? 0) + count);
  return owned;
}

function chosen(groups: readonly NeedsGroup[], filter: NeedsFilter, userId: string): NeedsGroup[] {
  return groups.filter(
    ({ cause, ownerId, isSnoozed }) =>
      (filter.kind === null || needKindOf(cause) === filter.kind) &&
      (filter.owner === null || ownerId === (filter.owner === "me" ? userId : null)) &&
      isSnoozed === filter.isSnoozed,
  );
}

function totalOf(groups: readonly NeedsGroup[]): NeedsTotal {
  const sums = new Map<Currency, NeedsSum>();
  for (const { currency, cause, outstanding, atStake } of groups) {
    const before = sums.get(currency) ?? { currency, outstanding: 0, toGiveBack: 0, chargedBack: 0 };
    sums.set(currency, {
      currency,
      outstanding: before.outstanding + outstanding,
      toGiveBack: before.toGiveBack + (givesBack.has(cause) ? atStake : 0),
      chargedBack: before.chargedBack + (cause === "disputed" ? atStake : 0),
    });
  }
  const count = groups.reduce((total, one) => total + one.count, 0);
  return {
    count,
    sums: [...sums.values()].toSorted(
      (a, b) => b.outstanding - a.outstanding || a.currency.localeCompare(b.currency),
    ),
  };
}

const givesBack: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "paid_twice",
  "paid_after_cancel",
  "collected_too_much",
]);
