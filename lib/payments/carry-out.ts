import { verdictOf } from "@/lib/domain/decline/decline";
import { type Attempt, type Order, SYSTEM } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import type { PaymentResult } from "@/lib/domain/order/payment-result";
import { done, type Result } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import type { Instant } from "@/lib/domain/value/calendar";
import { RESULT_WAITS, SENT_WITHIN, WORKER_WAITS } from "@/lib/domain/value/timetable";
import { type Circumstances, type Executed, execute, type OrderId } from "@/lib/orders/execute";
import { entriesAfter, readOrder } from "@/lib/orders/read";
import type { Payments } from "./context";
import { gatewayOf } from "./gateway-of";
import { send } from "./send";

/** The order now, and what was logged on the way. */
export type CarriedOut = { order: Order; entries: LoggedEntry[] };

/**
 * Executes a command and sends the payments that it starts, each once; books their results, and sends what those
 * start. If this process dies on the way, the attempt is on record and the reconciler queries it.
 */
export async function carryOut(
  payments: Payments,
  orderId: OrderId,
  command: Command,
  { actor, now, version, alongside }: Pick<Circumstances, "actor" | "now" | "version" | "alongside">,
): Promise<Result<CarriedOut>> {
  const machineNow = payments.machineNow();
  const executed = await execute(payments.db, orderId, command, {
    actor,
    now,
    version,
    alongside,
    machineNow,
    ...(command.kind === "run_due" ? { patienceMs: WORKER_WAITS } : {}),
    ...(command.kind === "settle_payment" ? { patienceMs: RESULT_WAITS } : {}),
  });
  if (executed.is !== "done") return executed;
  return done(await sendStarted(payments, orderId, executed.value, { now, machineNow }));
}

/** Sends what was started and books the results, until nothing new is started. */
async function sendStarted(
  payments: Payments,
  orderId: OrderId,
  executed: Executed,
  { now, machineNow }: { now: Instant; machineNow: Instant },
): Promise<CarriedOut> {
  let { order, addressee } = executed;
  let writtenAt = machineNow;
  const entries = [...executed.entries];
  let next = toSend(executed.started);
  while (next) {
    const gateway = await gatewayOf(payments, orderId.merchantId, now);
    const result = gateway
      ? await send(gateway, order, next, writtenAt + SENT_WITHIN)
      : ({ kind: "not_sent", why: "the gateway's settings cannot be used" } as const);
    writtenAt = payments.machineNow();
    const settled = await execute(
      payments.db,
      orderId,
      { kind: "settle_payment", attempt: next.number, result },
      {
        ...{ actor: SYSTEM, now, machineNow: writtenAt, patienceMs: RESULT_WAITS },
        // After a decline the card's limits are looked at, which other orders count for too.
        known: isApproved(result) ? { order, addressee } : undefined,
      },
    );
    if (settled.is === "refused") {
      // Another process got the result first and booked it: that is the result. Or the order was locked all the
      // time, and the reconciler will query the result again.
      order = (await readOrder(payments.db, orderId, now)) ?? order;
      entries.push(...(await entriesAfter(payments.db, orderId, entries.at(-1)?.seq ?? 0)));
      break;
    }
    if (settled.is !== "done") break;
    ({ order, addressee } = settled.value);
    entries.push(...settled.value.entries);
    next = toSend(settled.value.started);
  }
  return { order, entries };
}

function isApproved(result: PaymentResult): boolean {
  return result.kind === "answer" && verdictOf(result.answer).outcome === "approved";
}

function toSend(started: readonly Attempt[]): Attempt | undefined {
  return started.find((attempt) => attempt.state === "sent");
}
