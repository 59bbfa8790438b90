import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainMerchant } from "../lived/plain-order";
import type { Actor, Order } from "../order/order";
import { explainRefusal } from "../order/refusal";
import { previewNewOrder } from "../preview/preview-new-order";
import { createOrder, type OrderDraft } from "../rules/create";
import { DAY, type Instant, type Interval } from "../value/calendar";
import { type Currency, currencies } from "../value/money";
import { draftFrom, type OrderChoices } from "./order-choices";
import type { Product } from "./product";
import { productLine } from "./product-line";
import { priceOf, productOf } from "./testing-products";

const now = Date.UTC(2026, 0, 31, 9);
const clerk: Actor = { kind: "user", id: "u", name: "Anna" };

function choices(part: Partial<OrderChoices> = {}): OrderChoices {
  return {
    ...{ customerId: "c1", invoiceId: "", currency: "EUR", channel: "MOTO" },
    ...{ splits: false, deposit: null, parts: null, interval: null, startAt: null },
    ...{ savesCard: false, preauthorises: false, memo: "", tags: [] },
    lines: [line("p1")],
    ...part,
  };
}

function line(productId: string, part: Partial<OrderChoices["lines"][number]> = {}) {
  return { productId, quantity: 1, price: null, discount: null, fee: null, ...part };
}

function ordered(
  chosen: OrderChoices,
  products: readonly Product[],
  at: Instant = now,
  timeZone = "UTC",
): Order {
  const made = draftFrom(chosen, products, { now: at, timeZone });
  if ("faults" in made) throw new Error(JSON.stringify(made.faults));
  return created(made.draft, at, timeZone);
}

function created(draft: OrderDraft, at: Instant, timeZone: string): Order {
  const decided = createOrder(draft, {
    ...{ zuid: 1, referenceKey: "k", buyer: { wallet: [], cardUses: [] }, createdBy: clerk, now: at },
    merchant: { ...plainMerchant, timeZone },
  });
  if ("refusal" in decided) throw new Error(explainRefusal(decided.refusal));
  return decided.order;
}

/** "field line: sentence" */
function faultsOf(chosen: OrderChoices, ...products: Product[]): string[] {
  const made = draftFrom(chosen, products, { now, timeZone: "UTC" });
  return "faults" in made
    ? made.faults.map(({ field, line, what }) => `${field} ${line ?? ""}: ${what}`)
    : [];
}

describe("an order takes its amounts from its products", () => {
  it("price x quantity, less the discount, plus the fee", () => {
    const product = productOf(
      { discount: { kind: "percent", basisPoints: 1_250, on: "every_payment" } },
      { price: 3_333, fee: 150 },
    );
    const order = ordered(choices({ lines: [line("p1", { quantity: 3 })] }), [product]);
    expect(order.lines[0]).toMatchObject({ price: 3_333, discount: 1_250, fee: 150, taxBasisPoints: 1_900 });
    expect(order.total).toBe(9_999 - 1_250 + 150);
  });

  it("a per cent is rounded half up, in minor units", () => {
    const half = productOf(
      { discount: { kind: "percent", basisPoints: 5_000, on: "every_payment" } },
      { price: 5 },
    );
    expect(productLine(half, priceOf({ price: 5 }), line("p1")).discount).toBe(3);
  });

  it("with what staff changed in their place", () => {
    const order = ordered(choices({ lines: [line("p1", { price: 8_000, discount: 500, fee: 0 })] }), [
      productOf({}, { fee: 300 }),
    ]);
    expect(order.total).toBe(7_500);
  });

  it("in the currency that was chosen", () => {
    const product = productOf({ prices: [priceOf(), priceOf({ currency: "JPY", price: 1_600 })] });
    expect(ordered(choices({ currency: "JPY" }), [product])).toMatchObject({ currency: "JPY", total: 1_600 });
    expect(faultsOf(choices({ currency: "CHF" }), product)).toEqual([
      "product 0: Course has no price in CHF.",
    ]);
  });

  it("a trial pays nothing at first, and the first payment follows when it ends", () => {
    const product = productOf(
      { type: "subscription", trial: { every: 14, unit: "DAY" } },
      { price: 3_000, setUpFee: 500 },
    );
    const order = ordered(choices(), [product]);
    expect(order).toMatchObject({ type: "subscription", initialAmount: 500, total: 3_000 });
    expect(previewNewOrder(order, now).payments[0]).toEqual({ at: now + 14 * DAY, amount: 3_000 });
  });

  it("a discount on the first payment leaves the later ones", () => {
    const product = productOf(
      { type: "subscription", discount: { kind: "amount", on: "first_payment" } },
      { price: 3_000, discount: 1_000 },
    );
    const order = ordered(choices(), [product]);
    expect(order.initialAmount).toBe(2_000);
    expect(previewNewOrder(order, now)).toMatchObject({
      payments: [{ amount: 3_000 }, {}, {}],
      goesOn: true,
    });
  });
});

