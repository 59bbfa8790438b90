/** The statuses that need attention. Each is counted like its tab: with the filters of the list. */
export const countedStatuses = ["failed", "suspended", "review", "pending"] as const;

/** How many orders match a filter and how many there are, each up to a limit; and those that need attention. */
export type OrderCounts = Record<(typeof countedStatuses)[number] | "all" | "matches", number>;

/** The largest number of matches that is counted; more are "10,000+". */
export const COUNTED_MATCHES = 10_000;

/** A number of orders in words: "10,000+" beyond what is counted. */
export function countInWords(count: number): string {
  return count > COUNTED_MATCHES
    ? `${COUNTED_MATCHES.toLocaleString("en-GB")}+`
    : count.toLocaleString("en-GB");
}
