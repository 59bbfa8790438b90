import {
  type GatewayAnswer,
  type NetworkReference,
  type NetworkReferenceKind,
  networkReferenceKinds,
} from "../decline/gateway-answer";
import { schemeOf } from "../decline/scheme";
import { isInForce, schemeRules } from "../decline/scheme-rules";
import type { Instant } from "../value/calendar";
import type { Attempt, Buyer, Card } from "./order";

/** What is to be kept of an answer. */
export function keptFrom(answer: GatewayAnswer, at: Instant): NetworkReference[] {
  return (answer.networkReferences ?? []).map((one) => ({ ...one, from: answer.transactionId, at }));
}

/** The kinds that a card's network knows and that were never answered for it. */
export function missingKinds({ brand, networkReferences }: ReferredCard): NetworkReferenceKind[] {
  if (schemeOf(brand) !== "mastercard") return [];
  return networkReferenceKinds.filter((kind) => !networkReferences.some((one) => one.kind === kind));
}

/**
 * The kinds that a charge of such a card by the merchant has to name by the network's rule and cannot. It is sent
 * without: the gateway's own id is none of the network's, and is never put in its place.
 */
export function missingReferences(card: ReferredCard, now: Instant): NetworkReferenceKind[] {
  return isInForce(schemeRules.mastercard_link, now) ? missingKinds(card) : [];
}

/** The kinds that a charge by the merchant was sent without: what its card knew by then, without what it taught. */
export function sentWithout({ wallet }: Buyer, attempt: Attempt): NetworkReferenceKind[] {
  const card = wallet.find(({ id }) => id === attempt.cardId);
  if (!card || attempt.recurrence !== "repeated" || !isCharge(attempt)) return [];
  const known = card.networkReferences.filter(
    ({ at, from }) => at <= attempt.startedAt && from !== attempt.answer?.transactionId,
  );
  return missingReferences({ brand: card.brand, networkReferences: known }, attempt.startedAt);
}

function isCharge({ purpose }: Attempt): boolean {
  return purpose === "event" || purpose === "charge_now";
}

type ReferredCard = Pick<Card, "brand" | "networkReferences">;
