import { CopyIcon } from "@/components/ui/copy-icon";
import { FactList } from "@/components/ui/fact-list";
import { PopUpLink } from "@/components/ui/opening";
import { Time } from "@/components/ui/time";
import { cardName, currentCard } from "@/lib/domain/order/card";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { expiryWords, maskedNumber } from "../words/card-words";
import { FactGroup, factLink } from "./fact-group";

/** The card that the order is collected with, and the gateway's names for it. */
export function Registration({ view: { order, zone } }: { view: OrderView }) {
  const card = currentCard(order);
  return (
    <FactGroup
      title="Card"
      label="Registration details"
      action={
        order.type === "single" ? null : (
          <PopUpLink href={orderHref(order, { popup: "cards" })} className={factLink}>
            All cards
          </PopUpLink>
        )
      }
    >
      {card ? (
        <FactList
          facts={[
            ["Card", cardName(card)],
            ["Number", maskedNumber(card)],
            ["Holder", card.holder],
            ["Expiry", expiryWords(card)],
            ["Registration ID", <Id key="registration" id={card.id} name="registration ID" />],
            ["CIT ID", order.citId && <Id id={order.citId} name="CIT ID" />],
            ["Since", <Time key="since" at={order.cardSince} zone={zone} />],
          ]}
        />
      ) : (
        <p className="text-quiet">No card is registered for this order.</p>
      )}
    </FactGroup>
  );
}

function Id({ id, name }: { id: string; name: string }) {
  return (
    <span className="flex items-center gap-1">
      <span title={id} className="min-w-0 truncate font-mono text-12">
        {id}
      </span>
      <CopyIcon text={id} label={`Copy the ${name}`} />
    </span>
  );
}
