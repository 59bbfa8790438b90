import { expect, it } from "vitest";
import {
  activated,
  cardUpdated,
  collected,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, forward, type History } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { DAY } from "../value/calendar";
import type { OrderStatus } from "./order";

type Walk = [
  nr: number,
  what: string,
  before: History,
  step: (history: History) => History,
  after: OrderStatus,
];

const byHand = { merchant: { autoRetry: false } };
const weekly = { ...byHand, draft: { interval: { every: 1, unit: "WEEK" } } } as const;
const link = (history: History) => act(history, { kind: "request_link", how: "email" });
const byPhone = (history: History) => paidFirst(history, "soft", sampleCards.visa, "terminal");
const cancel = (history: History) => act(history, { kind: "cancel_order" });
const complete = (history: History) => act(history, { kind: "complete_order" });
const pause = (history: History) => act(history, { kind: "pause_order", resumeAt: null });
const resume = (history: History) => act(history, { kind: "resume_order" });
const replaced = (history: History) => cardUpdated(history, "approved");
const skipRest = (history: History) => {
  const open = history.order.events.filter((event) =>
    ["scheduled", "soft_declined", "hard_declined"].includes(event.status),
  );
  return act(history, { kind: "skip_events", events: open.map((event) => event.number) });
};
/** The declined event is moved to the future, so that nothing is outstanding. */
const moved = (history: History) => {
  const [event] = history.order.events.filter((candidate) => candidate.status === "hard_declined");
  const scheduledAt = history.now + 90 * DAY;
  return act(history, {
    kind: "reschedule_event",
    event: event?.number ?? 0,
    scheduledAt,
    amount: null,
    alsoLater: false,
  });
};

const three = () => activated(instalmentOrder({ parts: 3, ...weekly }));
const monthly = () => activated(subscriptionOrder(byHand));
const metered = () => {
  const start = activated(meteredOrder(byHand));
  return act(start, { kind: "schedule_payment", amount: 5_000, scheduledAt: start.now + DAY, note: "" });
};
const held = () => activated(singleOrder({ preauthorise: true }));
const overpaid = () => {
  const start = collected(three());
  const scheduledAt = start.now + DAY;
  return collected(
    act(start, { kind: "reschedule_event", event: 2, scheduledAt, amount: 25_000, alsoLater: false }),
  );
};
const lastRetry = () => {
  const first = softDeclined(
    activated(subscriptionOrder({ merchant: { endAction: "suspend", autoRetryDays: [1, 2] } })),
  );
  return forward(first, first.now + DAY, "soft");
};

