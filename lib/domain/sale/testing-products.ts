import type { Currency } from "../value/money";
import type { Product, ProductPrice } from "./product";

/** A product that is sold for one price, with what a test says of it. */
export function productOf(part: Partial<Product> = {}, price: Partial<ProductPrice> = {}): Product {
  return {
    id: "p1",
    name: "Course",
    type: "single",
    prices: [priceOf(price)],
    taxBasisPoints: 1_900,
    discount: { kind: "none" },
    interval: part.type === "subscription" || part.type === "instalment" ? { every: 1, unit: "MONTH" } : null,
    parts: part.type === "instalment" ? 12 : null,
    trial: null,
    locksPricing: false,
    locksPayment: false,
    isActive: true,
    ...part,
  };
}

export function priceOf(part: Partial<ProductPrice> = {}): ProductPrice {
  const currency: Currency = "EUR";
  return { currency, price: 10_000, discount: 0, fee: 0, setUpFee: 0, deposit: 0, ...part };
}
