import { hardReasons } from "./hard-reasons";
import type { ReasonWords } from "./reason-words";
import { requestReasons } from "./request-reasons";
import { softReasons } from "./soft-reasons";

const allReasons = { ...softReasons, ...hardReasons, ...requestReasons };

/** Why an attempt ended as it did; every rule in `decline-codes.ts` names one. */
export type DeclineReason = keyof typeof allReasons;

export const declineReasons: Readonly<Record<DeclineReason, ReasonWords>> = allReasons;
