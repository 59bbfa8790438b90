import { buttonClass } from "@/components/ui/button-class";
import { Notice } from "@/components/ui/notice";
import { PopUpLink } from "@/components/ui/opening";
import { SupersedeActMessage } from "@/components/ui/supersede-act-message";
import { verdictOf } from "@/lib/domain/decline/decline";
import { explainDecline } from "@/lib/domain/decline/explain-decline";
import { cardName, currentCard } from "@/lib/domain/order/card";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import { sayInstant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";

/** The first payment was taken: how much, and what follows by itself. */
export function Collected({ view: { order, now, zone } }: { view: View }) {
  const next = nextPayment(order, now);
  return (
    <>
      <PaidTwice order={order} />
      <SupersedeActMessage />
      <Notice tone="done">
        <p role="status" className="text-15 font-medium">
          {collectedWords(order)}
        </p>
        <p>
          {`The order is ${statusNames[order.status]}.`}
          {next ? ` The next payment is collected on ${sayInstant(next.at, zone)}.` : ""}
        </p>
      </Notice>
    </>
  );
}

/** Somebody paid over the phone and by the link at once: the second payment is the customer's to have back. */
function PaidTwice({ order }: { order: Order }) {
  const second = order.attempts.find(({ purpose, state }) => purpose === "initial" && state === "duplicate");
  if (!second) return null;
  return (
    <div className="mb-4">
      <Notice
        tone="alert"
        action={
          <PopUpLink
            href={orderHref(order, { popup: "transaction", id: second.number })}
            className={buttonClass.plain}
          >
            See the transaction
          </PopUpLink>
        }
      >
        <p className="font-medium">
          {`The order was paid twice: another ${formatMoney(second.amount, order.currency)} was taken.`}
        </p>
        <p>Refund one of the two payments.</p>
      </Notice>
    </div>
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

/** The last try took nothing, by the bank's word or for a fault: that it did not, why, and that there are other ways. */
export function Declined({ view: { order } }: { view: View }) {
  const last = lastTry(order);
  const isDeclined = last?.state === "declined";
  // A checkout that nobody paid in has no answer either, and nobody waits for one.
  const isAnswered = last?.answer != null || last?.cause === "saved_card";
  if (!last || !(isDeclined || (last.state === "abandoned" && isAnswered))) return null;
  return (
    <div className="mb-4">
      <Notice tone="alert">
        <p className="font-medium">
          {isDeclined
            ? "The last payment was declined. Nothing was taken."
            : "The last payment was not made. Nothing was taken."}
        </p>
        {last.answer ? <p>{explainDecline(verdictOf(last.answer)).staff}</p> : null}
        <p>Try another card, or send the customer the link.</p>
      </Notice>
    </div>
  );
}

function lastTry(order: Order): Attempt | undefined {
  return order.attempts.findLast(({ purpose, settledAt }) => purpose === "initial" && settledAt !== null);
}
