import type { BillingEvent } from "../order/billing-event";
import type { Cause } from "../order/cause";
import type { Order } from "../order/order";
import type { Instant } from "../value/calendar";

/**
 * What became of the payments that were missed, as far as a change touched them: kept with the order for the dashboard
 * and its reports. `before` is null for an order that is told as a whole. The same change of an event is told once.
 */
export function changedRecoveries(before: Order | null, after: Order, now: Instant): Recovery[] {
  const known = new Map(before?.events.map((event) => [event.number, event]));
  return after.events.flatMap((event) => {
    const was = known.get(event.number);
    if (was === event || !isMissed(event)) return [];
    const stays = was && isMissed(was) && was.amount === event.amount && endOf(was) === endOf(event);
    return stays ? [] : [recoveryOf(after, event, now)];
  });
}

/** A payment that was declined, or that only another card collected. Minor units of the order's currency. */
export type Recovery = {
  event: number;
  amount: number;
  /** Its first decline; its date, where it was never tried before it was collected. */
  missedAt: Instant;
  /** Why it was declined, in the words for staff; null: it was never tried. */
  reason: string | null;
  endedAt: Instant | null;
  end: RecoveryEnd | null;
  /** Of the attempt that collected it. */
  cause: Cause | null;
  /** How often it was sent. */
  tries: number;
};

/** `merged`: it is part of another payment, which is counted in its place. */
export const recoveryEnds = ["recovered", "skipped", "cancelled", "merged"] as const;
export type RecoveryEnd = (typeof recoveryEnds)[number];

function isMissed(event: BillingEvent): boolean {
  return event.wasDeclined || event.status === "recovered";
}

function endOf({ status }: BillingEvent): RecoveryEnd | null {
  return recoveryEnds.find((end) => end === status) ?? null;
}

function recoveryOf(order: Order, event: BillingEvent, now: Instant): Recovery {
  const end = endOf(event);
  const collecting =
    end === "recovered"
      ? order.attempts.find(({ event: of, state }) => of === event.number && state === "approved")
      : null;
  return {
    event: event.number,
    amount: event.amount,
    missedAt: firstDeclinedAt(order, event) ?? (event.wasDeclined ? now : event.scheduledAt),
    reason: reasonOf(order, event),
    endedAt: end && (end === "recovered" ? (event.executedAt ?? now) : now),
    end,
    cause: collecting?.cause ?? null,
    tries: event.attempts,
  };
}

/** Of it, or of the payments that were merged into it. */
function firstDeclinedAt(order: Order, event: BillingEvent): Instant | null {
  const own = order.attempts.flatMap(({ event: of, state, settledAt }) =>
    of === event.number && state === "declined" && settledAt !== null ? [settledAt] : [],
  );
  const ofParts = partsOf(order, event).flatMap((part) => firstDeclinedAt(order, part) ?? []);
  const all = [...own, ...ofParts];
  return all.length > 0 ? Math.min(...all) : null;
}

function reasonOf(order: Order, event: BillingEvent): string | null {
  if (event.decline) return event.decline.reason;
  return partsOf(order, event).find(({ decline }) => decline)?.decline?.reason ?? null;
}

function partsOf(order: Order, event: BillingEvent): BillingEvent[] {
  return order.events.filter(({ mergedInto }) => mergedInto === event.number);
}
