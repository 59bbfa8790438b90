import { amountIn, type GatewayAnswer } from "../decline/gateway-answer";
import type { Attempt, Order, Report } from "../order/order";
import { formatMoney, isCurrency } from "../value/money";

/** What the gateway says beside what we asked, in a sentence. */
export function reportSaid(order: Order, attempt: Attempt, { answer, why }: Report): string {
  const asked = formatMoney(attempt.amount, order.currency);
  const theirs = amountSaid(order, answer);
  return theirs === asked
    ? `The gateway's report for ${asked} does not match our request: ${why}.`
    : `The gateway reported ${theirs} instead of ${asked}: ${why}.`;
}

/** An amount as money where it can be read, in whatever currency; else as it was written. */
export function amountSaid(order: Order, answer: GatewayAnswer): string {
  const { currency, unreadable = {} } = answer;
  const amount = answer.amount ?? amountIn(answer, order.currency);
  const its = currency ?? (unreadable.currency === undefined ? order.currency : null);
  if (typeof amount === "number" && its !== null && isCurrency(its)) return formatMoney(amount, its);
  const written = unreadable.amount ?? (amount === null || amount === undefined ? "no amount" : amount);
  return shortened(`${currency ?? unreadable.currency ?? ""} ${written}`.trim());
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${[...text].slice(0, LONGEST).join("")}…`;
}

const LONGEST = 60;
