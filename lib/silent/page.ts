import { type Db, withMerchant } from "@/db/client";
import type { Times } from "@/lib/domain/preview/stall";
import type { Instant } from "@/lib/domain/value/calendar";
import { findStalls, MOST_OF_A_KIND } from "./find";
import type { StallKind } from "./records";

/** What stands still for one cause. */
export type StallGroup = {
  kind: StallKind;
  /** Of the one that has stood still for longest. */
  since: Instant;
  count: number;
  /** There are more than were counted. */
  isMore: boolean;
  /** The orders that have stood still for longest. */
  zuids: number[];
};

/** Everything of a merchant that should have moved and has not, by cause, the longest standing first. */
export async function silentOf(db: Db, merchantId: number, times: Times): Promise<StallGroup[]> {
  const stalls = await withMerchant(db, merchantId, (tx) => findStalls(tx, merchantId, times));
  const groups = [...Map.groupBy(stalls, ({ kind }) => kind)].map(([kind, ones]) => {
    const oldestFirst = ones.toSorted((a, b) => a.since - b.since);
    const zuids = [...new Set(oldestFirst.flatMap(({ zuid }) => zuid ?? []))];
    return {
      kind,
      since: oldestFirst[0]?.since ?? 0,
      count: ones.length,
      isMore: ones.length >= MOST_OF_A_KIND,
      zuids: zuids.slice(0, MOST_NAMED),
    };
  });
  return groups.sort((a, b) => a.since - b.since);
}

const MOST_NAMED = 10;