const walks: Walk[] = [
  [2, "the link of a draft is shown", singleOrder(), link, "pending"],
  [2, "the link of a rejected order is mailed", byPhone(singleOrder()), link, "pending"],
  [2, "the link is mailed again", linked(singleOrder()), link, "pending"],
  [3, "a debit of a single order", linked(singleOrder()), (history) => paidFirst(history), "complete"],
  [3, "a debit after a rejected one", byPhone(singleOrder()), (history) => paidFirst(history), "complete"],
  [
    3,
    "a pre-authorisation",
    linked(singleOrder({ preauthorise: true })),
    (history) => paidFirst(history),
    "active",
  ],
  [3, "a deposit", linked(instalmentOrder({ deposit: 1_000 })), (history) => paidFirst(history), "active"],
  [3, "a registration for instalments", linked(instalmentOrder()), (history) => paidFirst(history), "active"],
  [3, "a first period", linked(subscriptionOrder()), (history) => paidFirst(history), "active"],
  [3, "a trial", linked(subscriptionOrder({ trial: 3_000 })), (history) => paidFirst(history), "active"],
  [3, "a metered order's card", linked(meteredOrder()), (history) => paidFirst(history), "active"],
  [4, "declined by phone", singleOrder(), byPhone, "rejected"],
  [4, "declined by phone while the link waits", linked(meteredOrder()), byPhone, "rejected"],
  [5, "declined over the link", linked(singleOrder()), (history) => paidFirst(history, "hard"), "pending"],
  [6, "a draft given up", singleOrder(), cancel, "cancelled"],
  [6, "a link given up", linked(subscriptionOrder()), cancel, "cancelled"],
  [6, "a rejected order given up", byPhone(meteredOrder()), cancel, "cancelled"],
  [7, "an instalment collected", three(), (history) => collected(history), "active"],
  [7, "the last instalment collected", collected(three(), 2), (history) => collected(history), "complete"],
  [
    7,
    "a declined instalment recovered",
    softDeclined(three()),
    (history) => retried(history, 1, "approved"),
    "active",
  ],
  [7, "one instalment more than the value", overpaid(), (history) => collected(history), "review"],
  [7, "a cycle collected", monthly(), (history) => collected(history), "active"],
  [
    7,
    "a failed subscription's next cycle",
    softDeclined(monthly()),
    (history) => collected(history),
    "active",
  ],
  [7, "a metered payment collected", metered(), (history) => collected(history), "active"],
  [7, "a suspended order's card update", hardDeclined(monthly()), replaced, "active"],
  [8, "an instalment soft-declined", three(), (history) => softDeclined(history), "failed"],
  [8, "again", softDeclined(three()), (history) => retried(history, 1, "soft"), "failed"],
  [8, "in review", overpaid(), (history) => softDeclined(history), "failed"],
  [
    8,
    "a suspended order's card update",
    hardDeclined(metered()),
    (history) => cardUpdated(history, "soft"),
    "failed",
  ],
  [9, "an instalment hard-declined", three(), hardDeclined, "suspended"],
  [9, "a retry", softDeclined(monthly()), (history) => retried(history, 1, "hard"), "suspended"],
  [9, "in review", overpaid(), hardDeclined, "suspended"],
  [
    9,
    "a suspended order's card update",
    hardDeclined(three()),
    (history) => cardUpdated(history, "hard"),
    "suspended",
  ],
  [
    10,
    "the last automatic retry",
    lastRetry(),
    (history) => forward(history, history.now + DAY, "soft"),
    "suspended",
  ],
  [11, "nothing outstanding on instalments", moved(hardDeclined(three())), replaced, "active"],
  [11, "nothing outstanding in review", overpaid(), replaced, "review"],
  [11, "nothing outstanding on a subscription", moved(hardDeclined(monthly())), replaced, "active"],
  [12, "an active subscription", monthly(), pause, "paused"],
  [12, "a failed subscription", softDeclined(monthly()), pause, "paused"],
  [13, "resumed as it was: active", pause(monthly()), resume, "active"],
  [13, "resumed as it was: failed", pause(softDeclined(monthly())), resume, "failed"],
  [14, "an active order ended", metered(), complete, "complete"],
  [14, "a failed order ended", softDeclined(three()), complete, "complete"],
  [14, "a suspended order ended", hardDeclined(three()), complete, "complete"],
  [14, "a paused order ended", pause(monthly()), complete, "complete"],
  [14, "an order in review ended", overpaid(), complete, "complete"],
  [15, "captured", held(), (history) => captured(history, 10_000), "complete"],
  [15, "captured in part", held(), (history) => captured(history, 100), "complete"],
  [15, "reversed", held(), reversed, "complete"],
  [16, "the rest skipped, and all paid", collected(three()), skipRest, "complete"],
  [16, "the rest skipped by a suspended order", hardDeclined(collected(three())), skipRest, "complete"],
  [16, "the rest skipped, and too much paid", overpaid(), skipRest, "review"],
];

it.each(walks)("%i: %s", (_nr, _what, before, step, after) => {
  expect(step(before).order.status).toBe(after);
});

it("1: a new order begins as a draft, one over the API waits for its customer", () => {
  expect(singleOrder().order.status).toBe("draft");
  expect(singleOrder({ draft: { origin: "API" } }).order.status).toBe("pending");
});

it("walks every transition", () => {
  expect([...new Set(walks.map(([nr]) => nr))]).toEqual(Array.from({ length: 15 }, (_, i) => i + 2));
});

function captured(history: History, amount: number): History {
  return answered(act(history, { kind: "capture_payment", attempt: 1, amount }), "approved");
}

function reversed(history: History): History {
  return answered(act(history, { kind: "reverse_payment", attempt: 1 }), "approved");
}
