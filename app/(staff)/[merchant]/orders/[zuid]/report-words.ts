import { amountIn } from "@/lib/domain/gateway-answer";
import { formatMoney } from "@/lib/domain/money";
import type { Attempt, Order, Report } from "@/lib/domain/order";

/** What the gateway says beside what we asked. */
export function reportSaid(order: Order, attempt: Attempt, { answer, why }: Report): string {
  const asked = `${attempt.type} ${formatMoney(attempt.amount, order.currency)}`;
  return `We asked for ${asked}. The gateway reported ${answer.type ?? "a booking"} ${amountSaid(order, answer)}, ${answer.code}: ${why}.`;
}

function amountSaid(order: Order, answer: Report["answer"]): string {
  const amount = amountIn(answer, order.currency);
  const isOurs = answer.currency === null || answer.currency === order.currency;
  if (isOurs && typeof amount === "number") return formatMoney(amount, order.currency);
  const said = answer.unreadable?.amount ?? answer.amount;
  return said === undefined || said === null
    ? "without an amount"
    : `${answer.currency ?? ""} ${said}`.trim();
}
