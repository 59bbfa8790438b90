import { and, eq, ne, notInArray } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { cards } from "@/db/schema/customers";
import { orders } from "@/db/schema/orders";
import { cardName } from "@/lib/domain/order/card";
import type { Instant } from "@/lib/domain/value/calendar";
import { raiseAlert } from "./alerts";

/**
 * Records that the gateway deleted a card's registration: it is not charged again, and staff are alerted for every
 * order that uses it. False: no such card is known here. Repeating it changes nothing.
 */
export async function forgetCard(db: Db, merchantId: number, id: string, now: Instant): Promise<boolean> {
  const found = await withMerchant(db, merchantId, async (tx) => {
    const isCard = and(eq(cards.merchantId, merchantId), eq(cards.id, id));
    const [card] = await tx.select().from(cards).where(isCard);
    if (!card) return null;
    await tx
      .update(cards)
      .set({ state: "forgotten" })
      .where(and(isCard, ne(cards.state, "forgotten")));
    const using = await tx
      .select({ zuid: orders.zuid })
      .from(orders)
      .where(
        and(
          eq(orders.merchantId, merchantId),
          eq(orders.customerId, card.customerId),
          eq(orders.cardId, id),
          notInArray(orders.status, ["complete", "cancelled"]),
        ),
      );
    return { card, using };
  });
  for (const { zuid } of found?.using ?? [])
    await raiseAlert(
      db,
      merchantId,
      {
        kind: "card_removed",
        text: `ZUID-${zuid}: the gateway deleted its card, ${cardName(found?.card ?? { brand: "", last4: "" })}. Nothing is collected until the order has another card.`,
        zuid,
        dedupe: `card-removed-${zuid}-${id}`,
      },
      now,
    );
  return found !== null;
}
