import type { OrderType } from "@/lib/domain/order/order";
import type { Interval } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";

/** Something a demo merchant sells. Amounts in minor units. */
export type DemoProductOffer = {
  name: string;
  type: OrderType;
  currency: Currency;
  price: number;
  initialDiscount: number;
  initialFee: number;
  taxBasisPoints: number;
  interval: Interval | null;
  /** Into how many parts it is usually split. */
  parts: number | null;
  /** The heading that its merchant has for it. */
  group: string;
};

export function offersOf(code: "nordlicht" | "harbour"): DemoProductOffer[] {
  return (code === "nordlicht" ? nordlicht : harbour).map((offer) => ({ ...plain, ...offer }));
}

type Given = Pick<DemoProductOffer, "name" | "type" | "currency" | "price"> & Partial<DemoProductOffer>;

const plain = {
  initialDiscount: 0,
  initialFee: 0,
  taxBasisPoints: 1900,
  interval: null,
  parts: null,
  group: "",
};
const monthly: Interval = { every: 1, unit: "MONTH" };
const weekly: Interval = { every: 1, unit: "WEEK" };
const fourWeekly: Interval = { every: 4, unit: "WEEK" };
const yearly: Interval = { every: 1, unit: "YEAR" };

const nordlicht: Given[] = [
  { name: "Rowing machine", group: "Equipment", type: "single", currency: "EUR", price: 89_900 },
  { name: "Adjustable dumbbells", group: "Equipment", type: "single", currency: "EUR", price: 24_900 },
  { name: "Personal training, one hour", group: "Coaching", type: "single", currency: "EUR", price: 7_900 },
  { name: "Yoga retreat, Rügen", type: "single", currency: "EUR", price: 42_000, taxBasisPoints: 700 },
  { name: "Home gym, US edition", group: "Equipment", type: "single", currency: "USD", price: 149_900 },
  {
    name: "Personal training, 12 sessions",
    group: "Coaching",
    type: "instalment",
    currency: "EUR",
    price: 120_000,
    interval: weekly,
    parts: 12,
  },
  {
    name: "Home gym set",
    group: "Equipment",
    type: "instalment",
    currency: "EUR",
    price: 189_000,
    interval: monthly,
    parts: 6,
  },
  {
    name: "Spin bike",
    group: "Equipment",
    type: "instalment",
    currency: "EUR",
    price: 129_900,
    interval: monthly,
    parts: 10,
  },
  {
    name: "Trainer licence, online",
    type: "instalment",
    currency: "USD",
    price: 96_000,
    interval: monthly,
    parts: 8,
  },
  {
    name: "Membership",
    group: "Membership",
    type: "subscription",
    currency: "EUR",
    price: 3_490,
    initialFee: 1_900,
    interval: monthly,
  },
  {
    name: "Membership plus",
    group: "Membership",
    type: "subscription",
    currency: "EUR",
    price: 5_990,
    interval: monthly,
  },
  {
    name: "Class pass",
    group: "Membership",
    type: "subscription",
    currency: "EUR",
    price: 4_200,
    initialDiscount: 4_200,
    interval: fourWeekly,
  },
  { name: "Studio app, Japan", type: "subscription", currency: "JPY", price: 1_480, interval: monthly },
  {
    name: "Physiotherapy by the session",
    group: "Studio",
    type: "metered",
    currency: "EUR",
    price: 6_500,
    taxBasisPoints: 0,
  },
  { name: "Court rental", group: "Studio", type: "metered", currency: "EUR", price: 2_800 },
];

const harbour: Given[] = [
  {
    name: "Sailing theory, printed course",
    group: "Books",
    type: "single",
    currency: "GBP",
    price: 8_500,
    taxBasisPoints: 0,
  },
  {
    name: "Weekend workshop",
    group: "Courses",
    type: "single",
    currency: "GBP",
    price: 32_000,
    taxBasisPoints: 2000,
  },
  { name: "Exam fee", type: "single", currency: "GBP", price: 14_500, taxBasisPoints: 0 },
  {
    name: "Calligraphy set, shipped to Japan",
    type: "single",
    currency: "JPY",
    price: 12_800,
    taxBasisPoints: 0,
  },
  {
    name: "Diploma in design",
    group: "Courses",
    type: "instalment",
    currency: "GBP",
    price: 240_000,
    taxBasisPoints: 0,
    interval: monthly,
    parts: 12,
  },
  {
    name: "Evening course",
    group: "Courses",
    type: "instalment",
    currency: "GBP",
    price: 54_000,
    taxBasisPoints: 0,
    interval: fourWeekly,
    parts: 6,
  },
  {
    name: "Language year, Tokyo",
    group: "Courses",
    type: "instalment",
    currency: "JPY",
    price: 480_000,
    taxBasisPoints: 0,
    interval: monthly,
    parts: 8,
  },
  {
    name: "Data science bootcamp",
    group: "Courses",
    type: "instalment",
    currency: "USD",
    price: 320_000,
    taxBasisPoints: 0,
    interval: monthly,
    parts: 8,
  },
  {
    name: "Library access",
    type: "subscription",
    currency: "GBP",
    price: 1_250,
    taxBasisPoints: 2000,
    interval: monthly,
  },
  {
    name: "Tutor on call",
    type: "subscription",
    currency: "GBP",
    price: 4_900,
    taxBasisPoints: 2000,
    interval: fourWeekly,
  },
  {
    name: "Campus licence",
    type: "subscription",
    currency: "EUR",
    price: 79_000,
    taxBasisPoints: 0,
    interval: yearly,
  },
  { name: "Tutoring by the hour", type: "metered", currency: "GBP", price: 4_500, taxBasisPoints: 2000 },
];