describe("the products make the type", () => {
  it.each<[Product["type"], boolean, string]>([
    ["single", false, "single"],
    ["single", true, "instalment"],
    ["instalment", false, "instalment"],
    ["subscription", false, "subscription"],
    ["metered", false, "metered"],
  ])("%s, split: %s", (type, splits, expected) => {
    const chosen = splits ? choices({ splits, parts: 3, interval: { every: 1, unit: "MONTH" } }) : choices();
    expect(ordered(chosen, [productOf({ type })]).type).toBe(expected);
  });

  it("an instalment product brings its plan, which staff may change unless it is locked", () => {
    const product = productOf({ type: "instalment" }, { price: 120_000, deposit: 12_000 });
    const order = ordered(choices(), [product]);
    expect(order).toMatchObject({ initialAmount: 12_000, plan: { parts: 12 } });
    const other = ordered(choices({ parts: 6, deposit: 0 }), [product]);
    expect(other).toMatchObject({ initialAmount: 0, plan: { parts: 6 } });
    expect(faultsOf(choices({ parts: 6 }), { ...product, locksPayment: true })).toEqual([
      "parts : The payments of Course are fixed. Remove what you changed.",
    ]);
  });
});

describe("what does not fit is said beside its field", () => {
  const subscription = productOf({ id: "p2", type: "subscription", name: "Club" });
  it.each<[string, OrderChoices, Product[]]>([
    ["product 0: Choose a product.", choices({ lines: [line("unknown")] }), []],
    [
      "product 0: Course is not sold any more. Choose another product.",
      choices(),
      [productOf({ isActive: false })],
    ],
    [
      "product 1: A subscription is sold alone. Remove the other products.",
      choices({ lines: [line("p1"), line("p2")] }),
      [productOf(), subscription],
    ],
    [
      "parts : A subscription cannot be split: it has payments of its own.",
      choices({ lines: [line("p2")], splits: true }),
      [subscription],
    ],
    [
      "deposit : A subscription cannot be pre-authorised.",
      choices({ lines: [line("p2")], preauthorises: true }),
      [subscription],
    ],
    [
      "price 0: The price of Course is fixed. Remove what you changed.",
      choices({ lines: [line("p1", { fee: 1 })] }),
      [productOf({ locksPricing: true })],
    ],
    [
      "memo : This looks like a card number. Remove it: card numbers must not be stored here.",
      choices({ memo: "4111 1111 1111 1111" }),
      [productOf()],
    ],
  ])("%s", (expected, chosen, products) => {
    expect(faultsOf(chosen, ...products)).toEqual([expected]);
  });

  it("all of it at once", () => {
    expect(
      faultsOf(
        choices({ lines: [line("unknown"), line("p1", { price: 1 })], tags: ["x".repeat(41)] }),
        productOf({ locksPricing: true }),
      ),
    ).toHaveLength(3);
  });
});

describe("for random products and plans", () => {
  const interval = fc.record({
    every: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom<Interval["unit"]>("DAY", "WEEK", "MONTH", "YEAR"),
  });
  const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 11, 31) });
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia");
  const sale = fc.record({
    currency: fc.constantFrom(...(Object.keys(currencies) as Currency[])),
    price: fc.integer({ min: 1_000, max: 5_000_000 }),
    quantity: fc.integer({ min: 1, max: 20 }),
    basisPoints: fc.integer({ min: 0, max: 9_000 }),
    fee: fc.integer({ min: 0, max: 10_000 }),
    parts: fc.integer({ min: 1, max: 120 }),
    depositShare: fc.integer({ min: 0, max: 50 }),
    ...{ interval, at: instant, zone, ahead: fc.option(fc.integer({ min: 1, max: 1_000 })) },
  });

  it("the deposit and the parts make the total, to the last minor unit, and none falls into the past", () => {
    fc.assert(
      fc.property(sale, (one) => {
        const product = productOf(
          { discount: { kind: "percent", basisPoints: one.basisPoints, on: "every_payment" } },
          { currency: one.currency, price: one.price, fee: one.fee },
        );
        const gross = productLine(product, priceOf({ price: one.price, fee: one.fee }), line("p1", one));
        const value = gross.price * gross.quantity - gross.discount + gross.fee;
        const deposit = Math.floor((value * one.depositShare) / 100);
        // A balance of fewer minor units than payments is refused.
        fc.pre(value - deposit >= one.parts);
        const order = ordered(
          choices({
            ...{ currency: one.currency, splits: true, parts: one.parts, interval: one.interval, deposit },
            lines: [line("p1", { quantity: one.quantity })],
            startAt: one.ahead === null ? null : one.at + one.ahead * DAY,
          }),
          [product],
          one.at,
          one.zone,
        );
        const { total, initialAmount, payments } = previewNewOrder(order, one.at);
        const amounts = payments.map(({ amount }) => amount);
        expect(total).toBe(value);
        expect(initialAmount + amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total);
        expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
        expect(payments).toHaveLength(one.parts);
        const dates = payments.map(({ at }) => at);
        expect(dates.every((at, i) => at > (dates[i - 1] ?? one.at))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("a month's 31st is the last day of a shorter month, a leap day the 28th, and both come back", () => {
    const daysFrom = (year: number, month: number, day: number, every: Interval, parts: number) => {
      const at = Date.UTC(year, month, day, 9);
      const chosen = choices({ splits: true, parts, interval: every, startAt: at });
      const { payments } = previewNewOrder(ordered(chosen, [productOf()], at - DAY), at - DAY);
      return payments.map((payment) => new Date(payment.at).toISOString().slice(5, 10));
    };
    expect(daysFrom(2027, 0, 31, { every: 1, unit: "MONTH" }, 4)).toEqual([
      "01-31",
      "02-28",
      "03-31",
      "04-30",
    ]);
    expect(daysFrom(2028, 1, 29, { every: 1, unit: "YEAR" }, 5)).toEqual([
      ...["02-29", "02-28", "02-28", "02-28", "02-29"],
    ]);
  });
});
