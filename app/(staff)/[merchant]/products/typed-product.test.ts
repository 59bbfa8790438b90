import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderTypes } from "@/lib/domain/order/order";
import { emptyPrice, emptyProduct, readProduct, type TypedProduct, typedFrom } from "./typed-product";

const typed = (part: Partial<TypedProduct> = {}): TypedProduct => ({
  ...emptyProduct("EUR"),
  name: "Club",
  prices: [{ ...emptyPrice("EUR"), price: "30" }],
  ...part,
});

describe("what is typed for a product", () => {
  it("is read as people write amounts and percentages", () => {
    const { product, faults } = readProduct(
      typed({
        ...{ type: "subscription", tax: "7,5 %", discountKind: "percent", percent: "10" },
        ...{ discountOn: "first_payment", trialEvery: "14" },
        prices: [
          { ...emptyPrice("EUR"), price: "1.300,50", fee: "1", setUpFee: "5" },
          { ...emptyPrice("JPY"), price: "900" },
        ],
      }),
    );
    expect(faults).toEqual({});
    expect(product).toMatchObject({
      taxBasisPoints: 750,
      discount: { kind: "percent", basisPoints: 1_000, on: "first_payment" },
      interval: { every: 1, unit: "MONTH" },
      trial: { every: 14, unit: "DAY" },
      prices: [
        { currency: "EUR", price: 130_050, discount: 0, fee: 100, setUpFee: 500, deposit: 0 },
        { currency: "JPY", price: 900, discount: 0, fee: 0, setUpFee: 0, deposit: 0 },
      ],
    });
  });

  it("is not read where it does not fit the type", () => {
    const { product, faults } = readProduct(
      typed({
        ...{ type: "single", every: "x", parts: "x", trialEvery: "x", locksPayment: true, percent: "x" },
        ...{ discountKind: "amount", discountOn: "first_payment" },
        prices: [{ ...emptyPrice("EUR"), price: "1", discount: "0.50", setUpFee: "x", deposit: "x" }],
      }),
    );
    expect(faults).toEqual({});
    expect(product).toMatchObject({
      ...{ interval: null, parts: null, trial: null, locksPayment: false },
      discount: { kind: "amount", on: "every_payment" },
      prices: [{ discount: 50, setUpFee: 0, deposit: 0 }],
    });
  });

  it("is asked back, beside its field, where it cannot be read", () => {
    const { faults } = readProduct(
      typed({
        ...{
          type: "instalment",
          tax: "101",
          discountKind: "percent",
          percent: "half",
          every: "",
          parts: "1.5",
        },
        prices: [
          { ...emptyPrice("EUR"), fee: "-1", deposit: "1.300" },
          { ...emptyPrice("EUR"), price: "1" },
        ],
      }),
    );
    expect(Object.keys(faults).sort()).toEqual(
      ["currency.1", "deposit.0", "fee.0", "interval", "parts", "percent", "price.0", "tax"].sort(),
    );
  });

  it("is shown again as it was stored, whatever it is", () => {
    const interval = fc.record({
      every: fc.integer({ min: 1, max: 366 }),
      unit: fc.constantFrom("DAY", "WEEK", "MONTH", "YEAR" as const),
    });
    const amount = fc.nat({ max: 99_999_999_999 });
    const price = fc.record({
      ...{ price: amount, fee: amount, discount: amount, setUpFee: amount, deposit: amount },
      currency: fc.constantFrom("EUR", "JPY", "KWD" as const),
    });
    const product = fc.record({
      type: fc.constantFrom(...orderTypes),
      prices: fc.uniqueArray(price, { selector: ({ currency }) => currency, minLength: 1 }),
      taxBasisPoints: fc.nat({ max: 10_000 }),
      discount: fc.oneof(
        fc.record({ kind: fc.constant("none" as const) }),
        fc.record({
          kind: fc.constant("percent" as const),
          basisPoints: fc.nat({ max: 10_000 }),
          on: fc.constantFrom("every_payment", "first_payment" as const),
        }),
        fc.record({
          kind: fc.constant("amount" as const),
          on: fc.constantFrom("every_payment", "first_payment" as const),
        }),
      ),
      ...{ interval, trial: fc.option(interval), parts: fc.integer({ min: 1, max: 120 }) },
      ...{ locksPricing: fc.boolean(), locksPayment: fc.boolean() },
    });
    fc.assert(
      fc.property(product, (one) => {
        const rest = { id: "", version: 1, picture: null, isActive: true };
        const texts = { name: "Club", groupName: "", unit: "", description: "", internalNote: "" };
        const first = readProduct(typedFrom({ ...one, ...rest, ...texts }));
        expect(first.faults).toEqual({});
        const again = readProduct(typedFrom({ ...texts, ...first.product, ...rest }));
        expect(again.product).toEqual(first.product);
      }),
    );
  });
});
