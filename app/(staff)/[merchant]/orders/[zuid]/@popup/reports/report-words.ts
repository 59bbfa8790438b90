import { outcomeName, typeWords } from "@/components/order/attempt-words";
import { verdictOf } from "@/lib/domain/decline/decline";
import { amountIn, type GatewayAnswer, isPaymentType } from "@/lib/domain/decline/gateway-answer";
import type { Attempt, Order, Report } from "@/lib/domain/order/order";
import { formatMoney } from "@/lib/domain/value/money";
import { amountSaid } from "@/lib/domain/words/report-said";

/** What a report says of one thing, beside our books. */
export type Compared = { what: string; ours: string; theirs: string; differs: boolean };

/** What the gateway says beside our books, thing by thing. What fits anyway and says nothing new is left out. */
export function comparedWith(order: Order, attempt: Attempt, { answer }: Report): Compared[] {
  const { unreadable = {} } = answer;
  const amount = amountIn(answer, order.currency);
  const row = (what: string, ours: string, theirs: string, differs = ours !== theirs): Compared => ({
    what,
    ours,
    theirs,
    differs,
  });
  const named = (what: string, ours: string, said: string | null | undefined, written?: string) =>
    written !== undefined || (said && said !== ours) ? [row(what, ours, written ?? said ?? "")] : [];
  return [
    row("Type", typeWords(attempt), typeSaid(answer), (answer.type ?? attempt.type) !== attempt.type),
    row(
      "Amount",
      formatMoney(attempt.amount, order.currency),
      amountSaid(order, answer),
      !isInCurrency(order, answer) || (amount !== undefined && amount !== attempt.amount),
    ),
    row("Result", outcomeName(attempt), resultSaid(answer)),
    ...named("Merchant reference", attempt.reference, answer.reference, unreadable.reference),
    ...named("Account", attempt.account, answer.account, unreadable.account),
    row("TRANSACTION UNIQUE ID", attempt.answer?.transactionId ?? "–", answer.transactionId ?? "–", false),
  ];
}

function typeSaid(answer: GatewayAnswer): string {
  const { type, typeCode, unreadable } = answer;
  const said = type ?? unreadable?.type;
  if (said === undefined) return "Not named";
  return isPaymentType(said) ? typeWords({ type: said, answer }) : (typeCode ?? said);
}

function isInCurrency(order: Order, { currency, unreadable }: GatewayAnswer): boolean {
  return unreadable?.currency === undefined && (currency === null || currency === order.currency);
}

function resultSaid(answer: GatewayAnswer): string {
  const isApproved = verdictOf(answer).outcome === "approved";
  return `${isApproved ? "Approved" : answer.description || "Not approved"} (${answer.code})`;
}
