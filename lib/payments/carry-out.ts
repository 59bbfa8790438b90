import type { Command } from "@/lib/domain/command";
import type { Actor, Attempt, Instant, Order } from "@/lib/domain/order";
import type { LoggedEntry } from "@/lib/domain/order-log";
import type { Refusal } from "@/lib/domain/refusal";
import { type Executed, execute, type OrderId } from "@/lib/orders/execute";
import { resumeMerchant, stopMerchant } from "@/lib/orders/merchant-stop";
import { type Payments, SYSTEM } from "./context";
import { send } from "./send";

export type CarriedOut =
  | { order: Order; entries: LoggedEntry[] }
  | { refusal: Refusal }
  | { stale: Order }
  | { notFound: true };

/**
 * Changes an order and does what the change started: each payment is sent once and its result is
 * booked, and what that starts is sent too. If this process dies on the way, the attempt is on
 * record and the reconciler asks what became of it.
 */
export async function carryOut(
  payments: Payments,
  orderId: OrderId,
  command: Command,
  actor: Actor,
  now: Instant,
  expectedVersion?: number,
): Promise<CarriedOut> {
  const executed = await execute(payments.db, orderId, command, actor, now, expectedVersion);
  if (executed === null) return { notFound: true };
  if ("stale" in executed) return executed;
  if ("refusal" in executed) return executed;
  await minding(payments, orderId.merchantId, executed);
  return sendStarted(payments, orderId, executed, now);
}

/** Sends what was started and books the results until nothing new is started. */
async function sendStarted(
  payments: Payments,
  orderId: OrderId,
  executed: Executed,
  now: Instant,
): Promise<{ order: Order; entries: LoggedEntry[] }> {
  let { order } = executed;
  const entries = [...executed.entries];
  let next = toSend(executed.started);
  while (next) {
    const result = await send(payments.gateway, order, next);
    const settled = await execute(
      payments.db,
      orderId,
      { kind: "settle_payment", attempt: next.number, result },
      SYSTEM,
      now,
    );
    // Refused: somebody else heard the result first and booked it.
    if (settled === null || "stale" in settled || "refusal" in settled) break;
    await minding(payments, orderId.merchantId, settled);
    order = settled.order;
    entries.push(...settled.entries);
    next = toSend(settled.started);
  }
  return { order, entries };
}

function toSend(started: readonly Attempt[]): Attempt | undefined {
  return started.find((attempt) => attempt.state === "sent");
}

/** A refused configuration stops the merchant's collecting; any verdict of the gateway lets it go on. */
async function minding(payments: Payments, merchantId: number, { order, entries }: Executed): Promise<void> {
  const refused = entries.find(
    ({ entry }) => entry.kind === "payment_abandoned" && entry.outcome === "merchant",
  );
  if (refused?.entry.kind === "payment_abandoned") {
    await stopMerchant(payments.db, merchantId, refused.entry.why);
  } else if (
    order.merchant.isStopped &&
    entries.some(({ entry }) => entry.kind === "payment_approved" || entry.kind === "payment_declined")
  ) {
    await resumeMerchant(payments.db, merchantId);
  }
}
