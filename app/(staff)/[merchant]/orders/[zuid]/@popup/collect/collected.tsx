import { Notice } from "@/components/ui/notice";
import { verdictOf } from "@/lib/domain/decline/decline";
import { explainDecline } from "@/lib/domain/decline/explain-decline";
import { cardName, currentCard } from "@/lib/domain/order/card";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import { sayInstant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import type { View } from "../../view";

/** The first payment was taken: how much, and what follows by itself. */
export function Collected({ view: { order, now, zone } }: { view: View }) {
  const next = nextPayment(order, now);
  return (
    <Notice tone="info">
      <p className="text-15 font-medium">{collectedWords(order)}</p>
      <p>
        {`The order is ${statusNames[order.status]}.`}
        {next ? ` The next payment is collected on ${sayInstant(next.at, zone)}.` : ""}
      </p>
    </Notice>
  );
}

function collectedWords(order: Order): string {
  const card = currentCard(order);
  const withCard = card ? ` with ${cardName(card)}` : "";
  const sum = formatMoney(order.initialAmount, order.currency);
  if (order.initialKind === "registration")
    return `The card is registered${card ? `: ${cardName(card)}` : ""}.`;
  return order.initialKind === "preauthorise"
    ? `${sum} is held on the card.`
    : `${sum} was collected${withCard}.`;
}

/** The last try was declined: that nothing was taken, why, and that there are other ways. */
export function Declined({ view: { order } }: { view: View }) {
  const last = lastTry(order);
  if (last?.state !== "declined") return null;
  return (
    <div className="mb-4">
      <Notice tone="alert">
        <p className="font-medium">The last payment was declined. Nothing was taken.</p>
        {last.answer ? <p>{explainDecline(verdictOf(last.answer)).staff}</p> : null}
        <p>Try another card, or send the customer the link.</p>
      </Notice>
    </div>
  );
}

function lastTry(order: Order): Attempt | undefined {
  return order.attempts.findLast(({ purpose, settledAt }) => purpose === "initial" && settledAt !== null);
}
