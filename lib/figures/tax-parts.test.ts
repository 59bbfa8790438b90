import fc from "fast-check";
import { expect, it } from "vitest";
import { taxParts } from "./tax-parts";

it("divides a payment by what each rate's products cost", () => {
  const products = [
    { taxBasisPoints: 1_900, amount: 3_000 },
    { taxBasisPoints: 700, amount: 500 },
    { taxBasisPoints: 700, amount: 500 },
  ];
  expect(taxParts(products, 1_000)).toEqual([
    { taxBasisPoints: 700, amount: 250 },
    { taxBasisPoints: 1_900, amount: 750 },
  ]);
  expect(taxParts([{ taxBasisPoints: 1_900, amount: 0 }], 99)).toEqual([
    { taxBasisPoints: 1_900, amount: 99 },
  ]);
  expect(taxParts([], 99)).toEqual([{ taxBasisPoints: 0, amount: 99 }]);
});

it("loses and adds nothing", () => {
  const product = fc.record({
    taxBasisPoints: fc.constantFrom(0, 700, 1_900),
    amount: fc.integer({ min: -10, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(product), fc.integer({ min: 0, max: 99_999_999_999 }), (products, payment) => {
      const parts = taxParts(products, payment);
      expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(payment);
      expect(parts.every(({ amount }) => amount >= 0)).toBe(true);
    }),
  );
});
