import { type Db, type Tx, withMerchant } from "@/db/client";
import { type Addressee, holdOrder } from "@/db/orders";
import { isHeldByAnother } from "@/db/query-fault";
import { saveOrder } from "@/db/save-order";
import type { Actor, Attempt, Buyer, MerchantTerms, Order } from "@/lib/domain/order/order";
import { type Entry, type LoggedEntry, newEventCount, numberEvents } from "@/lib/domain/order/order-log";
import type { Refusal } from "@/lib/domain/order/refusal";
import type { Command } from "@/lib/domain/rules/command";
import { decide } from "@/lib/domain/rules/decide";
import { dueAt } from "@/lib/domain/rules/due";
import { createdOrder, evolve } from "@/lib/domain/rules/evolve";
import type { Instant } from "@/lib/domain/value/calendar";
import { trueMessages } from "@/lib/domain/words/message-truth";
import { alertsOf, messagesOf } from "@/lib/domain/words/messages";
import { releaseClaim } from "./claim";
import { nextNumbers } from "./counter";

/**
 * The one way to change an order: holds it, asks the rules, and writes state, log, messages and alerts together.
 *
 * `version` is that of the order that a form was drawn from; if the order has changed since, nothing is done
 * and the order as it is now is given back. What `started` names has been committed and is now to be sent. Null: the
 * merchant has no such order. An order that somebody else holds for longer than `patienceMs` is refused, unchanged.
 */
export async function execute(
  db: Db,
  { merchantId, zuid }: OrderId,
  command: Command,
  actor: Actor,
  now: Instant,
  { version, machineNow = Date.now(), patienceMs }: Circumstances = {},
): Promise<Executed | { refusal: Refusal } | { stale: Order } | null> {
  const change = async (tx: Tx) => {
    const held = await holdOrder(tx, merchantId, zuid, { lock: true, now });
    if (!held) return null;
    const { order, addressee } = held;
    if (version !== undefined && order.version !== version) return { stale: order };
    const decision = decide(order, command, actor, now);
    if ("refusal" in decision) {
      if (command.kind === "run_due") await releaseClaim(tx, merchantId, zuid, dueAt(order), now);
      return decision;
    }
    if (decision.entries.length === 0) return { order, entries: [], started: [] };
    const { entries } = decision;
    return commitEntries(tx, { merchantId, before: order, entries, actor, now, machineNow, addressee });
  };
  try {
    return await withMerchant(db, merchantId, change, patienceMs);
  } catch (fault) {
    if (isHeldByAnother(fault)) return { refusal: { code: "order_held" } };
    throw fault;
  }
}

type Circumstances = { version?: number; machineNow?: Instant; patienceMs?: number };

export type { Db } from "@/db/client";

export type OrderId = { merchantId: number; zuid: number };

export type Executed = { order: Order; entries: LoggedEntry[]; started: Attempt[] };

export type Decided = {
  merchantId: number;
  /** What a new order is born into stands in for the order that is not there yet. */
  before: Order | (Buyer & { merchant: MerchantTerms });
  entries: readonly Entry[];
  actor: Actor;
  now: Instant;
  /** For what is told, asked and sent by the machine's time. */
  machineNow: Instant;
  addressee: Addressee;
};

/** Numbers and writes what was decided. The counter is held until the commit, so this is the last thing before it. */
export async function commitEntries(tx: Tx, decided: Decided): Promise<Executed> {
  const { merchantId, actor, now } = decided;
  const before = "zuid" in decided.before ? decided.before : null;
  const spids = newEventCount(decided.entries);
  const entries =
    spids > 0
      ? numberEvents(decided.entries, await nextNumbers(tx, merchantId, "spid", spids))
      : decided.entries;

  let order = before;
  const messages = [];
  const alerts = [];
  for (const entry of entries) {
    const next: Order = order
      ? evolve(order, entry)
      : createdOrder(entry, decided.before.merchant, decided.before);
    messages.push(...messagesOf(order, next, entry));
    alerts.push(...alertsOf(order, next, entry));
    order = next;
  }
  if (!order) throw new Error("an order begins with an entry");

  const first = (before?.version ?? 0) + 1;
  const logged = entries.map((entry, i) => ({ seq: first + i, at: now, actor, entry }));
  await saveOrder(tx, {
    merchantId,
    before,
    after: order,
    entries: logged,
    messages: trueMessages(messages, order, now),
    alerts,
    addressee: decided.addressee,
    now,
    machineNow: decided.machineNow,
  });
  return { order, entries: logged, started: startedIn(order, entries) };
}

/** Attempts that these entries opened and that nobody has sent yet, checkouts included. */
function startedIn(order: Order, entries: readonly Entry[]): Attempt[] {
  const opened = entries.flatMap((entry) =>
    entry.kind === "payment_started" || entry.kind === "checkout_opened" ? [entry.attempt.number] : [],
  );
  return order.attempts.filter((attempt) => opened.includes(attempt.number));
}
