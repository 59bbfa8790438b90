import type { Order } from "../order/order";
import type { Interval } from "../value/calendar";

/** What the customer agrees to: what will be charged, when, and how it ends. Said at the checkout and by mail. */
export function agreementLines(
  order: Order,
  merchant: string,
  amount: (minor: number) => string,
  day: (at: number) => string,
): string[] {
  const stop = `To stop or change the payments, contact ${merchant}.`;
  const { plan } = order;
  if (plan?.kind === "subscription")
    return [
      `You allow ${merchant} to charge ${amount(plan.price)} to your card ${everyInterval(plan.interval)}${starting(order, day)}, until the subscription ends.`,
      stop,
    ];
  if (plan?.kind === "instalment")
    return [
      `You allow ${merchant} to charge ${amount(order.total - order.initialAmount)} to your card in ${count(plan.parts)}, ${everyInterval(plan.interval)}${starting(order, day)}.`,
      stop,
    ];
  if (order.type === "metered")
    return [`You allow ${merchant} to charge your card for what you use, as agreed.`, stop];
  return order.savesCard ? [`You allow ${merchant} to save your card for your later orders.`] : [];
}

export function everyInterval({ every: n, unit }: Interval): string {
  const name = { DAY: "day", WEEK: "week", MONTH: "month", YEAR: "year" }[unit];
  return n === 1 ? `every ${name}` : `every ${n} ${name}s`;
}

function count(parts: number): string {
  return parts === 1 ? "1 payment" : `${parts} payments`;
}

function starting(order: Order, day: (at: number) => string): string {
  return order.anchorAt === null ? "" : `, starting on ${day(order.anchorAt)}`;
}
