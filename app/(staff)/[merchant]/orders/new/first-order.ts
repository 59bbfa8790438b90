import type { Order } from "@/lib/domain/order/order";
import type { Product } from "@/lib/domain/sale/product";
import { type Currency, toDecimal } from "@/lib/domain/value/money";
import { emptyLine, noPlan, type TypedOrder } from "./typed-order";

export function emptyOrder(currency: Currency): TypedOrder {
  return {
    ...{ customer: "", invoiceId: "", currency, lines: [emptyLine], ...noPlan },
    ...{ savesCard: false, memo: "", tags: "" },
  };
}

/**
 * The same order once more, by the form: its products at their prices of today, its payments as they were agreed. The
 * invoice id, the dates and what was written for its customer are its own and stay behind.
 */
export function copied(order: Order, products: readonly Product[]): TypedOrder {
  const { plan, currency } = order;
  const planned = products.find(({ type }) => type !== "single");
  const lines = order.lines.flatMap(({ productId, quantity }) =>
    productId ? [{ ...emptyLine, product: productId, quantity: String(quantity) }] : [],
  );
  const isInstalment = plan?.kind === "instalment";
  const isOpen = !planned?.locksPayment;
  return {
    ...emptyOrder(currency),
    customer: order.customerId,
    lines: lines.length > 0 ? lines : [emptyLine],
    splits: isInstalment && !planned,
    ...(isInstalment && isOpen
      ? { parts: String(plan.parts), deposit: toDecimal(order.initialAmount, currency) }
      : {}),
    ...(plan && isOpen ? { every: String(plan.interval.every), unit: plan.interval.unit } : {}),
    savesCard: order.savesCard,
    preauthorises: order.initialKind === "preauthorise",
    tags: order.tags.join(", "),
  };
}
