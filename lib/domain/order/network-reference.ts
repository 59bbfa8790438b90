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

/** The network references in an answer, in the form they are stored. */
export function keptFrom(answer: GatewayAnswer, at: Instant): NetworkReference[] {
  return (answer.networkReferences ?? []).map((one) => ({ ...one, from: answer.transactionId, at }));
}

/** The reference kinds that the card's network uses and that no answer has given for it. */
export function missingKinds({ brand, networkReferences }: ReferredCard): NetworkReferenceKind[] {
  if (schemeOf(brand) !== "mastercard") return [];
  return networkReferenceKinds.filter((kind) => !networkReferences.some((one) => one.kind === kind));
}

/**
 * The reference kinds that a charge by the merchant must name under the network's rule and cannot. It is sent
 * without them: the gateway's own id is never used in their place.
 */
export function missingReferences(card: ReferredCard, now: Instant): NetworkReferenceKind[] {
  return isInForce(schemeRules.mastercard_link, now) ? missingKinds(card) : [];
}

/** The reference kinds that a charge by the merchant was sent without: those the card did not have then. */
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
