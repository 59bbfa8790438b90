import { and, asc, eq, gt, inArray, isNotNull, or } from "drizzle-orm";
import type { Buyer, MerchantTerms, Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { CARD_USES_READ } from "@/lib/domain/value/timetable";
import type { Tx } from "./client";
import { lockRows, readRows } from "./order-query";
import { type MerchantRows, type OrderRows, toCard, toCardUse, toOrder, toTerms } from "./order-rows";
import { attempts } from "./schema/attempts";
import { cards, customers } from "./schema/customers";
import { collectingStops, merchants, merchantTerms, usualTerms } from "./schema/merchants";

/** An order as the rules see it; null if the merchant has none of that number. */
export async function loadOrder(
  tx: Tx,
  merchantId: number,
  zuid: number,
  options: { lock: boolean; now: Instant },
): Promise<Order | null> {
  return (await lockOrder(tx, merchantId, zuid, options))?.order ?? null;
}

/** Several orders in one query, unordered; orders the merchant does not have are left out. */
export async function loadOrders(
  tx: Tx,
  merchantId: number,
  zuids: readonly number[],
  now: Instant,
): Promise<Order[]> {
  if (zuids.length === 0) return [];
  const found = await tx.execute<FoundRows>(readRows(merchantId, zuids, now - CARD_USES_READ));
  return found.map(toOrder);
}

/** An order with what is needed to write to its customer. */
export type Held = { order: Order; addressee: Addressee };
export type Addressee = {
  email: string;
  /** The merchant's automatic messages by kind; one that is not listed is on. */
  switches: Record<string, boolean>;
  /** The merchant's collecting is stopped: the gateway refused its configuration. */
  isStopped: boolean;
};

/**
 * With `lock` the order's row is held until the transaction ends, and the customer's after it: orders that share a
 * card are judged by its scheme's limits one after another. An order of that version that is `known` is not read again.
 */
export async function lockOrder(
  tx: Tx,
  merchantId: number,
  zuid: number,
  { lock, now, known }: { lock: boolean; now: Instant; known?: Held | undefined },
): Promise<Held | null> {
  if (known) {
    const [row] = await tx.execute<{ version: number }>(lockRows(merchantId, zuid));
    if (row?.version === known.order.version) return known;
  }
  const held = lock ? Promise.resolve(tx.execute(lockRows(merchantId, zuid))) : null;
  const read = Promise.resolve(tx.execute<FoundRows>(readRows(merchantId, [zuid], now - CARD_USES_READ)));
  const [[found]] = await Promise.all([read, held]);
  if (!found) return null;
  return { order: toOrder(found), addressee: addresseeOf(found, found.email) };
}

type FoundRows = OrderRows & { email: string };

/**
 * What the rules need for a new order: its merchant's settings and its customer's cards. Null: no such customer.
 */
export async function loadBuyer(
  tx: Tx,
  merchantId: number,
  customerId: string,
  now: Instant,
): Promise<(Buyer & { merchant: MerchantTerms; addressee: Addressee }) | null> {
  const [[found], wallet, uses] = await Promise.all([
    tx
      .select({ merchant: merchants, terms: merchantTerms, stop: collectingStops, email: customers.email })
      .from(customers)
      .innerJoin(merchants, eq(merchants.id, merchantId))
      .leftJoin(merchantTerms, eq(merchantTerms.merchantId, merchantId))
      .leftJoin(collectingStops, eq(collectingStops.merchantId, merchantId))
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId))),
    walletOf(tx, merchantId, customerId),
    cardUses(tx, merchantId, customerId, now),
  ]);
  if (!found) return null;
  return {
    merchant: toTerms(found),
    wallet: wallet.map(toCard),
    cardUses: uses.map(toCardUse),
    addressee: addresseeOf(found, found.email),
  };
}

/** The merchant's settings that the rules read. */
export async function loadTerms(tx: Tx, merchantId: number): Promise<MerchantTerms> {
  const [found] = await tx
    .select({ merchant: merchants, terms: merchantTerms, stop: collectingStops })
    .from(merchants)
    .leftJoin(merchantTerms, eq(merchantTerms.merchantId, merchantId))
    .leftJoin(collectingStops, eq(collectingStops.merchantId, merchantId))
    .where(eq(merchants.id, merchantId));
  if (!found) throw new Error(`there is no merchant ${merchantId}`);
  return toTerms(found);
}

function addresseeOf({ terms, stop }: MerchantRows, email: string): Addressee {
  return { email, switches: (terms ?? usualTerms).messages, isStopped: stop !== null };
}

function walletOf(tx: Tx, merchantId: number, customerId: string) {
  return tx
    .select()
    .from(cards)
    .where(and(eq(cards.merchantId, merchantId), eq(cards.customerId, customerId)))
    .orderBy(asc(cards.registeredAt), asc(cards.id));
}

/**
 * What the schemes' limits count: charges that reached the gateway in the last 30 days (and one day more, for the
 * boundary), and older ones that ban a card for ever.
 */
function cardUses(tx: Tx, merchantId: number, customerId: string, now: Instant) {
  return tx
    .select({
      cardFingerprint: attempts.cardFingerprint,
      startedAt: attempts.startedAt,
      state: attempts.state,
      merchantAdviceCode: attempts.merchantAdviceCode,
      visaCategory: attempts.visaCategory,
      recurrence: attempts.recurrence,
      reattempt: attempts.reattempt,
    })
    .from(attempts)
    .where(
      and(
        eq(attempts.merchantId, merchantId),
        eq(attempts.customerId, customerId),
        isNotNull(attempts.cardFingerprint),
        inArray(attempts.type, ["debit", "authorisation"]),
        inArray(attempts.state, ["sent", "unknown", "approved", "declined", "duplicate"]),
        or(gt(attempts.startedAt, now - CARD_USES_READ), eq(attempts.visaCategory, 1)),
      ),
    )
    .orderBy(asc(attempts.startedAt), asc(attempts.zuid), asc(attempts.number));
}
