import { hardReasons } from "./hard-reasons";
import type { ReasonWords } from "./reason-words";
import { requestReasons } from "./request-reasons";
import { softReasons } from "./soft-reasons";

const words = { ...softReasons, ...hardReasons, ...requestReasons };

/** Why an attempt ended as it did; every rule in `decline-codes.ts` names one. */
export type Reason = keyof typeof words;

export const reasons: Readonly<Record<Reason, ReasonWords>> = words;
