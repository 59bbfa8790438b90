import { expect, test } from "vitest";
import { newEvent } from "@/lib/domain/billing-event";
import { DAY } from "@/lib/domain/calendar";
import { retriesWords } from "./retries-words";

const now = Date.UTC(2026, 0, 15);
const event = {
  ...newEvent(1, now, 10_000, 1),
  status: "soft_declined" as const,
  window: { startedAt: now - 18 * DAY, endsAt: now + 12 * DAY, retries: 4, card: "card" },
};

test("retries are told with the days that are left for them", () => {
  expect(retriesWords(event, now)).toBe("4 of 15, 12 days left");
  expect(retriesWords(event, now + 11 * DAY)).toBe("4 of 15, 1 day left");
});

test("a window that is over says so", () => {
  expect(retriesWords(event, now + 12 * DAY)).toBe("4 of 15, 30 days over");
});

test("an event that is collected keeps its count, one never declined has none", () => {
  expect(retriesWords({ ...event, status: "recovered" }, now)).toBe("4 of 15");
  expect(retriesWords(newEvent(1, now, 10_000, 1), now)).toBe("");
});
