import { type Order, SYSTEM } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import { dueAt } from "@/lib/domain/rules/due";
import type { Instant } from "@/lib/domain/value/calendar";
import { log } from "@/lib/log";
import { claimDueOrders, type DueOrder, giveBack } from "@/lib/orders/claim";
import { carryOut } from "@/lib/payments/carry-out";
import type { Payments } from "@/lib/payments/context";
import { isGatewayAway } from "@/lib/payments/gateway-of";

export type Collecting = {
  payments: Payments;
  /** How many orders are in hand at once. */
  concurrency: number;
  /** Once aborted, nothing new is taken up; what is in hand is finished. */
  signal?: AbortSignal;
  /** Sends what is queued. Where the clock is moved, before it goes on: what a message says is true at its time. */
  deliver?: (now: Instant) => Promise<unknown>;
};

/**
 * Does everything that time has caused by `now`, for all merchants, earliest first. Several processes
 * may do so at once: each order is handed to one of them, and one that dies loses its claim.
 *
 * @returns how many orders were taken up
 */
export async function collectDue(collecting: Collecting, now: Instant): Promise<number> {
  const { payments, concurrency, signal } = collecting;
  const inHand = new Set<Promise<void>>();
  let taken = 0;
  try {
    while (!signal?.aborted && (await payments.gateways.mayBeReached())) {
      // As many again as can be in hand: asking for each one alone would cost as much as collecting it.
      const claimed = await claimDueOrders(payments.db, now, payments.machineNow(), concurrency);
      taken += claimed.length;
      if (claimed.length === 0) {
        if (inHand.size === 0) break;
        await Promise.race(inHand);
      }
      for (const [i, due] of claimed.entries()) {
        if (signal?.aborted || !(await payments.gateways.mayBeReached())) {
          await giveBack(payments.db, claimed.slice(i));
          break;
        }
        // Its claim ends by itself, and it comes again; the others' gateways are there.
        if (await isAway(payments, due, now)) continue;
        const work: Promise<void> = collectOrder(payments, due, now, signal)
          .catch((fault) =>
            log.error("an order could not be collected", {
              merchantId: due.merchantId,
              zuid: due.zuid,
              fault,
            }),
          )
          .finally(() => inHand.delete(work));
        inHand.add(work);
        if (inHand.size >= concurrency) await Promise.race(inHand);
      }
    }
  } finally {
    // Whatever happened to the others: what is in hand is finished before anybody hears of it.
    await Promise.all(inHand);
  }
  return taken;
}

/**
 * Each order would only meet the same closed door: while its gateway is away nothing is taken up but a probe. A merchant
 * whose gateway cannot be told, by its row or because the database does not answer, holds up nobody else.
 */
async function isAway(payments: Payments, { merchantId, zuid }: DueOrder, now: Instant): Promise<boolean> {
  try {
    return await isGatewayAway(payments, merchantId, now);
  } catch (fault) {
    log.error("an order could not be collected", { merchantId, zuid, fault });
    return true;
  }
}

/** No order may keep a worker for ever, whatever its rules say: more than this in one go is a fault. */
const MOST_STEPS = 500;

async function collectOrder(
  payments: Payments,
  { merchantId, zuid }: DueOrder,
  now: Instant,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const done = await carryOut(payments, { merchantId, zuid }, { kind: "run_due" }, { actor: SYSTEM, now });
    if (done.is !== "done" || signal?.aborted || isStopped(done.value)) return;
    // Asking again would only hear that nothing is due: the commit has given the order back already.
    const next = dueAt(done.value.order);
    if (next === null || next > now) return;
  }
  throw new Error(`order ${zuid} of merchant ${merchantId} is still due after ${MOST_STEPS} steps`);
}

/** The merchant's collecting was stopped before, and this was the hour's probe, or it was stopped by this very charge. */
function isStopped({ order, entries }: { order: Order; entries: readonly LoggedEntry[] }): boolean {
  return (
    order.merchant.isStopped ||
    entries.some(({ entry }) => entry.kind === "payment_abandoned" && entry.outcome === "merchant")
  );
}
