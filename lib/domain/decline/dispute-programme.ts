import type { Scheme } from "./scheme";
import { isInForce, type SchemeRule, schemeRules } from "./scheme-rules";

/**
 * How far a month's disputes are from where a scheme's monitoring programme begins: both its number and its share must
 * be reached. Null for a scheme without a published one.
 */
export function disputeLevel(
  { scheme, disputes, payments }: { scheme: Scheme | "other"; disputes: number; payments: number },
  now: number,
): DisputeLevel | null {
  const limit = programmes.find((one) => one.scheme === scheme && isInForce(one.rule, now));
  if (!limit) return null;
  const share = payments > 0 ? (10_000 * disputes) / payments : 0;
  const isReached = (part: number) => disputes >= limit.disputes * part && share >= limit.basisPoints * part;
  const isOver = isReached(1);
  return { isOver, isNear: !isOver && isReached(NEAR), limit };
}

export type DisputeLevel = {
  isOver: boolean;
  isNear: boolean;
  limit: { disputes: number; basisPoints: number };
};

/** Of the limit: from here on it is said to be close. */
const NEAR = 0.65;

const programmes: readonly { scheme: Scheme; rule: SchemeRule; disputes: number; basisPoints: number }[] = [
  { scheme: "visa", rule: schemeRules.visa_disputes, disputes: 1_500, basisPoints: 150 },
];
