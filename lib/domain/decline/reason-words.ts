/**
 * `short` stands in tables; `happened` is said to staff. `next` (what to do), `customer` (said to the customer: no
 * blame, no code) and `whoActs` only where the outcome's own, in `explain-decline.ts`, are not good enough. A
 * `generic` reason tells what was answered but not why.
 */
export type ReasonWords = {
  short: string;
  happened: string;
  next?: string;
  customer?: string;
  /** `customer` speaks of the card alone: it is said as well when a card was to be saved and nothing to be paid. */
  aboutCard?: true;
  resolvedBy?: ResolvedBy;
  generic?: true;
};

/** Who has to do something for the money to come in. */
export type ResolvedBy = "bank" | "customer" | "us" | "nobody";
