import { randomBytes } from "node:crypto";
import { type Db, withMerchant } from "@/db/client";
import { loadBuyer } from "@/db/orders";
import type { Actor } from "@/lib/domain/order/order";
import { done, type Result, refused } from "@/lib/domain/order/result";
import { createOrder, type OrderDraft } from "@/lib/domain/rules/create";
import type { Instant } from "@/lib/domain/value/calendar";
import { nextNumbers } from "./counter";
import { commit, type Executed } from "./execute";
import { makeLink } from "./link";

/**
 * Creates an order with its payment link. Null: the merchant has no such customer. A refused draft uses up no
 * number.
 */
export async function create(
  db: Db,
  merchantId: number,
  draft: OrderDraft,
  { actor, now, machineNow }: { actor: Actor; now: Instant; machineNow: Instant },
): Promise<Result<Executed>> {
  return withMerchant(db, merchantId, async (tx) => {
    const buyer = await loadBuyer(tx, merchantId, draft.customerId, now);
    if (!buyer) return { is: "not_found" };
    const { merchant, wallet, cardUses, addressee } = buyer;
    const facts = {
      referenceKey: newReferenceKey(),
      createdBy: actor,
      merchant,
      buyer: { wallet, cardUses },
      now,
    };
    const rehearsal = createOrder(draft, { ...facts, zuid: 0 });
    if ("refusal" in rehearsal) return refused(rehearsal.refusal);

    const zuid = await nextNumbers(tx, merchantId, "zuid", 1);
    const decision = createOrder(draft, { ...facts, zuid });
    if ("refusal" in decision) throw new Error(`order ${zuid} was refused for its number`);
    const created = await commit(tx, {
      merchantId,
      before: null,
      decided: decision,
      actor,
      now,
      machineNow,
      addressee,
    });
    await makeLink(tx, { merchantId, zuid, merchantCode: merchant.code, now });
    return done(created);
  });
}

/** Letters only: with digits a reference could look like a card number. */
function newReferenceKey(): string {
  return Array.from(randomBytes(12), (byte) => "abcdefghijklmnop"[byte % 16]).join("");
}
