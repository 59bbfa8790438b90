import type { ProductPrice } from "@/lib/domain/sale/product";
import type { Interval } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import type { NewProduct } from "@/lib/products/new-product";

/** What a demo merchant sells besides what its orders are made of: something of each kind that a product can be. */
export function shelfOf(code: "nordlicht" | "harbour"): NewProduct[] {
  return (code === "nordlicht" ? nordlicht : harbour).map((part) => ({ ...plain, ...part }));
}

type Given = Pick<NewProduct, "name" | "type" | "prices"> & Partial<NewProduct>;

const plain: Omit<NewProduct, "name" | "type" | "prices"> = {
  taxBasisPoints: 1_900,
  discount: { kind: "none" },
  ...{ interval: null, parts: null, trial: null, locksPricing: false, locksPayment: false },
};
const monthly: Interval = { every: 1, unit: "MONTH" };

function at(currency: Currency, price: number, part: Partial<ProductPrice> = {}): ProductPrice {
  return { currency, price, discount: 0, fee: 0, setUpFee: 0, deposit: 0, ...part };
}

const nordlicht: Given[] = [
  {
    name: "Gym bag",
    type: "single",
    prices: [at("EUR", 4_900), at("CHF", 4_800), at("GBP", 4_300), at("USD", 5_500)],
    groupName: "Equipment",
    unit: "bag",
    description: "Water-repellent, 40 litres, with a compartment for shoes.",
  },
  {
    name: "Treadmill",
    type: "instalment",
    prices: [at("EUR", 149_900, { deposit: 19_900, fee: 4_900 })],
    discount: { kind: "percent", basisPoints: 1_000, on: "every_payment" },
    interval: monthly,
    parts: 12,
    groupName: "Equipment",
    description: "Delivered and installed. The fee is for delivery.",
  },
  {
    name: "Online coaching",
    type: "subscription",
    prices: [
      at("EUR", 2_900, { setUpFee: 990 }),
      at("GBP", 2_500, { setUpFee: 890 }),
      at("USD", 3_200, { setUpFee: 1_090 }),
    ],
    interval: monthly,
    trial: { every: 14, unit: "DAY" },
    locksPayment: true,
    groupName: "Coaching",
    description: "A plan every week, and an answer within a day.",
  },
  {
    name: "Nutrition plan",
    type: "subscription",
    prices: [at("EUR", 3_900, { discount: 1_000 })],
    discount: { kind: "amount", on: "first_payment" },
    interval: monthly,
    groupName: "Coaching",
  },
  {
    name: "Company membership, ten seats",
    type: "subscription",
    prices: [at("EUR", 499_000)],
    interval: { every: 1, unit: "YEAR" },
    locksPricing: true,
    locksPayment: true,
    groupName: "Membership",
    internalNote: "Only with a signed contract.",
  },
  {
    name: "Sauna by the hour",
    type: "metered",
    prices: [at("EUR", 1_200, { fee: 150, deposit: 2_000 })],
    taxBasisPoints: 700,
    unit: "hour",
    groupName: "Studio",
  },
  {
    name: "Autumn course 2025",
    type: "single",
    prices: [at("EUR", 18_000)],
    groupName: "Studio",
    isActive: false,
    internalNote: "Over. The next one is in autumn 2026.",
  },
];

const harbour: Given[] = [
  {
    name: "Summer school",
    type: "instalment",
    prices: [
      at("GBP", 180_000, { deposit: 30_000 }),
      at("EUR", 210_000, { deposit: 35_000 }),
      at("JPY", 340_000, { deposit: 60_000 }),
    ],
    taxBasisPoints: 0,
    interval: monthly,
    parts: 5,
    groupName: "Courses",
    description: "Four weeks in July, with accommodation.",
  },
  {
    name: "Old syllabus, printed",
    type: "single",
    prices: [at("GBP", 2_400)],
    taxBasisPoints: 0,
    groupName: "Books",
    isActive: false,
  },
];
