import type { Order } from "../order/order";
import type { Instant } from "../value/calendar";
import type { Changeset } from "./changeset";
import { optionalInstantField, staffRule } from "./command-rule";
import { anyTime } from "./sample";

/** Pauses a subscription. Declined events keep their retry windows, but nothing is planned for them any more. */
export const pauseOrder = staffRule({
  fields: { resumeAt: optionalInstantField },
  row: "pause_order",
  decide(changes, { resumeAt }, _actor, now) {
    if (resumeAt !== null && resumeAt <= now) return { code: "resume_not_ahead" };
    const from = changes.order.status === "failed" ? "failed" : "active";
    changes.move("pause_order");
    addPause(changes, resumeAt, from, now);
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

/** Pauses an order of any recurring type after its last automatic retry, until what is owed is paid. */
export function pauseOwing(changes: Changeset, now: Instant): void {
  changes.move("retries_exhausted_pause");
  addPause(changes, null, "owing", now);
}

function addPause(
  changes: Changeset,
  resumeAt: Instant | null,
  from: Order["pausedFrom"] & string,
  now: Instant,
) {
  const waiting = changes.order.events.filter(
    (event) => event.status === "soft_declined" && event.wait !== null,
  );
  changes.add({
    kind: "order_paused",
    at: now,
    resumeAt,
    from,
    dropped: waiting.map((event) => event.number),
  });
}
