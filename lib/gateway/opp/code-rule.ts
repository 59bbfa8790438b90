import type { OutcomeRule } from "@/lib/domain/decline/decline-codes";

/** Of a result code. `review`: to be looked at by hand. `live` replaces the rule in live mode. */
export type CodeRule = OutcomeRule & { review?: true; live?: OutcomeRule };
