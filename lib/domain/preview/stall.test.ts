import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../value/calendar";
import { MINUTE, SECOND } from "../value/timetable";
import { type GatewayTrace, gatewaySilentSince, paymentStallOf } from "./stall";

const now = Date.UTC(2026, 2, 1, 9);
/** Another clock than business time. */
const machineNow = now + 100 * DAY;
const times = { now, machineNow };
const quiet: GatewayTrace = { waiting: [], unsent: [], answeredAt: null, isHeldUp: false };
const sentAgo = (ago: number) => ({ startedAt: now - ago, sentAt: machineNow - ago });

describe("a gateway", () => {
  it.each<[string, Partial<GatewayTrace>, number | null]>([
    ["that nothing is asked of is not silent", {}, null],
    ["has as long for an answer as one is waited for", { waiting: [sentAgo(30 * SECOND)] }, null],
    [
      "is silent from the first request without an answer",
      { waiting: [sentAgo(36 * SECOND), sentAgo(5)] },
      36 * SECOND,
    ],
    [
      "speaks when it answers a later request",
      { waiting: [sentAgo(MINUTE)], answeredAt: now - 30 * SECOND },
      null,
    ],
    ["may refuse one connection", { unsent: [now - 10 * SECOND] }, null],
    ["is silent when it refuses two", { unsent: [now - 10 * SECOND, now - 40 * SECOND] }, 40 * SECOND],
    [
      "that refused long ago, and was asked for nothing since, is not silent now",
      { unsent: [now - HOUR, now - 2 * HOUR] },
      null,
    ],
    ["for which orders wait still is", { unsent: [now - HOUR, now - 2 * HOUR], isHeldUp: true }, 2 * HOUR],
    ["that answered after it refused is not", { unsent: [now - 10, now - 20], answeredAt: now }, null],
  ])("%s", (_, trace, ago) => {
    expect(gatewaySilentSince({ ...quiet, ...trace }, times)).toBe(ago === null ? null : now - ago);
  });
});

describe("a payment without a result", () => {
  const open = { isAtGateway: true, sentAt: machineNow - MINUTE, askAfter: machineNow + MINUTE };
  it.each([
    ["waits for its query", {}, null],
    ["is never asked for", { askAfter: null, sentAt: machineNow - 5 * MINUTE }, "never_asked"],
    ["is young", { askAfter: null }, null],
    ["is to be asked for, and nobody does", { askAfter: machineNow - 5 * MINUTE }, "not_asked"],
    ["stays without one", { sentAt: machineNow - 8 * MINUTE }, "no_result"],
    ["is no longer at the gateway", { isAtGateway: false, sentAt: machineNow - DAY, askAfter: null }, null],
    ["is watched, and nobody asks", { isAtGateway: false, askAfter: machineNow - HOUR }, "not_asked"],
  ] as const)("%s", (_, change, stall) => {
    expect(paymentStallOf({ ...open, ...change }, machineNow)).toBe(stall);
  });
});
