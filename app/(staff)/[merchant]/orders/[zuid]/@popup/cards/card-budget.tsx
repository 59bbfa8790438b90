import { BudgetBar } from "@/components/order/budget-bar";
import { schemeOf } from "@/lib/domain/decline/scheme";
import { cardRestrictions } from "@/lib/domain/order/card";
import { missingReferences } from "@/lib/domain/order/network-reference";
import type { Card } from "@/lib/domain/order/order";
import { brandName } from "@/lib/domain/value/brand-name";
import { sayInstant } from "@/lib/domain/value/calendar";
import type { View } from "../../view";

/** How far the limits that a card's scheme sets to the merchant are used, over all the customer's orders. */
export function CardBudget({ view: { order, now, zone }, card }: { view: View; card: Card }) {
  const planned =
    card.id === order.cardId ? order.events.reduce((sum, event) => sum + event.plannedRetries.length, 0) : 0;
  const limits = cardRestrictions(order, card, now).limits.filter(({ used }) => used > 0);
  if (schemeOf(card.brand) === null)
    return <p className="mt-1.5 text-12 text-quiet">No public limit is known for {brandName(card.brand)}.</p>;
  return [
    missingReferences(card, now).length > 0 && (
      <p key="reference" className="mt-1.5 text-12 text-quiet">
        Mastercard's Transaction Link ID is not known for this card. The next charge will be sent without it.
      </p>
    ),
    ...limits.map(({ id, rule, used, limit, freesAt }) => (
      <div key={id} className="mt-1.5 text-12 text-quiet">
        <BudgetBar limit={limit} used={used} planned={planned} />
        <p className="mt-0.5">
          {rule}: {used} of {limit}
          {planned > 0 ? `, ${planned} planned` : ""}
          {freesAt === null ? "" : `. The next one is possible on ${sayInstant(freesAt, zone)}`}
        </p>
      </div>
    )),
  ];
}
