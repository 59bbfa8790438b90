import type { Order, OrderLine } from "../order/order";
import type { OrderDraft } from "../rules/create";
import type { OrderChoices } from "./order-choices";

/**
 * Whether an order that a form made is what the same form says now. The start of a trial moves with the time at which a
 * form is sent, so that only a start that somebody chose is compared.
 */
export function isOrderOf(
  order: Order,
  draft: OrderDraft,
  { startAt }: Pick<OrderChoices, "startAt">,
): boolean {
  const { plan } = order;
  const isRepeated = order.type === "instalment" || order.type === "metered";
  return (
    order.customerId === draft.customerId &&
    order.type === draft.type &&
    order.currency === draft.currency &&
    (draft.invoiceId === "" || order.invoiceId === draft.invoiceId) &&
    order.memo === draft.memo &&
    order.savesCard === draft.savesCard &&
    same(order.tags, draft.tags) &&
    same(order.lines.map(valuesOf), draft.lines.map(valuesOf)) &&
    (order.type !== "single" ||
      order.initialKind === "registration" ||
      order.initialKind === draft.initialKind) &&
    (!isRepeated || order.initialAmount === (draft.deposit ?? 0)) &&
    (plan?.kind !== "instalment" || plan.parts === draft.parts) &&
    (plan === null ||
      (plan.interval.every === draft.interval?.every && plan.interval.unit === draft.interval.unit)) &&
    (plan === null || startAt === null || plan.startAt === startAt)
  );
}

function valuesOf(line: OrderLine) {
  const { productId, name, quantity, price, discount, fee, initialDiscount, initialFee, taxBasisPoints } =
    line;
  return [productId, name, quantity, price, discount, fee, initialDiscount, initialFee, taxBasisPoints];
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
