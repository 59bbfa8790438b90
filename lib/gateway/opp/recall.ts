import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import type { Attempt } from "@/lib/domain/order/order";
import type { Entry } from "@/lib/domain/order/order-log";
import { typeOf } from "./record-types";

/**
 * What was kept of this gateway while the product spoke its protocol throughout: entries of the log are never rewritten.
 * What was kept since then is returned as it is.
 */
export function recallAnswer(kept: GatewayAnswer): GatewayAnswer {
  if (!("ndc" in kept)) return kept;
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
  const entry = "answer" in kept && kept.answer ? { ...kept, answer: recallAnswer(kept.answer) } : kept;
  return "attempt" in entry && typeof entry.attempt === "object"
    ? ({ ...entry, attempt: recallAttempt(entry.attempt) } as Entry)
    : entry;
}

function recallAttempt(kept: Attempt): Attempt {
  const answer = kept.answer && recallAnswer(kept.answer);
  if (!("entityId" in kept)) return { ...kept, answer };
  const { entityId, ...own } = kept as Attempt & { entityId: string };
  return { ...own, answer, account: entityId, type: typeOf(kept.type) as Attempt["type"] };
}

type OlderAnswer = { entityId?: string | null; ndc: string | null };
