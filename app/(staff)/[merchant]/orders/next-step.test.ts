import { expect, test } from "vitest";
import { nextStep } from "./next-step";

const now = Date.UTC(2026, 0, 15);
const view = { now, zone: "UTC" };
const order = { status: "active", outstanding: 0, currency: "EUR", nextAttemptAt: now + 1 } as const;

test("an active order tells its next payment, or what is overdue", () => {
  expect(nextStep(order, view)).toBe("Next 15 Jan 2026");
  expect(nextStep({ ...order, nextAttemptAt: now, outstanding: 4_900 }, view)).toBe("EUR 49.00 overdue");
  expect(nextStep({ ...order, nextAttemptAt: null }, view)).toBe("No payment planned");
});

test("an order that somebody has to act on tells the sum, or the act", () => {
  expect(nextStep({ ...order, status: "failed", outstanding: 12_000 }, view)).toBe("EUR 120.00 outstanding");
  expect(nextStep({ ...order, status: "suspended" }, view)).toBe("Replace the card");
});
