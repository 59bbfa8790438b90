import type { Order } from "../order/order";
import type { Instant } from "../value/calendar";
import { optionalInstant, staffRule } from "./rule";
import { anyTime } from "./sample";
import type { Unfolding } from "./unfold";

/** Stops a subscription for a time. Declined events and their windows stay, but nothing is planned for them any more. */
export const pauseOrder = staffRule({
  fields: { resumeAt: optionalInstant },
  row: "pause_order",
  decide(u, { resumeAt }, _actor, now) {
    if (resumeAt !== null && resumeAt <= now) return { code: "resume_not_ahead" };
    const from = u.order.status === "failed" ? "failed" : "active";
    u.move("pause_order");
    addPause(u, resumeAt, from, now);
    return null;
  },
  sample: {
    early: 0,
    late: 3,
    ask: (at, { a, b }) => ({ resumeAt: a % 2 ? null : anyTime(at, b) }),
  },
  staff: {
    ...{ permission: "orders", act: "Pause", working: "Saving" },
    menu: [
      {
        in: "actions",
        item: "Pause",
        popUp: "pause",
        types: ["subscription"],
        as: () => ({ resumeAt: null }),
      },
    ],
  },
});

/** Pauses an order of any recurring type after its last automatic retry, until what it owes is paid. */
export function pauseOwing(u: Unfolding, now: Instant): void {
  u.move("retries_exhausted_pause");
  addPause(u, null, "owing", now);
}

function addPause(u: Unfolding, resumeAt: Instant | null, from: Order["pausedFrom"] & string, now: Instant) {
  const waiting = u.order.events.filter((event) => event.status === "soft_declined" && event.wait !== null);
  u.add({ kind: "order_paused", at: now, resumeAt, from, dropped: waiting.map((event) => event.number) });
}
