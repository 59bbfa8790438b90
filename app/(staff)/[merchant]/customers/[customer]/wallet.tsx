import { CardExpiry } from "@/components/order/card-expiry";
import { Section } from "@/components/ui/section";
import type { Account } from "@/lib/customers/account";
import { cardExpiryState, cardName, cardState } from "@/lib/domain/order/card";
import type { Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { ActForm } from "../../settings/act-form";
import { forgetCustomerCard, preferCustomerCard } from "../actions";

/** The customer's cards: which are offered first, which can be charged, and which orders have them. */
export function Wallet({ account: { cards, customer }, orders, merchant, merchantZone, now }: WalletProps) {
  return (
    <Section title="Cards">
      {cards.length === 0 ? <p className="text-13 text-quiet">No registered cards.</p> : null}
      <p className="text-12 text-quiet empty:hidden">
        {cards.length > 0
          ? "A card that is forgotten is not offered any more. Orders that have it go on."
          : ""}
      </p>
      <ul className="divide-y divide-line text-13">
        {cards.map((card) => {
          const state = cardState(card, merchantZone, now);
          const used = orders.filter(({ cardId }) => cardId === card.id);
          return (
            <li key={card.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 flex-1">
                <span className="font-medium">{cardName(card)}</span>
                {state === "forgotten" || state === "removed" ? null : (
                  <span className="ml-2 align-middle">
                    <CardExpiry card={card} state={cardExpiryState(card, now, merchantZone)} />
                  </span>
                )}
                <span className="block text-12 text-quiet">
                  {[
                    `expires ${String(card.expiryMonth).padStart(2, "0")}/${card.expiryYear}`,
                    card.preferred ? "preferred" : "",
                    {
                      usable: "",
                      expired: "expired",
                      forgotten: "removed by the gateway",
                      removed: "forgotten",
                    }[state],
                    used.length > 0 ? used.map(({ zuid }) => `ZUID-${zuid}`).join(", ") : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              {state === "usable" && !card.preferred && cards.length > 1 ? (
                <ActForm
                  action={preferCustomerCard}
                  carries={{ merchant, id: customer.id, card: card.id }}
                  act="Prefer"
                  working="Saving …"
                  kind="plain"
                />
              ) : null}
              {state === "usable" || state === "expired" ? (
                <ActForm
                  action={forgetCustomerCard}
                  carries={{ merchant, id: customer.id, card: card.id }}
                  act={`Forget ${cardName(card)}`}
                  working="Saving …"
                  kind="plain"
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

type WalletProps = {
  account: Account;
  orders: readonly Order[];
  merchant: string;
  /** By which a card's month ends. */
  merchantZone: string;
  now: Instant;
};
