import type { Outcome } from "@/lib/domain/decline/decline-codes";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import type { Attempt } from "@/lib/domain/order/order";
import type { Entry } from "@/lib/domain/order/order-log";
import { judged } from "./classify";
import { typeOf } from "./record-types";

/**
 * What was kept of this gateway while the product spoke its protocol throughout: entries of the log are never rewritten.
 * What was kept since then is returned as it is.
 */
export function recallAnswer(kept: GatewayAnswer, outcome: Outcome | null): GatewayAnswer {
  if (!("ndc" in kept)) return kept;
  // A test approval was one in the sandbox alone: what became of it says in which mode it was heard.
  return judged(inOurWords(kept), outcome === "approved" ? "sandbox" : "live");
}

function inOurWords(kept: GatewayAnswer): Omit<GatewayAnswer, "verdict"> {
  const { entityId, ndc, type, unreadable, ...same } = kept as GatewayAnswer & OlderAnswer;
  const { entityId: unreadableEntity, ...rest } = (unreadable ?? {}) as Record<string, string>;
  return {
    ...same,
    type: typeOf(type),
    typeCode: type,
    own: ndc ? { ndc } : {},
    ...(entityId === undefined ? {} : { account: entityId }),
    ...(unreadable
      ? { unreadable: { ...rest, ...(unreadableEntity === undefined ? {} : { account: unreadableEntity }) } }
      : {}),
  };
}

/** An entry of an order's log. */
export function recallEntry(kept: Entry): Entry {
  const entry =
    "answer" in kept && kept.answer
      ? { ...kept, answer: recallAnswer(kept.answer, outcomes[kept.kind] ?? null) }
      : kept;
  return "attempt" in entry && typeof entry.attempt === "object"
    ? ({ ...entry, attempt: recallAttempt(entry.attempt) } as Entry)
    : entry;
}

function recallAttempt(kept: Attempt): Attempt {
  const answer = kept.answer && recallAnswer(kept.answer, kept.outcome);
  if (!("entityId" in kept)) return { ...kept, answer };
  const { entityId, ...own } = kept as Attempt & { entityId: string };
  return { ...own, answer, account: entityId, type: typeOf(kept.type) as Attempt["type"] };
}

const outcomes: Partial<Record<Entry["kind"], Outcome>> = {
  payment_approved: "approved",
  duplicate_booked: "approved",
};

type OlderAnswer = { entityId?: string | null; ndc: string | null };
