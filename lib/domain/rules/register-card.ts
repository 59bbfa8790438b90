import type { GatewayAnswer } from "../decline/gateway-answer";
import { isBooked, paymentAtGateway } from "../order/balance";
import { keptFrom, missingKinds } from "../order/network-reference";
import { type Attempt, type CardDetails, type Order, SYSTEM } from "../order/order";
import type { Instant } from "../value/calendar";
import { type Changeset, newAttempt } from "./changeset";

/**
 * Reverses an authorisation that nobody will capture, as soon as no other payment is at the gateway: one that
 * checked a card, a second one for the same order, and one for an order that was cancelled meanwhile.
 */
export function reverseHolds(changes: Changeset, now: Instant): void {
  const hold = changes.order.attempts.find(
    (attempt) => isNeedlessHold(changes.order, attempt) && reversalsOf(changes.order, attempt).length === 0,
  );
  if (hold && !paymentAtGateway(changes.order)) reverse(changes, hold, now);
}

/** An unneeded authorisation whose reversals all failed to reach the gateway, and since when: it is tried again. */
export function holdToReleaseAgain(order: Order): { hold: Attempt; since: Instant } | null {
  for (const hold of order.attempts) {
    if (!isNeedlessHold(order, hold)) continue;
    const reversals = reversalsOf(order, hold);
    const since = reversals.at(-1)?.settledAt ?? null;
    const isUnsaid = reversals.every(({ answer }) => answer === null);
    if (since !== null && isUnsaid) return { hold, since };
  }
  return null;
}

/** Tries that reversal again. */
export function releaseHold(changes: Changeset, now: Instant): void {
  const again = holdToReleaseAgain(changes.order);
  if (again) reverse(changes, again.hold, now);
}

function reverse(changes: Changeset, check: Attempt, now: Instant): void {
  changes.add({
    kind: "payment_started",
    attempt: newAttempt(changes.order, {
      purpose: "reversal",
      type: "reversal",
      cause: "registration",
      actor: SYSTEM,
      channel: check.channel,
      account: check.account,
      recurrence: "initial",
      amount: check.amount,
      startedAt: now,
      refersTo: check.number,
      cardId: check.cardId,
    }),
  });
}

/** Whether an attempt only registers a card: a second one is not a second payment. */
export function isCardCheck(order: Order, attempt: Attempt): boolean {
  return (
    attempt.purpose === "card_update" ||
    (attempt.purpose === "initial" && order.initialKind === "registration")
  );
}

function isNeedlessHold(order: Order, attempt: Attempt): boolean {
  if (attempt.type !== "authorisation" || !isBooked(attempt)) return false;
  return isCardCheck(order, attempt) || attempt.state === "duplicate" || order.status === "cancelled";
}

function reversalsOf(order: Order, hold: Attempt): Attempt[] {
  return order.attempts.filter((other) => other.type === "reversal" && other.refersTo === hold.number);
}

/** Adds an approved registration to the wallet, unless it is there already. */
export function registerCard(
  changes: Changeset,
  { channel }: Attempt,
  answer: GatewayAnswer,
  now: Instant,
): string | null {
  const { registrationId, card } = answer;
  if (!registrationId) return null;
  if (changes.order.wallet.some((known) => known.id === registrationId)) return registrationId;
  const details: CardDetails = {
    id: registrationId,
    brand: answer.brand ?? "",
    bin: card?.bin ?? "",
    last4: card?.last4 ?? "",
    holder: card?.holder ?? "",
    expiryMonth: card?.expiryMonth ?? 12,
    expiryYear: card?.expiryYear ?? 2099,
    citId: answer.initialTransactionId,
    networkReferences: keptFrom(answer, now),
    registeredAt: now,
    zuid: changes.order.zuid,
    channel,
  };
  changes.add({ kind: "card_registered", card: details });
  return registrationId;
}

/** Stores the network references of the first approved payment of a card that has none. */
export function keepNetworkReferences(
  changes: Changeset,
  attempt: Attempt,
  answer: GatewayAnswer,
  now: Instant,
): void {
  const isCharge = ["initial", "event", "charge_now"].includes(attempt.purpose);
  const card = changes.order.wallet.find(({ id }) => id === attempt.cardId);
  if (!isCharge || !card) return;
  const missing = missingKinds(card);
  const references = keptFrom(answer, now).filter(({ kind }) => missing.includes(kind));
  if (references.length) changes.add({ kind: "network_references_kept", cardId: card.id, references });
}
