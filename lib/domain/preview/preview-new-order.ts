import type { Order } from "../order/order";
import { anchorOf, firstEvents } from "../rules/activate";
import { lineAmount } from "../rules/create";
import { cycleAt, type Instant } from "../value/calendar";
import { taxIncluded } from "../value/money";

/** What a new order comes to, before anything was paid. Amounts in minor units of its currency. */
export type NewOrderPreview = {
  readonly total: number;
  readonly initialAmount: number;
  /** Tax that is included in the total, by rate in hundredths of a per cent, largest rate first. */
  readonly taxes: readonly { readonly basisPoints: number; readonly amount: number }[];
  /** The payments to come if the order were activated now: all of them, or the first of a subscription. */
  readonly payments: readonly { readonly at: Instant; readonly amount: number }[];
  /** A subscription goes on after these. */
  readonly goesOn: boolean;
};

export function previewNewOrder(order: Order, now: Instant): NewOrderPreview {
  const anchorAt = anchorOf(order, now);
  return {
    total: order.total,
    initialAmount: order.initialAmount,
    taxes: taxesOf(order),
    payments: anchorAt === null ? [] : paymentsFrom(order, anchorAt),
    goesOn: order.type === "subscription",
  };
}

function paymentsFrom(order: Order, anchorAt: Instant) {
  const { plan } = order;
  if (plan?.kind !== "subscription")
    return firstEvents(order, anchorAt).map(({ scheduledAt, amount }) => ({ at: scheduledAt, amount }));
  return Array.from({ length: CYCLES_SHOWN }, (_, i) => ({
    at: cycleAt(anchorAt, plan.interval, i, order.merchant.timeZone),
    amount: plan.price,
  }));
}

/** How many payments of a subscription are shown. */
const CYCLES_SHOWN = 3;

function taxesOf({ lines }: Order) {
  const byRate = new Map<number, number>();
  for (const line of lines.filter(({ taxBasisPoints }) => taxBasisPoints > 0))
    byRate.set(line.taxBasisPoints, (byRate.get(line.taxBasisPoints) ?? 0) + lineAmount(line));
  return [...byRate]
    .sort(([a], [b]) => b - a)
    .map(([basisPoints, sum]) => ({ basisPoints, amount: taxIncluded(sum, basisPoints) }));
}
