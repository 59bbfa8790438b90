import fc from "fast-check";
import { type Db, withMerchant } from "@/db/client";
import { attemptRow, cardRow, eventRow, orderRow, recoveryRow } from "@/db/order-rows";
import { attempts } from "@/db/schema/attempts";
import { cards } from "@/db/schema/customers";
import { billingEvents, orders } from "@/db/schema/orders";
import { recoveries } from "@/db/schema/recoveries";
import { record } from "@/lib/domain/lived/history";
import { type AskCommand, anyLife, randomHistory } from "@/lib/domain/lived/testing-lives";
import { type Order, orderTypes } from "@/lib/domain/order/order";
import { changedRecoveries } from "@/lib/domain/preview/recovery";
import { standingOf } from "@/lib/domain/preview/standing";
import { decide } from "@/lib/domain/rules/decide";
import type { Instant } from "@/lib/domain/value/calendar";
import type { TestShop } from "@/lib/orders/testing";

/** Orders with random lives, stored as they stand at the end of them. */
export async function livedOrders(
  db: Db,
  { merchantId, customerId }: TestShop,
  { seed, ofEachType }: { seed: number; ofEachType: number },
): Promise<Order[]> {
  const all = orderTypes.flatMap((type, i) =>
    fc
      .sample(anyLife(), { seed: seed + i, numRuns: ofEachType })
      .map((life, n) => named(randomHistory(type, life, ask).order, 1_001 + i * ofEachType + n, customerId)),
  );
  await withMerchant(db, merchantId, async (tx) => {
    for (const order of all) {
      const wallet = order.wallet.map((card) => ({ ...cardRow(merchantId, customerId, card), zuid: null }));
      if (wallet.length > 0) await tx.insert(cards).values(wallet).onConflictDoNothing();
      await tx.insert(orders).values({ ...orderRow(merchantId, order), ...standingOf(order, lastOf(order)) });
      // The last first: an event points at the one that it was merged into.
      for (const event of order.events.toReversed())
        await tx.insert(billingEvents).values(eventRow(merchantId, order.zuid, event));
      for (const attempt of order.attempts)
        await tx.insert(attempts).values(attemptRow(merchantId, order, attempt));
      for (const recovery of changedRecoveries(null, order, lastOf(order)))
        await tx.insert(recoveries).values(recoveryRow(merchantId, order, recovery));
    }
  });
  return all;
}

/** When something was last asked of the gateway for it: its stored standing is as of then. */
export function lastOf({ createdAt, attempts: tried }: Order): Instant {
  return Math.max(createdAt, ...tried.map(({ startedAt }) => startedAt));
}

const ask: AskCommand = (history, command, actor) => {
  const decision = decide(history.order, command, actor, history.now);
  return "refusal" in decision ? history : record(history, decision, actor);
};

/** With numbers and references of its own among the others. */
function named(order: Order, zuid: number, customerId: string): Order {
  return {
    ...order,
    ...{ zuid, customerId, referenceKey: `life${zuid}` },
    events: order.events.map((event) => ({ ...event, spid: zuid * 1_000 + event.number })),
    attempts: order.attempts.map((attempt) => ({ ...attempt, reference: `${zuid}-${attempt.reference}` })),
  };
}
