/**
 * `short` is for tables; `happened` is for staff. `next` (what to do), `customer` (for the customer: no blame, no
 * code) and `resolvedBy` are given only where those of the outcome, in `explain-decline.ts`, do not fit. A
 * `generic` reason repeats the answer without a cause.
 */
export type ReasonWords = {
  short: string;
  happened: string;
  next?: string;
  customer?: string;
  /** `customer` is about the card only, so it is also used when a card was to be saved without a payment. */
  aboutCard?: true;
  resolvedBy?: ResolvedBy;
  generic?: true;
};

/** Who has to act before the money can be collected. */
export type ResolvedBy = "bank" | "customer" | "us" | "nobody";
