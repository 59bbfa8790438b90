import type { OrderType } from "@/lib/domain/order/order";
import type { ProductDiscount, ProductPrice } from "@/lib/domain/sale/product";
import type { Interval } from "@/lib/domain/value/calendar";
import { type Currency, toDecimal } from "@/lib/domain/value/money";
import { readTypedAmount } from "@/lib/domain/value/typed-amount";
import type { NewProduct } from "@/lib/products/new-product";
import type { DescribedProduct } from "@/lib/products/read";

/** The form as it was typed. Fields that do not fit the type are kept, and not read. */
export type TypedProduct = {
  readonly name: string;
  readonly type: OrderType;
  readonly prices: readonly TypedPrice[];
  readonly tax: string;
  readonly discountKind: ProductDiscount["kind"];
  readonly percent: string;
  readonly discountOn: "every_payment" | "first_payment";
  readonly every: string;
  readonly unit: Interval["unit"];
  readonly parts: string;
  readonly trialEvery: string;
  readonly trialUnit: Interval["unit"];
  readonly locksPricing: boolean;
  readonly locksPayment: boolean;
  readonly groupName: string;
  readonly soldBy: string;
  readonly description: string;
  readonly internalNote: string;
};

export type TypedPrice = { readonly currency: Currency } & Readonly<Record<AmountName, string>>;
export type AmountName = Exclude<keyof ProductPrice, "currency">;

/** What a part of the form gets. */
export type PartProps = {
  typed: TypedProduct;
  /** With the names of the fields that somebody has typed in. */
  change(part: Partial<TypedProduct>, ...fields: string[]): void;
};

/** Which amounts a product of this type has besides its price. */
export function amountsOf({ type, discountKind }: Pick<TypedProduct, "type" | "discountKind">): AmountName[] {
  return [
    "price",
    "fee",
    ...(discountKind === "amount" ? (["discount"] as const) : []),
    ...(type === "subscription" ? (["setUpFee"] as const) : []),
    ...(type === "instalment" || type === "metered" ? (["deposit"] as const) : []),
  ];
}

export const isRepeated = (type: OrderType) => type === "subscription" || type === "instalment";

export function emptyPrice(currency: Currency): TypedPrice {
  return { currency, price: "", discount: "", fee: "", setUpFee: "", deposit: "" };
}

export function emptyProduct(currency: Currency): TypedProduct {
  return {
    ...{
      name: "",
      type: "single",
      prices: [emptyPrice(currency)],
      tax: "",
      discountKind: "none",
      percent: "",
    },
    ...{
      discountOn: "every_payment",
      every: "1",
      unit: "MONTH",
      parts: "",
      trialEvery: "",
      trialUnit: "DAY",
    },
    ...{ locksPricing: false, locksPayment: false, groupName: "", soldBy: "", description: "" },
    internalNote: "",
  };
}

/** A product as its form shows it first. */
export function typedFrom(product: DescribedProduct): TypedProduct {
  const { name, type, discount, interval, parts, trial, taxBasisPoints } = product;
  const { locksPricing, locksPayment, groupName, unit, description, internalNote } = product;
  return {
    ...emptyProduct("EUR"),
    ...{ name, type, locksPricing, locksPayment, groupName, soldBy: unit, description, internalNote },
    prices: product.prices.map(typedPrice),
    tax: taxBasisPoints > 0 ? String(taxBasisPoints / 100) : "",
    discountKind: discount.kind,
    percent: discount.kind === "percent" ? String(discount.basisPoints / 100) : "",
    discountOn: discount.kind === "none" ? "every_payment" : discount.on,
    ...(interval ? { every: String(interval.every), unit: interval.unit } : {}),
    parts: parts === null ? "" : String(parts),
    ...(trial ? { trialEvery: String(trial.every), trialUnit: trial.unit } : {}),
  };
}

function typedPrice({ currency, ...amounts }: ProductPrice): TypedPrice {
  const texts = Object.entries(amounts).map(([name, amount]) => [
    name,
    amount > 0 || name === "price" ? toDecimal(amount, currency) : "",
  ]);
  return { currency, ...Object.fromEntries(texts) };
}

type Faults = Record<string, string>;

/** What was typed, read; and what cannot be read, by field, "price.1" for the second price's. */
export function readProduct(typed: TypedProduct): { product: NewProduct; faults: Faults } {
  const faults: Faults = {};
  const { name, type, locksPricing, groupName, soldBy, description, internalNote } = typed;
  const number = (text: string, field: string) => {
    if (/^\s*\d{1,6}\s*$/.test(text)) return Number(text);
    faults[field] = "Enter a whole number.";
    return 0;
  };
  const perCent = (text: string, field: string) => {
    const basisPoints = basisPointsOf(text);
    if (basisPoints === null) faults[field] = "Enter a percentage from 0 to 100, like 19 or 7.5.";
    return basisPoints ?? 0;
  };
  const hasTrial = type === "subscription" && typed.trialEvery.trim() !== "";
  const product: NewProduct = {
    ...{ name, type, locksPricing, groupName, description, internalNote, unit: soldBy },
    locksPayment: type !== "single" && typed.locksPayment,
    prices: pricesOf(typed, faults),
    taxBasisPoints: typed.tax.trim() === "" ? 0 : perCent(typed.tax, "tax"),
    discount: discountOf(typed, (text) => perCent(text, "percent")),
    interval: isRepeated(type) ? { every: number(typed.every, "interval"), unit: typed.unit } : null,
    parts: type === "instalment" ? number(typed.parts, "parts") : null,
    trial: hasTrial ? { every: number(typed.trialEvery, "trial"), unit: typed.trialUnit } : null,
  };
  return { product, faults };
}

function pricesOf(typed: TypedProduct, faults: Faults): ProductPrice[] {
  const read = amountsOf(typed);
  const none = { price: 0, discount: 0, fee: 0, setUpFee: 0, deposit: 0 };
  return typed.prices.map((price, i) => {
    const { currency } = price;
    if (typed.prices.findIndex((one) => one.currency === currency) < i)
      faults[`currency.${i}`] = `There already is a price in ${currency}.`;
    const amounts = read.map((name) => {
      const amount = amountOf(price[name], currency, name === "price");
      if (typeof amount === "string") faults[`${name}.${i}`] = amount;
      return [name, typeof amount === "string" ? 0 : amount];
    });
    return { currency, ...none, ...Object.fromEntries(amounts) };
  });
}

/** Minor units, or what is wrong. */
function amountOf(text: string, currency: Currency, isNeeded: boolean): number | string {
  if (text.trim() === "" && !isNeeded) return 0;
  const read = readTypedAmount(text, currency);
  if (typeof read === "number") return read;
  return read === null
    ? `Enter an amount, like ${toDecimal(10_000, currency)}.`
    : `${text.trim()} can be read in two ways. Enter it with decimals, like ${toDecimal(130_000, currency)}.`;
}

/** Only a subscription has a first payment that others follow at the same price. */
function discountOf(typed: TypedProduct, perCent: (text: string) => number): ProductDiscount {
  const on = typed.type === "subscription" ? typed.discountOn : "every_payment";
  switch (typed.discountKind) {
    case "none":
      return { kind: "none" };
    case "percent":
      return { kind: "percent", basisPoints: perCent(typed.percent), on };
    case "amount":
      return { kind: "amount", on };
  }
}

/** "19", "7,5 %" as hundredths of a per cent; null: no percentage. */
function basisPointsOf(text: string): number | null {
  const [, whole, fraction = ""] = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const basisPoints = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return basisPoints <= 10_000 ? basisPoints : null;
}
