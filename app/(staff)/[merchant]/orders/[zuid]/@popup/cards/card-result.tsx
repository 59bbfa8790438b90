import { buttonClass } from "@/components/ui/button-class";
import { LookAgain } from "@/components/ui/look-again";
import { PopUpLink } from "@/components/ui/opening";
import { verdictOf } from "@/lib/domain/decline/decline";
import { explainDecline } from "@/lib/domain/decline/explain-decline";
import {
  attemptOf,
  outstandingAmount,
  outstandingEvents,
  paymentAtGateway,
} from "@/lib/domain/order/balance";
import type { Attempt } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { obstacleToCharge } from "@/lib/domain/rules/start-payment";
import { formatMoney } from "@/lib/domain/value/money";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";

/** What became of a card that was entered by phone, and of what it collected. */
export function CardResult({ view }: { view: View }) {
  const { order, asked } = view;
  const registered = attemptOf(order, Number(asked.id));
  const isUnknown = !registered || ["prepared", "unknown"].includes(registered.state);
  return (
    <div className="space-y-3 text-13">
      {isUnknown || paymentAtGateway(order) ? <LookAgain /> : null}
      {sentences(view, registered).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <PopUpLink href={orderHref(order, { popup: "cards" })} replace className={buttonClass.plain}>
        Cards
      </PopUpLink>
    </div>
  );
}

function sentences({ order, now, zone }: View, registered: Attempt | null): string[] {
  if (!registered || registered.state === "prepared" || registered.state === "unknown")
    return ["The result of the card registration is not known yet. We keep asking the gateway."];
  const { answer, state } = registered;
  if (state !== "approved")
    return ["The card was not saved.", ...(answer ? [explainDecline(verdictOf(answer)).staff] : [])];
  const charge = order.attempts.find(
    (attempt) =>
      attempt.number > registered.number && attempt.cause === "card_update" && attempt.purpose === "event",
  );
  if (!charge) {
    const [first] = outstandingEvents(order, now);
    const owed = outstandingAmount(order, now);
    const why = first ? obstacleToCharge(order, first, now) : null;
    return [
      "The card is saved and is now the order's card.",
      ...(owed > 0
        ? [`Nothing was collected with it, and ${formatMoney(owed, order.currency)} is outstanding.`]
        : []),
      ...(why ? [explainRefusal(why, zone)] : []),
    ];
  }
  const sum = formatMoney(charge.amount, order.currency);
  if (charge.state === "approved") return [`The card is saved, and ${sum} was collected with it.`];
  if (charge.state === "declined")
    return [
      `The card is saved, but the charge of ${sum} was declined.`,
      ...(charge.answer ? [explainDecline(verdictOf(charge.answer)).staff] : []),
    ];
  return [`The card is saved. ${sum} is being collected with it. The result is not known yet.`];
}
