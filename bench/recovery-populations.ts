import type { FactsByCode } from "@/lib/domain/lived/answer-by-code";

/**
 * Whose payments fail, as data. The sizes are a model's, roughly those of published decline mixes and recovery curves;
 * what is compared is the order of the policies.
 */
export type Population = {
  name: string;
  /** Share of each cause among the payments that fail. They sum to 1. */
  causes: Readonly<Record<FailureCause, number>>;
  /** Share of customers with each habit of being paid. They sum to 1. */
  paydays: Readonly<Record<Payday, number>>;
  /** How likely a payday brings enough, and the share of customers of whom it is so. */
  solvency: readonly { enough: number; share: number }[];
  /** Days for which the money stays, on average. */
  moneyLasts: number;
  /** Money that comes between paydays: this many times a day, on average. */
  windfalls: number;
  /** How likely a generic decline clears by itself, and after how many days on average. */
  clears: { share: number; days: number };
  /** Hours for which a line stays down, on average. */
  outageHours: number;
  /** How likely a mail brings another card: the first about a payment, and each later one. */
  answers: { first: number; later: number };
};

export type FailureCause = "funds" | "generic" | "limit" | "outage" | "customer" | "expired" | "withdrawn";
export type Payday = "first" | "fifteenth" | "last_working_day" | "last_friday" | "every_friday";

export const populations: readonly Population[] = [
  {
    name: "salaried, mostly short of money",
    causes: {
      ...{ funds: 0.7, generic: 0.1, limit: 0.05, outage: 0.03 },
      ...{ customer: 0.04, expired: 0.06, withdrawn: 0.02 },
    },
    paydays: { first: 0.25, fifteenth: 0.1, last_working_day: 0.35, last_friday: 0.2, every_friday: 0.1 },
    solvency: [
      { enough: 0.85, share: 0.5 },
      { enough: 0.45, share: 0.25 },
      { enough: 0.05, share: 0.25 },
    ],
    moneyLasts: 7,
    windfalls: 1 / 14,
    clears: { share: 0.6, days: 8 },
    outageHours: 10,
    answers: { first: 0.14, later: 0.05 },
  },
  {
    name: "mixed, many generic declines",
    causes: {
      ...{ funds: 0.42, generic: 0.26, limit: 0.07, outage: 0.06 },
      ...{ customer: 0.05, expired: 0.1, withdrawn: 0.04 },
    },
    paydays: { first: 0.15, fifteenth: 0.2, last_working_day: 0.15, last_friday: 0.2, every_friday: 0.3 },
    solvency: [
      { enough: 0.8, share: 0.4 },
      { enough: 0.4, share: 0.3 },
      { enough: 0.05, share: 0.3 },
    ],
    moneyLasts: 4,
    windfalls: 1 / 9,
    clears: { share: 0.5, days: 7 },
    outageHours: 20,
    answers: { first: 0.11, later: 0.04 },
  },
];

/** What a bank says to a charge that fails for a cause; one of several, evenly. */
export const declines: Readonly<Record<FailureCause, readonly FactsByCode[]>> = {
  funds: [{ code: "800.100.155", acquirerResponse: "51" }],
  generic: [{ code: "800.100.152", acquirerResponse: "05" }],
  limit: [{ code: "800.100.162", acquirerResponse: "61" }],
  outage: [{ code: "900.100.301" }],
  customer: [{ code: "300.100.100" }],
  expired: [{ code: "100.100.303", acquirerResponse: "54" }],
  withdrawn: [{ code: "800.100.500" }],
};

/** What Mastercard's banks advise along with a soft decline, and how often: not before a day, two, four. */
export const advice = [
  { code: "25", share: 0.06 },
  { code: "26", share: 0.04 },
  { code: "27", share: 0.03 },
] as const;
