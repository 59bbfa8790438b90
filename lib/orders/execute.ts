import { type Db, type Tx, withMerchant } from "@/db/client";
import { type Addressee, type Held, lockOrder } from "@/db/orders";
import { isHeldByAnother } from "@/db/query-fault";
import { saveOrder } from "@/db/save-order";
import type { Actor, Attempt, Order } from "@/lib/domain/order/order";
import type { Entry, LoggedEntry } from "@/lib/domain/order/order-log";
import { done, type Result, refused } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import { decide } from "@/lib/domain/rules/decide";
import { type Decided, spidsIn, withSpids } from "@/lib/domain/rules/decided";
import { dueAt } from "@/lib/domain/rules/due";
import type { Instant } from "@/lib/domain/value/calendar";
import { trueMessages } from "@/lib/domain/words/message-truth";
import { alertsOf, messagesOf } from "@/lib/domain/words/messages";
import { releaseClaim } from "./claim";
import { nextNumbers } from "./counter";

/**
 * The one way to change an order: holds it, asks the rules, and writes state, log, messages and alerts together.
 *
 * `version` is that of the order that a form was drawn from; if the order has changed since, nothing is done. What
 * `started` names has been committed and is now to be sent. An order that somebody else holds for longer than
 * `patienceMs` is refused, unchanged.
 */
export async function execute(
  db: Db,
  { merchantId, zuid }: OrderId,
  command: Command,
  { actor, now, version, machineNow, patienceMs, alongside, known }: Circumstances,
): Promise<Result<Executed>> {
  const change = async (tx: Tx): Promise<Result<Executed>> => {
    const held = await lockOrder(tx, merchantId, zuid, { lock: true, now, known });
    if (!held) return { is: "not_found" };
    const { order, addressee } = held;
    if (version !== undefined && order.version !== version) return { is: "stale", version: order.version };
    const decision = decide(order, command, actor, now);
    if ("refusal" in decision) {
      if (command.kind === "run_due") await releaseClaim(tx, { merchantId, zuid }, dueAt(order), now);
      return refused(decision.refusal);
    }
    await alongside?.(tx);
    if (decision.entries.length === 0) return done({ order, addressee, entries: [], started: [] });
    const by = { actor, now, machineNow, addressee };
    return done(await commit(tx, { merchantId, before: order, decided: decision, ...by }));
  };
  try {
    return await withMerchant(db, merchantId, change, patienceMs);
  } catch (fault) {
    if (isHeldByAnother(fault)) return refused({ code: "order_held" });
    throw fault;
  }
}

/** Who asks, when, and for which version of the order. `now` is business time; the rest the machine's. */
export type Circumstances = {
  actor: Actor;
  now: Instant;
  version?: number | undefined;
  machineNow: Instant;
  patienceMs?: number;
  /**
   * The order as this process committed it last: not read again if it is still of that version. For what does not depend
   * on other orders of the customer, such as what its card was used for.
   */
  known?: Held | undefined;
  /** Written in the transaction of the change: it is there exactly if the change is. */
  alongside?: ((tx: Tx) => Promise<unknown>) | undefined;
};

export type { Db } from "@/db/client";

export type OrderId = { merchantId: number; zuid: number };

export type Executed = Held & { entries: LoggedEntry[]; started: Attempt[] };

export type Commit = {
  merchantId: number;
  /** Null for an order that this change creates. */
  before: Order | null;
  decided: Decided;
  actor: Actor;
  now: Instant;
  /** For messages, queries and requests, which run by machine time. */
  machineNow: Instant;
  addressee: Addressee;
};

/** Numbers and writes what was decided. The counter is held until the commit, so this is the last thing before it. */
export async function commit(tx: Tx, { decided, before, ...change }: Commit): Promise<Executed> {
  const { merchantId, actor, now } = change;
  const spids = spidsIn(decided);
  const { steps, entries, order } =
    spids > 0 ? withSpids(decided, await nextNumbers(tx, merchantId, "spid", spids)) : decided;
  const messages = steps.flatMap((step) => messagesOf(step.before, step.after, step.entry));
  const alerts = steps.flatMap((step) => alertsOf(step.before, step.after, step.entry));
  const first = (before?.version ?? 0) + 1;
  const logged = entries.map((entry, i) => ({ seq: first + i, at: now, actor, entry }));
  await saveOrder(tx, {
    ...change,
    before,
    after: order,
    entries: logged,
    messages: trueMessages(messages, order, now),
    alerts,
  });
  return { order, addressee: change.addressee, entries: logged, started: startedIn(order, entries) };
}

/** Attempts that these entries started and nobody has sent yet, checkouts included. */
function startedIn(order: Order, entries: readonly Entry[]): Attempt[] {
  const opened = entries.flatMap((entry) =>
    entry.kind === "payment_started" || entry.kind === "checkout_opened" ? [entry.attempt.number] : [],
  );
  return order.attempts.filter((attempt) => opened.includes(attempt.number));
}
