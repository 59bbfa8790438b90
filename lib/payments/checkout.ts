import { type Actor, type Attempt, type Order, SYSTEM } from "@/lib/domain/order/order";
import { done, type Result, refused } from "@/lib/domain/order/result";
import { type CheckoutWay, registersCard } from "@/lib/domain/rules/first-payment";
import type { Instant } from "@/lib/domain/value/calendar";
import {
  ASK_AFTER_SILENCE,
  CHECKOUT_FRESH,
  CHECKOUT_OPENING,
  CHECKOUT_POLL,
} from "@/lib/domain/value/timetable";
import type { Checkout, HostedFields } from "@/lib/gateway/port";
import {
  type AttemptRecord,
  attemptByCheckout,
  attemptRecord,
  noteCheckout,
  noteGatewayTimes,
} from "@/lib/orders/attempt-record";
import { type Executed, execute, type OrderId } from "@/lib/orders/execute";
import { readOrder } from "@/lib/orders/read";
import { carryOut } from "./carry-out";
import type { Payments } from "./context";
import { gatewayOf } from "./gateway-of";
import { agreementOf } from "./send";
import { isKnownThere, settleFromAnswers } from "./settle-from-answers";

export type CheckoutPurpose =
  | { purpose: "initial"; via: CheckoutWay }
  | { purpose: "card_update"; via: CheckoutWay; shownSum: number };

/** The gateway's card fields, ready to be shown. */
export type OpenedCheckout = {
  checkoutId: string;
  fields: HostedFields;
  attempt: Attempt;
  order: Order;
};

/**
 * Opens hosted card fields for an order: the open checkout for this purpose and channel, or a new one. Any number
 * of tabs get the same one, and it can be paid once. An old one is queried before a new one is opened.
 */
export async function startCheckout(
  payments: Payments,
  orderId: OrderId,
  wanted: CheckoutPurpose,
  { actor, now }: { actor: Actor; now: Instant },
): Promise<Result<OpenedCheckout>> {
  const giveUpAt = payments.machineNow() + 2 * CHECKOUT_OPENING;
  while (payments.machineNow() < giveUpAt) {
    const machineNow = payments.machineNow();
    const command = { kind: "open_checkout", ...wanted } as const;
    const executed = await execute(payments.db, orderId, command, { actor, now, machineNow });
    if (executed.is === "done") return openNew(payments, orderId, executed.value, { now, machineNow });
    if (executed.is !== "refused" || executed.why.code !== "checkout_open") return executed;

    const record = await attemptRecord(payments.db, orderId, executed.why.attempt);
    if (record?.attempt.state !== "prepared") continue;
    const age = payments.machineNow() - (record.checkoutOpenedAt ?? 0);
    const shownSum = wanted.purpose === "card_update" ? wanted.shownSum : null;
    if (record.checkoutId && age < CHECKOUT_FRESH && record.attempt.shownSum === shownSum) {
      const order = await readOrder(payments.db, orderId, now);
      if (!order) return { is: "not_found" };
      const { checkoutId, checkoutIntegrity: integrity, attempt } = record;
      const gateway = await gatewayOf(payments, orderId.merchantId, now);
      if (!gateway) return refused({ code: "no_card_fields", because: "silence" });
      return done({ checkoutId, fields: gateway.hostedFields({ checkoutId, integrity }), attempt, order });
    }
    if (!record.checkoutId && age < CHECKOUT_OPENING) {
      await new Promise((resolve) => setTimeout(resolve, CHECKOUT_POLL));
      continue;
    }
    const closed = await closeOld(payments, record, now);
    if (!closed) return refused({ code: "no_card_fields", because: "silence" });
  }
  return refused({ code: "no_card_fields", because: "taken" });
}

/** The checkout that a browser comes back from; null: what stands in its address names none. */
export async function returnedFrom(
  payments: Payments,
  { merchantId }: OrderId,
  address: (name: string) => string | null,
): Promise<string | null> {
  return (await payments.gateways.of(merchantId)).returnedFrom(address);
}

/**
 * Settles a checkout when the browser returns from it. Called again, or from a second tab, it returns the state
 * reached.
 */
