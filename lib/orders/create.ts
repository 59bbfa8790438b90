import { createHash, randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { loadBuyer, loadOrder } from "@/db/orders";
import { orders } from "@/db/schema/orders";
import type { Actor, Order } from "@/lib/domain/order/order";
import { done, type Result, refused } from "@/lib/domain/order/result";
import { createOrder, type OrderDraft } from "@/lib/domain/rules/create";
import type { Instant } from "@/lib/domain/value/calendar";
import { nextNumbers } from "./counter";
import { commit } from "./execute";
import { makeLink } from "./link";

/**
 * Creates an order with its payment link. A refused draft uses up no number. `formId` is that of the form it comes
 * from: a form that is sent twice makes one order, and is answered with that one.
 */
export async function create(
  db: Db,
  merchantId: number,
  draft: OrderDraft,
  { actor, now, machineNow, formId }: { actor: Actor; now: Instant; machineNow: Instant; formId?: string },
): Promise<Result<MadeOrder>> {
  return withMerchant(db, merchantId, async (tx) => {
    const buyer = await loadBuyer(tx, merchantId, draft.customerId, now);
    if (!buyer) return { is: "not_found" };
    const { merchant, wallet, cardUses, addressee } = buyer;
    const facts = {
      referenceKey: lettersOf(formId === undefined ? randomBytes(KEY_LENGTH) : digestOf(actor, formId)),
      createdBy: actor,
      merchant,
      buyer: { wallet, cardUses },
      now,
    };
    const rehearsal = createOrder(draft, { ...facts, zuid: 0 });
    if ("refusal" in rehearsal) return refused(rehearsal.refusal);

    if (formId !== undefined) {
      // The counter is held until the commit, so that whoever sent the same form has written its order, or waits here.
      await nextNumbers(tx, merchantId, "zuid", 0);
      const order = await orderWithKey(tx, merchantId, facts.referenceKey, now);
      if (order) return done({ order, isNew: false });
    }
    const zuid = await nextNumbers(tx, merchantId, "zuid", 1);
    const decision = createOrder(draft, { ...facts, zuid });
    if ("refusal" in decision) throw new Error(`order ${zuid} was refused for its number`);
    const { order } = await commit(tx, {
      merchantId,
      before: null,
      decided: decision,
      actor,
      now,
      machineNow,
      addressee,
    });
    await makeLink(tx, { merchantId, zuid, merchantCode: merchant.code, now });
    return done({ order, isNew: true });
  });
}

export type MadeOrder = { order: Order; isNew: boolean };

async function orderWithKey(tx: Tx, merchantId: number, referenceKey: string, now: Instant) {
  const [row] = await tx
    .select({ zuid: orders.zuid })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.referenceKey, referenceKey)));
  return row ? loadOrder(tx, merchantId, row.zuid, { lock: false, now }) : null;
}

const KEY_LENGTH = 12;

/** Of the form and whoever filled it in, so that nobody finds the order of somebody else's form. */
function digestOf(actor: Actor, formId: string): Buffer {
  const who = actor.kind === "user" ? actor.id : actor.kind;
  return createHash("sha256").update(`${who} ${formId}`).digest().subarray(0, KEY_LENGTH);
}

/** Letters only: with digits a reference could look like a card number. */
function lettersOf(bytes: Buffer): string {
  return Array.from(bytes, (byte) => "abcdefghijklmnop"[byte % 16]).join("");
}
