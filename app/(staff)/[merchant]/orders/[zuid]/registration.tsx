import { FactList } from "@/components/ui/fact-list";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { cardName, currentCard } from "@/lib/domain/order/card";
import type { Card } from "@/lib/domain/order/order";
import type { View } from "./view";

/** The card that the order is collected with, and the gateway's names for it. */
export function Registration({ view: { order, zone } }: { view: View }) {
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

/** What may be shown of a card's number: its first six and last four digits. */
export function maskedNumber({ bin, last4 }: Pick<Card, "bin" | "last4">): string {
  return `${bin.slice(0, 4)} ${bin.slice(4, 6)}•• •••• ${last4}`;
}

export function expiryWords({ expiryMonth, expiryYear }: Pick<Card, "expiryMonth" | "expiryYear">): string {
  return `${String(expiryMonth).padStart(2, "0")}/${expiryYear}`;
}

function Id({ children }: { children: string }) {
  return <span className="font-mono text-12 break-all">{children}</span>;
}
