import type { DeclineGroup, DeclineStep, RecoveryCell } from "./cell";

/**
 * The share of failed payments that come in within four weeks, where a merchant's own history says nothing yet. Sources
 * and what was made of them: `docs/decisions.md`.
 */
export function publishedRate({ group, step }: RecoveryCell): number {
  return afterFirst[group] * stillLikely[step];
}

const afterFirst: Readonly<Record<DeclineGroup, number>> = {
  funds: 0.6,
  limit: 0.5,
  unexplained: 0.42,
  technical: 0.6,
  customer: 0.35,
  card: 0.4,
  stopped: 0.2,
};

/** Beside the first attempt: what has failed several times fails more often, and nine of ten come in early. */
const stillLikely: Readonly<Record<DeclineStep, number>> = {
  "1": 1,
  "2": 0.7,
  "3": 0.5,
  "4": 0.35,
  old: 0.1,
};

/** How far merchants differ from it all together: the standard deviation of the log odds. */
export const MERCHANTS_DIFFER = 0.6;

/** How many payments of its own weigh as much as the published rate of one cell. */
export const WEIGHS_AS_PAYMENTS = 12;
