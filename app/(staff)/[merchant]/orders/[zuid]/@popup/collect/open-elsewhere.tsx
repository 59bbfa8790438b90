import { LookAgain } from "@/components/ui/look-again";
import type { Order } from "@/lib/domain/order/order";

/** The customer may pay by the link while staff take a card. As soon as they have, it is said and no card is taken. */
export function OpenElsewhere({ order, says = agree }: { order: Order; says?: string }) {
  const isOpen = order.attempts.some(
    ({ state, purpose, cause }) => state === "prepared" && purpose === "initial" && cause === "link",
  );
  if (!isOpen) return null;
  return (
    <>
      <LookAgain />
      <p className="text-13 font-medium">{says}</p>
    </>
  );
}

const agree =
  "The customer has the card fields of the payment link open. Agree who enters the card, so that the order is not paid twice.";
