import { TRIED_AGAIN_WITHIN } from "../value/timetable";
import type { Attempt, Order } from "./order";

/**
 * The payment that staff sent shortly before this one for the same event and with the same card, or of the same sum
 * outside the schedule. Null: nobody did. What nobody pressed for, and what never reached the bank, does not count.
 */
export function triedJustBefore(order: Order, attempt: Attempt): Attempt | null {
  const earliest = attempt.startedAt - TRIED_AGAIN_WITHIN;
  const others = order.attempts.filter(({ number }) => number < attempt.number);
  return isByStaff(attempt)
    ? (others.findLast(
        (one) =>
          isByStaff(one) &&
          one.state !== "abandoned" &&
          one.startedAt > earliest &&
          one.cardId === attempt.cardId &&
          (attempt.event === null
            ? one.event === null && one.cause === attempt.cause && one.amount === attempt.amount
            : one.event === attempt.event),
      ) ?? null)
    : null;
}

function isByStaff({ actor, type, purpose }: Attempt): boolean {
  return actor.kind === "user" && (type === "debit" || type === "authorisation") && purpose !== "initial";
}