export async function settleCheckout(
  payments: Payments,
  orderId: OrderId,
  checkoutId: string | null,
  now: Instant,
): Promise<Result<{ attempt: Attempt; order: Order }>> {
  const record = checkoutId ? await attemptByCheckout(payments.db, orderId, checkoutId) : null;
  if (!record) return { is: "not_found" };
  if (record.attempt.state === "prepared" || record.attempt.state === "unknown")
    await askForResult(payments, record, now);
  const after = await attemptRecord(payments.db, orderId, record.attempt.number);
  const order = await readOrder(payments.db, orderId, now);
  if (!after || !order) return { is: "not_found" };
  const { attempt } = after;
  if (attempt.settledAt === null)
    await noteGatewayTimes(payments.db, orderId, attempt.number, {
      askAfter: payments.machineNow() + ASK_AFTER_SILENCE,
    });
  return done({ attempt, order });
}

async function askForResult(payments: Payments, record: AttemptRecord, now: Instant): Promise<void> {
  const { account, reference, type } = record.attempt;
  const gateway = await gatewayOf(payments, record.merchantId, now);
  if (!gateway) return;
  // The checkout we opened is queried, whatever the browser returned with.
  const result = await gateway.checkoutResult({
    checkoutId: record.checkoutId ?? "",
    type: checkoutType(type),
    account,
  });
  if (result.kind === "answer") await settleFromAnswers(payments, record, [result.answer], now);
  if (result.kind === "silence") await waitForResult(payments, record, result.why, now);
  if (result.kind === "answer" || result.kind === "silence") return;
  // It was read before, or is too old: the result is still found under our reference.
  const query = await gateway.query({ account, reference });
  if (query.kind === "found") await settleFromAnswers(payments, record, query.answers, now);
  if (query.kind === "silence") await waitForResult(payments, record, query.why, now);
}

/** Whoever comes back from the card fields may have paid in them: until the gateway says so, nothing else is charged. */
async function waitForResult(
  payments: Payments,
  record: AttemptRecord,
  why: string,
  now: Instant,
): Promise<void> {
  const result = { kind: "returned", why } as const;
  await carryOut(
    payments,
    record,
    { kind: "settle_payment", attempt: record.attempt.number, result },
    { actor: SYSTEM, now },
  );
}

async function openNew(
  payments: Payments,
  orderId: OrderId,
  { order, started: [attempt] }: Executed,
  { now, machineNow }: { now: Instant; machineNow: Instant },
): Promise<Result<OpenedCheckout>> {
  if (!attempt) throw new Error("a checkout was opened without an attempt");
  const gateway = await gatewayOf(payments, orderId.merchantId, now);
  const opened = await gateway?.openCheckout({
    account: attempt.account,
    reference: attempt.reference,
    type: checkoutType(attempt.type),
    amount: attempt.type === "registration" ? null : attempt.amount,
    currency: order.currency,
    agreement: attempt.purpose === "card_update" || registersCard(order) ? agreementOf(order.type) : null,
    sendBefore: machineNow + CHECKOUT_OPENING,
  });
  if (gateway && opened?.kind === "opened") {
    const { checkoutId, integrity } = opened;
    // Another process may have closed it while this one was frozen: then nobody is shown it.
    const isStillOpen = await noteCheckout(payments.db, orderId, attempt.number, { checkoutId, integrity });
    if (!isStillOpen) return refused({ code: "no_card_fields", because: "taken" });
    return done({ checkoutId, fields: gateway.hostedFields({ checkoutId, integrity }), attempt, order });
  }
  // Nobody has this checkout's id, so nobody can pay in it, whether or not it was opened.
  const result =
    opened?.kind === "refused"
      ? ({ kind: "answer", answer: opened.answer } as const)
      : ({ kind: "expired" } as const);
  await carryOut(
    payments,
    orderId,
    { kind: "settle_payment", attempt: attempt.number, result },
    { actor: SYSTEM, now },
  );
  return refused({ code: "no_card_fields", because: opened?.kind === "refused" ? "refusal" : "silence" });
}

function checkoutType(type: Attempt["type"]): Checkout["type"] {
  return type === "authorisation" || type === "debit" ? type : "registration";
}

/** Queries an old checkout, and closes it when nobody paid. False: the gateway gives no result. */
async function closeOld(payments: Payments, record: AttemptRecord, now: Instant): Promise<boolean> {
  const { account, reference, number } = record.attempt;
  const gateway = await gatewayOf(payments, record.merchantId, now);
  const query = await gateway?.query({ account, reference });
  if (!query || query.kind === "silence") return false;
  if (query.kind === "found") await settleFromAnswers(payments, record, query.answers, now);
  if (query.kind !== "found" || !isKnownThere(record.attempt, query.answers))
    await carryOut(
      payments,
      record,
      { kind: "settle_payment", attempt: number, result: { kind: "expired" } },
      { actor: SYSTEM, now },
    );
  return true;
}
