import { paymentAtGateway } from "../order/balance";
import { useOfCard } from "../order/card-use";
import type { Actor, Attempt, CardUse, Order } from "../order/order";
import type { Entry, LoggedEntry } from "../order/order-log";
import { explainRefusal, type Refusal } from "../order/refusal";
import { openChangeset } from "../rules/changeset";
import type { Command } from "../rules/command";
import { decide } from "../rules/decide";
import { type Decided, spidsIn, withSpids } from "../rules/decided";
import { dueAt } from "../rules/due";
import { HOUR, type Instant } from "../value/calendar";
import { trueMessages } from "../words/message-truth";
import { type AlertDraft, alertsOf, type MessageDraft, messagesOf } from "../words/messages";
import { type ResultByCode, resultByCode } from "./answer-by-code";

/**
 * An order with its whole history: everything in it came out of `decide`. Test and demo data are made this way, so
 * none of it is impossible. Histories are immutable; every step returns a new one.
 */
export type History = {
  readonly order: Order;
  readonly log: readonly LoggedEntry[];
  readonly now: Instant;
  readonly messages: readonly (MessageDraft & { at: Instant })[];
  readonly alerts: readonly (AlertDraft & { at: Instant })[];
  readonly nextSpid: number;
  /** Uses of the customer's cards by the merchant's other orders. */
  readonly elsewhere: readonly CardUse[];
};

/** The gateway's result for an attempt. */
export type Script = ResultByCode | ((attempt: Attempt, order: Order) => ResultByCode);

export const staff: Actor = { kind: "user", id: "u1", name: "Ada Sand" };
export const customer: Actor = { kind: "customer" };
export const system: Actor = { kind: "system" };

/** Carries out a command; throws when it is refused. */
export function act(history: History, command: Command, actor: Actor = staff): History {
  const decision = decide(history.order, command, actor, history.now);
  if ("refusal" in decision) throw new Error(`${command.kind}: ${explainRefusal(decision.refusal)}`);
  return record(history, decision, actor);
}

/** Why a command is refused now; null when it would be carried out. */
export function refusalOf(history: History, command: Command, actor: Actor = staff): Refusal | null {
  const decision = decide(history.order, command, actor, history.now);
  return "refusal" in decision ? decision.refusal : null;
}

/** Settles the payment that is at the gateway. */
export function answered(history: History, word: ResultByCode, actor: Actor = system): History {
  const attempt = paymentAtGateway(history.order);
  if (!attempt) throw new Error("no payment is at the gateway");
  return settled(history, attempt.number, word, actor);
}

/** Settles an attempt in any state. */
export function settled(
  history: History,
  number: number,
  word: ResultByCode,
  actor: Actor = system,
): History {
  const attempt = history.order.attempts.find((candidate) => candidate.number === number);
  if (!attempt) throw new Error(`no attempt ${number}`);
  const result = resultByCode(history.order, attempt, word);
  return act(history, { kind: "settle_payment", attempt: number, result }, actor);
}

/** Answers payments until none is at the gateway, or one stays unknown. */
export function answeredAll(history: History, script: Script): History {
  let next = history;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const attempt = paymentAtGateway(next.order);
    if (!attempt) return next;
    const word = typeof script === "function" ? script(attempt, next.order) : script;
    const isWaiting = word === "silence" || word === "pending";
    if (isWaiting && attempt.state === "unknown") return next;
    next = answered(next, word);
    if (isWaiting) return next;
  }
  throw new Error("payments follow each other without end");
}

/** Moves time to `until`: everything that falls due is done in order, as the worker does it. */
export function forward(history: History, until: Instant, script: Script = "approved"): History {
  let next = history;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const due = dueAt(next.order);
    if (due === null || due > until) return waited(next, until);
    const before = next.log.length;
    next = answeredAll(act(waited(next, due), { kind: "run_due" }, system), script);
    // A configuration that is refused by this very charge stops the merchant's run; it is probed once an hour.
    if (next.log.slice(before).some(({ entry }) => isRefusedConfiguration(entry)))
      next = waited(next, next.now + HOUR);
  }
  throw new Error("things fall due without end");
}

function isRefusedConfiguration(entry: Entry): boolean {
  return entry.kind === "payment_abandoned" && entry.outcome === "merchant";
}

/** Moves time without doing what falls due. */
export function waited(history: History, until: Instant): History {
  return until > history.now ? { ...history, now: until } : history;
}

/** Adds a decision to the history, as a commit would: with SPIDs and the messages it causes. */
export function record(history: History, decision: Decided, actor: Actor): History {
  const { now } = history;
  const { steps, entries, order } = withSpids(decision, history.nextSpid);
  const messages = steps.flatMap(({ before, after, entry }) => messagesOf(before, after, entry));
  const alerts = steps.flatMap(({ before, after, entry }) => alertsOf(before, after, entry));
  const first = history.order.version + 1;
  return {
    ...history,
    order: { ...order, cardUses: usesWith(order, history.elsewhere) },
    log: [...history.log, ...entries.map((entry, i) => ({ seq: first + i, at: now, actor, entry }))],
    messages: [
      ...history.messages,
      ...trueMessages(messages, order, now).map((draft) => ({ ...draft, at: now })),
    ],
    alerts: [...history.alerts, ...alerts.map((draft) => ({ ...draft, at: now }))],
    nextSpid: history.nextSpid + spidsIn(decision),
  };
}

/** Adds entries that nobody decides any more, as an older log may hold them. */
export function recordEntries(history: History, entries: readonly Entry[], actor: Actor): History {
  const changes = openChangeset(history.order);
  for (const entry of entries) changes.add(entry);
  return record(history, changes.decided(), actor);
}

/** Uses of the customer's cards, which are read with an order and never written with it. */
export function usesWith(order: Order, elsewhere: readonly CardUse[]): CardUse[] {
  return [...elsewhere, ...order.attempts.flatMap((attempt) => useOfCard(order, attempt))];
}

const MOST_TURNS = 5_000;
