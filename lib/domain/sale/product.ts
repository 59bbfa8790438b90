import type { OrderType } from "../order/order";
import type { Interval } from "../value/calendar";
import type { Currency } from "../value/money";

/** What a merchant sells. It is offered in each currency that it has a price in. */
export type Product = {
  readonly id: string;
  readonly name: string;
  readonly type: OrderType;
  readonly prices: readonly ProductPrice[];
  /** Tax included in the price, in hundredths of a per cent. Shown, never added. */
  readonly taxBasisPoints: number;
  readonly discount: ProductDiscount;
  /** Subscription: the time between payments. Instalment: the same, with the parts. */
  readonly interval: Interval | null;
  /** Instalment: how many payments the balance is split into. */
  readonly parts: number | null;
  /** Subscription: nothing is paid at first, and the first payment follows this much later. */
  readonly trial: Interval | null;
  /** Price, discount and fee cannot be changed on an order. */
  readonly locksPricing: boolean;
  /** Deposit, number of payments and interval cannot be changed on an order. */
  readonly locksPayment: boolean;
  /** An inactive product is in no new order; orders that have it go on. */
  readonly isActive: boolean;
};

/** A product's amounts in one currency, in its minor units. */
export type ProductPrice = {
  readonly currency: Currency;
  /** Of one unit, tax included. */
  readonly price: number;
  /** Taken off each line; only where the product's discount is an amount. */
  readonly discount: number;
  /** Added to each line each time it is paid. */
  readonly fee: number;
  /** Added to the first payment only. */
  readonly setUpFee: number;
  /** Instalment and metered: what is paid at first. */
  readonly deposit: number;
};

/** `basisPoints`: hundredths of a per cent of price x quantity, rounded half up in minor units. */
export type ProductDiscount =
  | { readonly kind: "none" }
  | { readonly kind: "percent"; readonly basisPoints: number; readonly on: DiscountedPayments }
  | { readonly kind: "amount"; readonly on: DiscountedPayments };

export const discountedPayments = ["every_payment", "first_payment"] as const;
type DiscountedPayments = (typeof discountedPayments)[number];
