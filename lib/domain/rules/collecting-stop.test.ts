import { describe, expect, it } from "vitest";
import type { GatewayAnswer } from "../decline/gateway-answer";
import type { Entry } from "../order/order-log";
import { PROBE_EVERY } from "../value/timetable";
import { collectingStopAfter } from "./collecting-stop";

const now = Date.UTC(2026, 10, 20, 9);

describe("the collecting of a merchant", () => {
  it("stops when the gateway refuses the configuration, and says why", () => {
    const stop = { since: now, why: "800.900.100 unknown sender", probeAt: now + PROBE_EVERY };
    expect(collectingStopAfter([abandoned("merchant")], false, now)).toEqual(stop);
    // A probe that failed is followed by another one an hour later.
    expect(collectingStopAfter([abandoned("merchant")], true, now)).toEqual(stop);
  });

  it("goes on with the first verdict, whatever it is", () => {
    expect(collectingStopAfter([approved], true, now)).toBe("ended");
    expect(collectingStopAfter([declined("800.100.153")], true, now)).toBe("ended");
    expect(collectingStopAfter([approved, { kind: "update_link_sent" }], true, now)).toBe("ended");
  });

  it("stays as it is while nobody has answered, and where nothing had stopped it", () => {
    for (const outcome of ["technical", "request", "not_found", "not_sent"] as const)
      expect(collectingStopAfter([abandoned(outcome)], true, now)).toBeNull();
    expect(collectingStopAfter([declined(null)], true, now)).toBeNull();
    const answer = { code: "900.100.301" } as GatewayAnswer;
    expect(collectingStopAfter([{ ...abandoned("technical"), answer }], true, now)).toBeNull();
    expect(collectingStopAfter([approved], false, now)).toBeNull();
  });
});

type Abandoned = Extract<Entry, { kind: "payment_abandoned" }>;

function abandoned(outcome: Abandoned["outcome"]): Abandoned {
  const why = "800.900.100 unknown sender";
  return {
    kind: "payment_abandoned",
    attempt: 1,
    at: now,
    outcome,
    answer: null,
    why,
    wait: null,
    held: false,
  };
}

const approved = { kind: "payment_approved", attempt: 1, at: now } as Entry;

function declined(code: string | null): Entry {
  return { kind: "payment_declined", attempt: 1, at: now, answer: code && { code } } as Entry;
}
