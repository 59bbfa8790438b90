import fc from "fast-check";
import postgres from "postgres";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { attemptRow, cardRow, eventRow, orderRow, recoveryRow } from "@/db/order-rows";
import { attempts } from "@/db/schema/attempts";
import { cards } from "@/db/schema/customers";
import { billingEvents, orders } from "@/db/schema/orders";
import { recoveries } from "@/db/schema/recoveries";
import { freshDatabase } from "@/db/testing";
import { record } from "@/lib/domain/lived/history";
import { type AskCommand, anyLife, randomHistory } from "@/lib/domain/lived/testing-lives";
import { type Order, orderTypes } from "@/lib/domain/order/order";
import { changedRecoveries } from "@/lib/domain/preview/recovery";
import { standingOf } from "@/lib/domain/preview/standing";
import { decide } from "@/lib/domain/rules/decide";
import type { Instant } from "@/lib/domain/value/calendar";
import { openTestShop, type TestShop } from "@/lib/orders/testing";

/** A database with the random lives of one merchant's orders, and some of another merchant that no list may show. */
export async function openLived(lives: { ofEachType: number; ofOthers: number }) {
  const seed = Math.floor(Math.random() * 1e9);
  const database = await freshDatabase();
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  const db = connect(database.url, { max: 2 });
  const { ofEachType, ofOthers } = lives;
  const all = await livedOrders(db, await openTestShop(db, LIVED_MERCHANT), { seed, ofEachType });
  await livedOrders(db, await openTestShop(db, 2), { seed: seed + 100, ofEachType: ofOthers });
  const shut = async () => {
    await Promise.all([close(db), owner.end()]);
    await database.drop();
  };
  return { seed, owner, db, all, close: shut };
}

export type Lived = Awaited<ReturnType<typeof openLived>>;

/** Whose orders the tests list. */
export const LIVED_MERCHANT = 1;

/** What a list shows over all of its pages, each row by its order and its number in it. */
export async function keysOfPages(read: (cursor: string | null) => Promise<KeyPage>): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | null = null, first = true; first || cursor; first = false) {
    const page = await read(cursor);
    keys.push(...page.rows.map(({ zuid, number }) => `${zuid}-${number}`));
    cursor = page.older;
  }
  return keys;
}

type KeyPage = { rows: readonly { zuid: number; number: number }[]; older: string | null };

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
