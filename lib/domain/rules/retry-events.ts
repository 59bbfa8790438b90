import { oldestFirst } from "../order/balance";
import { type BillingEvent, isDeclined, isOpen } from "../order/billing-event";
import { currentFingerprint } from "../order/card";
import type { Order } from "../order/order";
import type { Refusal } from "../order/refusal";
import { retryBudget } from "../order/retry";
import type { Instant } from "../value/calendar";
import { numbersField, staffRule } from "./command-rule";
import { chooseEvents, sumOfEvents } from "./manage-events";
import { anyEvent } from "./sample";
import { obstacleToCharge, startEvent } from "./start-payment";

/** Retries soft-declined events with the order's card, oldest first, one at a time. */
export const retryEvents = staffRule({
  fields: { events: numbersField },
  row: "retry_events",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const chosen = chooseEvents(changes.order, command.events, (event) =>
      whyNotRetried(changes.order, event, now),
    );
    if ("refusal" in chosen) return chosen.refusal;
    const [first, ...later] = oldestFirst(chosen.events);
    if (!first) return { code: "no_event_chosen" };
    if (later.length)
      changes.add({ kind: "retries_requested", events: [first, ...later].map((event) => event.number) });
    startEvent(changes, first.number, { cause: "retry", actor }, now);
    return null;
  },
  sample: {
    early: 0,
    late: 3,
    ask: ({ order }, { a, b }) => {
      const declined = order.events.filter((event) => event.status === "soft_declined");
      return { events: b % 3 ? declined.map((event) => event.number) : [anyEvent(order, a)] };
    },
  },
  staff: {
    ...{ permission: "billing", act: "Retry", working: "Asking the bank", leadsTo: "payments" },
    bulk: {
      item: "Retry soft-declined payments",
      of: (order, now) => {
        const soft = order.events.filter(({ status }) => status === "soft_declined");
        const allowed = soft.filter((event) => whyNotRetried(order, event, now) === null);
        // Where none is allowed all that were declined are asked for, so that the refusal says why.
        const asked = allowed.length > 0 ? allowed : order.events.filter(isDeclined);
        return asked.length > 0 ? { events: oldestFirst(asked).map(({ number }) => number) } : null;
      },
      sum: (order, { events }) => sumOfEvents(order, events),
    },
  },
});

export function whyNotRetried(order: Order, event: BillingEvent, now: Instant): Refusal | null {
  if (event.status === "hard_declined")
    return { code: "hard_declined", needs: isOpenToCard(order, event, now) ? "new_date" : "another_card" };
  if (!isOpen(event)) return { code: "event_not_open" };
  if (event.status !== "soft_declined") return { code: "not_soft_declined" };
  const { timeZone } = order.merchant;
  const obstacle = obstacleToCharge(order, event, now);
  if (obstacle) return obstacle;
  const { state, endsAt } = retryBudget(event, currentFingerprint(order), now);
  return state === "over" && endsAt !== null
    ? { code: "retry_window_over", endedAt: endsAt, timeZone }
    : null;
}

/** It was declined with a former card, or a ban has ended since, so the order's card may be charged for it. */
function isOpenToCard(order: Order, event: BillingEvent, now: Instant): boolean {
  const obstacle = obstacleToCharge(order, event, now);
  return !obstacle || !needsAnotherCard.has(obstacle.code);
}

const needsAnotherCard: ReadonlySet<Refusal["code"]> = new Set<Refusal["code"]>([
  "no_card",
  "card_not_usable",
  "card_banned",
  "card_barred",
]);
