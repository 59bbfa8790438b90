import { FactList } from "@/components/ui/fact-list";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { cardName, currentCard } from "@/lib/domain/order/card";
import type { OrderView } from "../view";
import { expiryWords, maskedNumber } from "../words/card-words";

/** The card that the order is collected with, and the gateway's names for it. */
export function Registration({ view: { order, zone } }: { view: OrderView }) {
  const card = currentCard(order);
  return (
    <Section title="Registration details">
      {card ? (
        <FactList
          facts={[
            ["Card", cardName(card)],
            ["Number", maskedNumber(card)],
            ["Holder", card.holder],
            ["Expiry", expiryWords(card)],
            ["Registration ID", <Id key="registration">{card.id}</Id>],
            ["CIT ID", order.citId && <Id>{order.citId}</Id>],
            ["Since", <Time key="since" at={order.cardSince} zone={zone} />],
          ]}
        />
      ) : (
        <p className="text-13 text-quiet">No card is registered for this order.</p>
      )}
    </Section>
  );
}

function Id({ children }: { children: string }) {
  return <span className="font-mono text-12 break-all">{children}</span>;
}
