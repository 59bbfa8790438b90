import { expect, test } from "vitest";
import { keepCard, passesLuhn } from "./card";
import { type ChargeCircumstances, sandboxResult } from "./sandbox-result";
import { cardOf } from "./shopper";
import { testCards } from "./test-cards";

const at = Date.UTC(2026, 0, 15);

function kept(number: string, holder = "Jane Jones", expiry: [string, string] = ["12", "34"]) {
  const typed = { number, holder, cvv: "123", expiryMonth: expiry[0], expiryYear: expiry[1] };
  const card = keepCard(typed);
  if ("field" in card) throw new Error(card.message);
  return card;
}

/** The codes of a registration, a first payment that stores, one that does not, and four charges after. */
function life(number: string, more: Partial<ChargeCircumstances> = {}) {
  const card = kept(number);
  const base = {
    card,
    amount: 1_000,
    currency: "EUR",
    at,
    charges: 0,
    repeated: 0,
    isRepeated: false,
  } as const;
  const first = (["registration", "stored_checkout", "checkout"] as const).map((purpose) =>
    sandboxResult({ ...base, purpose, ...more }),
  );
  const later = [0, 1, 2, 3].map((n) =>
    sandboxResult({ ...base, purpose: "charge", charges: n, repeated: n, isRepeated: true, ...more }),
  );
  return [...first, ...later].map(({ code, adviceCode, silent }) => adviceCode ?? (silent ? "silent" : code));
}

const ok = "000.000.000";
const funds = "800.100.155";

test.each([
  ["4242424242424242", [ok, ok, ok, ok, ok, ok, ok]],
  ["4000000000009995", [funds, funds, funds, funds, funds, funds, funds]],
  ["4000000000000341", [ok, ok, funds, funds, funds, funds, funds]],
  ["4000000000005126", [ok, ok, funds, funds, funds, ok, ok]],
  ["4000000000000069", [ok, ok, "100.100.303", ...Array(4).fill("100.100.303")]],
  ["4000000000009979", Array(7).fill("800.100.159")],
  ["5105105105105100", [ok, ...Array(6).fill("03")]],
  ["5200000000001005", [ok, ...Array(6).fill("25")]],
  ["4000000000000002", Array(7).fill("800.100.152")],
  ["4000002500003155", [ok, ok, ok, ok, ok, "300.100.100", ok]],
  ["4000000000000119", [ok, ...Array(6).fill("silent")]],
  ["4111111111111111", Array(7).fill("100.100.101")],
])("%s behaves as its row says", (number, codes) => {
  expect(life(number)).toEqual(codes);
});

test("every test card can be typed", () => {
  for (const { number, brand } of testCards) {
    expect(passesLuhn(number)).toBe(true);
    expect(keepCard(cardOf(number))).toMatchObject({ brand, last4: number.slice(-4) });
  }
});

test("a misprint says which field is wrong", () => {
  const card = cardOf("4242424242424242");
  expect(keepCard({ ...card, number: "4242 4242 4242 4241" })).toMatchObject({ field: "number" });
  expect(keepCard({ ...card, expiryMonth: "13" })).toMatchObject({ field: "expiry" });
  expect(keepCard({ ...card, expiryYear: "" })).toMatchObject({ field: "expiry" });
  expect(keepCard({ ...card, cvv: "12" })).toMatchObject({ field: "cvv" });
  expect(keepCard({ ...card, holder: " " })).toMatchObject({ field: "holder" });
  expect(keepCard({ ...card, number: "4242 4242 4242 4242", expiryYear: "34" })).toMatchObject({
    bin: "424242",
  });
});

test("the holder's name goes before the expiry, the expiry before the card", () => {
  const c = { amount: 1_000, currency: "EUR", at, purpose: "charge", charges: 0, repeated: 0 } as const;
  const expired = kept("4000000000009979", "Jane Jones", ["12", "25"]);
  const named = kept("4000000000009979", "800.100.203", ["12", "25"]);
  expect(sandboxResult({ ...c, isRepeated: true, card: named })).toEqual({ code: "800.100.203" });
  expect(sandboxResult({ ...c, isRepeated: true, card: expired })).toEqual({ code: "100.100.303" });
});

test("a card is good through the last day of its month", () => {
  const card = kept("4242424242424242", "Jane Jones", ["02", "26"]);
  const c = { card, amount: 1_000, currency: "EUR", purpose: "charge", charges: 0, repeated: 0 } as const;
  expect(sandboxResult({ ...c, isRepeated: true, at: Date.UTC(2026, 2, 1) - 1 }).code).toBe(ok);
  expect(sandboxResult({ ...c, isRepeated: true, at: Date.UTC(2026, 2, 1) }).code).toBe("100.100.303");
});

test("an amount ending in .03 is told not to try again, where there are cents", () => {
  expect(life("5454545454545454", { amount: 4_003 }).slice(1)).toEqual(Array(6).fill("03"));
  expect(life("5454545454545454", { amount: 4_003, currency: "JPY" }).slice(1)).toEqual(Array(6).fill(ok));
  expect(life("4000000000009995", { amount: 4_003 })[3]).toBe(funds);
});
