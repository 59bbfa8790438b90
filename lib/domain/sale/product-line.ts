import type { OrderLine } from "../order/order";
import { type Currency, shareOf } from "../value/money";
import type { Product, ProductPrice } from "./product";

/** How much of a product an order has, and what staff changed of its amounts; minor units, null: as the product has it. */
export type LineChoice = {
  readonly quantity: number;
  readonly price: number | null;
  /** Of the whole line; or hundredths of a per cent of price x quantity. */
  readonly discount: number | { readonly basisPoints: number } | null;
  readonly fee: number | null;
};

/**
 * A product as it stands on an order: price x quantity, less the discount, plus the fee. For a subscription a discount
 * on the first payment only, a trial and a set-up fee change that payment alone; other types have one price
 * (docs/decisions.md, "A product on an order").
 */
export function productLine(product: Product, price: ProductPrice, chosen: LineChoice): OrderLine {
  const each = chosen.price ?? price.price;
  const fee = chosen.fee ?? price.fee;
  const gross = each * chosen.quantity;
  const discount = discountOf(product, price, gross);
  const isSubscription = product.type === "subscription";
  const isForFirst =
    isSubscription && product.discount.kind !== "none" && product.discount.on === "first_payment";
  const always = chosenDiscount(chosen, gross) ?? (isForFirst ? 0 : discount);
  const running = gross - always + fee;
  return {
    productId: product.id,
    name: product.name,
    quantity: chosen.quantity,
    price: each,
    discount: always,
    fee,
    initialDiscount: isSubscription ? firstReduction(product, running, isForFirst ? discount : 0) : 0,
    initialFee: isSubscription ? price.setUpFee : 0,
    taxBasisPoints: product.taxBasisPoints,
  };
}

function chosenDiscount({ discount }: LineChoice, gross: number): number | null {
  return typeof discount === "object" && discount ? shareOf(gross, discount.basisPoints) : discount;
}

/** Not more than what is paid: a discount larger than the price is refused where it is for every payment. */
function firstReduction(product: Product, running: number, discount: number): number {
  return Math.max(0, product.trial ? running : Math.min(discount, running));
}

/** What the product costs in that currency; null: it is not sold in it. */
export function priceIn(product: Product, currency: Currency): ProductPrice | null {
  return product.prices.find((price) => price.currency === currency) ?? null;
}

function discountOf(product: Product, price: ProductPrice, gross: number): number {
  switch (product.discount.kind) {
    case "none":
      return 0;
    case "amount":
      return price.discount;
    case "percent":
      return shareOf(gross, product.discount.basisPoints);
  }
}
