import { expect, test } from "vitest";
import { DAY } from "@/lib/domain/value/calendar";
import { paydayOf, retriesWords } from "./retries-words";

const now = Date.UTC(2026, 0, 15);
const retries = { used: 4, limit: 15, endsAt: now + 12 * DAY };

test("retries are told with the days that are left for them", () => {
  expect(retriesWords(retries, true, now)).toBe("4 of 15, 12 days left");
  expect(retriesWords(retries, true, now + 11 * DAY)).toBe("4 of 15, 1 day left");
});

test("a window that is over says so", () => {
  expect(retriesWords(retries, true, now + 12 * DAY)).toBe("4 of 15, 30-day period ended");
});

test("an event that is collected keeps its count", () => {
  expect(retriesWords(retries, false, now)).toBe("4 of 15");
});

test("a retry timed for a payday says so, and names its zone to whoever reads in another", () => {
  const berlin = { timedForPaydays: true, timeZone: "Europe/Berlin" };
  const at = Date.UTC(2026, 11, 1, 6);
  const words = "Tuesday, 1 December, 07:00: a usual payday";
  expect(paydayOf(berlin, at, "Europe/Berlin")).toBe(words);
  expect(paydayOf(berlin, at, "Asia/Tokyo")).toBe(`${words} (times in Europe/Berlin)`);
  expect(paydayOf({ ...berlin, timedForPaydays: false }, at, "Europe/Berlin")).toBeNull();
  expect(paydayOf(berlin, at + DAY, "Europe/Berlin")).toBeNull();
});
