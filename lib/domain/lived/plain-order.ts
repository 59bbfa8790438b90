import type { CardDetails, MerchantTerms, OrderLine } from "../order/order";
import type { OrderDraft } from "../rules/create";
import type { Interval } from "../value/calendar";
import { type Currency, currencies } from "../value/money";

/** What an order is made of when a history says nothing else. */
export const monthly: Interval = { every: 1, unit: "MONTH" };

export const plainMerchant: MerchantTerms = {
  code: "northwind",
  name: "Northwind",
  timeZone: "UTC",
  mode: "sandbox",
  isStopped: false,
  autoRetry: true,
  autoRetryDays: [3, 7, 14],
  timedForPaydays: false,
  endAction: "go_on",
  defaultInitialAmount: 0,
  reminderDays: [2, 4, 6],
  accounts: { ECOM: "ecom", MOTO: "moto" },
  channels: ["ECOM", "MOTO"],
  currencies: Object.keys(currencies) as Currency[],
};

export function plainLine(price: number, part: Partial<OrderLine> = {}): OrderLine {
  return {
    productId: null,
    name: "Course",
    quantity: 1,
    price,
    discount: 0,
    fee: 0,
    initialDiscount: 0,
    initialFee: 0,
    taxBasisPoints: 0,
    ...part,
  };
}

/** A draft with plain defaults, for whoever creates an order from it: tests, the demo, benches. */
export function plainDraft(part: Partial<OrderDraft> = {}): OrderDraft {
  return {
    type: "single",
    currency: "EUR",
    channel: "ECOM",
    origin: "UI",
    customerId: "c1",
    invoiceId: "",
    lines: [plainLine(10_000)],
    initialKind: "debit",
    deposit: null,
    parts: null,
    interval: monthly,
    startAt: null,
    savesCard: false,
    memo: "",
    tags: [],
    ...part,
  };
}

export const sampleCards = {
  visa: registered("a", "VISA", "420000", "0000"),
  second: registered("b", "VISA", "424242", "4242"),
  third: registered("c", "AMEX", "378282", "0005"),
  master: registered("d", "MASTER", "545454", "5454"),
} as const;

function registered(id: string, brand: string, bin: string, last4: string): CardDetails {
  return {
    id: id.repeat(32),
    brand,
    bin,
    last4,
    holder: "Jane Jones",
    expiryMonth: 12,
    expiryYear: 2034,
    citId: null,
    networkReferences: [],
    registeredAt: 0,
    zuid: null,
    channel: null,
  };
}
