import { expect, it } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { retriesOf } from "../order/retry";
import { situationOf } from "../preview/situation";
import { DAY } from "../value/calendar";
import { sayHowMany, sayNear, sayNeed, sayNext, sayOfWhat, sayRetries, saySums } from "./need-words";

const zone = "Europe/Berlin";

it("a row of an order without money on its account says the bank's reason, how many payments and how long", () => {
  const { order, now } = softDeclined(activated(instalmentOrder()), 1);
  const later = now + 25 * DAY;
  const situation = situationOf(order, later);
  const [event] = order.events.filter(({ status }) => status === "soft_declined");
  const retries = event ? retriesOf(order, event) : null;
  expect(sayNeed(situation, order)).toBe("Insufficient funds");
  expect(sayHowMany(situation, { order, now: later, zone })).toMatch(/^\d payments?, since \d+ \w+$/);
  expect(sayRetries(situation, retries, { order, now: later, zone })).toMatchObject({
    text: "0 of 15 · 5 days left",
    isShort: true,
    isBar: true,
  });
  expect(sayOfWhat(situation, order)).toMatch(/^of [\d,.]+$/);
});

it("a card that is declined permanently has no retries to show, and nothing follows", () => {
  const { order, now } = hardDeclined(activated(subscriptionOrder()));
  const situation = situationOf(order, now);
  expect(sayRetries(situation, null, { order, now, zone }).text).toBe("No retry with this card");
  expect(sayNext(situation, { now, zone })).toEqual({ text: "Stopped", kind: "" });
  expect(sayOfWhat(situation, order)).toMatch(/^[\d.]+ a month$/);
});

it("a time today is today's, one of this year has no year", () => {
  const now = Date.UTC(2026, 10, 26, 8, 12);
  expect(sayNear(now + DAY / 4, now, zone)).toBe("Today, 15:12");
  expect(sayNear(now + DAY, now, zone)).toBe("27 Nov, 09:12");
  expect(sayNear(now + 60 * DAY, now, zone)).toBe("25 Jan 2027, 09:12");
  // Past midnight in Berlin, and not yet in London.
  const midnight = Date.UTC(2026, 10, 26, 23, 30);
  expect(sayNear(midnight, now, zone)).toBe("27 Nov, 00:30");
  expect(sayNear(midnight, now, "Europe/London")).toBe("Today, 23:30");
});

it("sums of several currencies stand side by side", () => {
  expect(saySums([])).toBe("");
  expect(saySums([{ currency: "EUR", amount: 0 }])).toBe("");
  const sums = [
    { currency: "EUR", amount: 41_980 },
    { currency: "CHF", amount: 17_900 },
    { currency: "GBP", amount: 100 },
  ] as const;
  expect(saySums(sums.slice(0, 2))).toBe("EUR 419.80 and CHF 179.00");
  expect(saySums(sums)).toBe("EUR 419.80, CHF 179.00 and GBP 1.00");
});
