import { type RunShare, shares } from "@/lib/bulk/basket";
import type { Run } from "@/lib/bulk/plan";
import { isUuid } from "@/lib/domain/value/uuid";

/** Which orders an address asks for: those of a list, some by number, or some of a run. */
export function askedOrders(query: string): AskedOrders {
  const params = new URLSearchParams(query);
  const run = params.get("run");
  if (run !== null && isUuid(run)) {
    const share = shares.find((one) => one === params.get("share")) ?? "all";
    return { run, share, code: params.get("why") };
  }
  const zuids = params.getAll("zuid").flatMap((text) => text.split(","));
  if (zuids.length < 2) return { filter: query };
  return { zuids: zuids.map((text) => text.replace(/^ZUID-/i, "")).flatMap(asNumber) };
}

export type AskedOrders = Run["source"] | { run: string; share: RunShare; code: string | null };

function asNumber(text: string): number[] {
  return /^\d{1,9}$/.test(text) ? [Number(text)] : [];
}
