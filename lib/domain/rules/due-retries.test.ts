import { describe, expect, it } from "vitest";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  hardDeclined,
  instalmentOrder,
  linked,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, customer, forward, type History, refusalOf, settled, system, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { RETRY_LIMIT } from "../order/retry";
import { DAY, HOUR } from "../value/calendar";
import { dueAt, nextAttempt, nextTryAt } from "./due";

const reschedule = (history: History, event: number, scheduledAt: number) =>
  act(history, { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false });
const lastAttempt = ({ order }: History) => order.attempts.at(-1);
const windowsIn = (history: History, event: number) =>
  eventIn(history, event).cardFacts.flatMap(({ window }) => window ?? []);
const said = (history: History, since: History) =>
  history.log.slice(since.log.length).map(({ entry }) => entry.kind);

/** Event 1 declined with the first card until its retries are used up, then with another one. */
function wornThenOther(): History {
  let worn = softDeclined(
    activated(instalmentOrder({ parts: 1, merchant: { endAction: "suspend", autoRetryDays: [3] } })),
  );
  for (let i = 0; i < RETRY_LIMIT; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
  return cardUpdated(waited(worn, worn.now + HOUR), "soft");
}

const visaAnew = { ...sampleCards.visa, id: "e".repeat(32) };

describe("an event that falls due while the retries of the card that came back are used up", () => {
  it("loses its planned retries, and the merchant's end of retries follows", () => {
    const other = wornThenOther();
    const planned = other.now + 3 * DAY;
    expect([other.order.status, eventIn(other, 1).plannedRetries]).toEqual(["failed", [planned]]);
    const back = cardEntered(other, 0, visaAnew);
    const after = forward(back, planned);
    expect(said(after, back)).toEqual(["planned_retry_dropped", "status_changed"]);
    const dropped = after.log[back.log.length]?.entry;
    expect(dropped).toMatchObject({ event: 1, remaining: [], why: "all retries are used" });
    expect([after.order.status, eventIn(after, 1).plannedRetries]).toEqual(["suspended", []]);
    expect(after.order.attempts).toEqual(back.order.attempts);
  });

  it("waits for the end of its window where it was given a new date", () => {
    const other = wornThenOther();
    const moved = reschedule(other, 1, other.now + 2 * DAY);
    const back = cardEntered(moved, 0, visaAnew);
    const after = forward(back, moved.now + 2 * DAY);
    const until = windowsIn(after, 1).find(({ retries }) => retries === RETRY_LIMIT)?.endsAt;
    expect(eventIn(after, 1)).toMatchObject({
      status: "scheduled",
      wait: { why: "retry_limit", until, cause: "schedule" },
    });
    expect(nextAttempt(after.order)).toEqual({ at: until, event: 1, isRetry: true });
    expect(lastAttempt(forward(after, until ?? 0))).toMatchObject({ event: 1, cause: "schedule" });
  });
});

describe("a planned retry", () => {
  it("that a limit of the card's scheme is in the way of waits for a place, and stays an automatic retry", () => {
    const failed = softDeclined(activated(instalmentOrder({ parts: 1 }), sampleCards.master));
    const planned = failed.now + 3 * DAY;
    let limited = waited(failed, planned - HOUR);
    for (let i = 0; i < 10; i++) limited = usedElsewhere(limited, sampleCards.master, { declined: true });
    const after = forward(limited, planned);
    const until = planned - HOUR + DAY;
    expect(eventIn(after, 1)).toMatchObject({
      status: "soft_declined",
      wait: { why: "scheme_limit", until, cause: "automatic_retry" },
    });
    const sent = act(waited(after, until), { kind: "run_due" }, system);
    expect(lastAttempt(sent)).toMatchObject({ event: 1, cause: "automatic_retry", startedAt: until });
  });

  it("is no plan of an event that is at the gateway meanwhile", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    const running = act(failed, { kind: "retry_events", events: [1] });
    expect(eventIn(running, 1).plannedRetries).not.toEqual([]);
    expect([nextTryAt(running.order, 1), nextTryAt(failed.order, 1)]).toEqual([null, failed.now + 3 * DAY]);
  });

  it("after a line that was down is a technical retry, and otherwise by its plan", () => {
    const failed = softDeclined(activated(instalmentOrder({ parts: 1 })));
    const down = forward(failed, failed.now + 3 * DAY, "technical");
    expect(lastAttempt(down)).toMatchObject({ cause: "automatic_retry" });
    expect(lastAttempt(forward(down, down.now + HOUR / 4))).toMatchObject({ cause: "technical_retry" });
  });
});

describe("of several that fall due", () => {
  it("the first in time is next, whatever its number, and of two at one time the one with the lower number", () => {
    const live = activated(instalmentOrder({ parts: 3 }));
    const at = live.now + 10 * DAY;
    const last = reschedule(live, 3, at);
    expect(nextAttempt(last.order)).toEqual({ at, event: 3, isRetry: false });
    const both = reschedule(last, 2, at);
    expect(nextAttempt(both.order)).toEqual({ at, event: 2, isRetry: false });
    expect(forward(both, at).order.attempts.map(({ event }) => event)).toEqual([null, 2, 3]);
  });

  it("a retry counts with its own time, and is told apart", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    expect(nextAttempt(failed.order)).toEqual({ at: failed.now + 3 * DAY, event: 1, isRetry: true });
    const waiting = forward(activated(instalmentOrder()), failed.now, "technical");
    expect(nextAttempt(waiting.order)).toEqual({ at: failed.now + HOUR / 4, event: 1, isRetry: true });
  });

  it("there is none where nothing is tried", () => {
    expect(nextAttempt(hardDeclined(activated(instalmentOrder())).order)).toBeNull();
    expect(nextAttempt(instalmentOrder().order)).toBeNull();
  });
});

it("an order whose first payment registered no card has nothing collected by itself", () => {
  const live = settled(checkout(instalmentOrder()), 1, { code: "000.000.000" });
  expect([live.order.status, live.order.cardId, live.order.events.length]).toEqual(["active", null, 12]);
  expect([dueAt(live.order), nextAttempt(live.order)]).toEqual([null, null]);
});

it("a pause without an end is not ended by time", () => {
  const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
  const later = waited(paused, paused.now + 400 * DAY);
  expect(refusalOf(later, { kind: "run_due" }, system)).toEqual({ code: "nothing_due" });
});

it("of two reminders that have come by now, at the very time of the second, one is sent", () => {
  const start = linked(instalmentOrder());
  const late = waited(start, start.now + 4 * DAY);
  const told = forward(late, late.now);
  expect(told.messages.map(({ kind }) => kind)).toEqual(["order_reminder"]);
  expect(dueAt(told.order)).toBe(start.now + 6 * DAY);
});

describe("the next payment of a subscription", () => {
  const announced = (history: History, since: History) =>
    said(history, since).filter((kind) => kind === "renewal_announced").length;

  it("is announced while an earlier one is declined", () => {
    const failed = softDeclined(activated(subscriptionOrder({ merchant: { autoRetry: false } })));
    expect(failed.order.status).toBe("failed");
    expect(dueAt(failed.order)).toBe(eventIn(failed, 2).scheduledAt - 7 * DAY);
    expect(announced(forward(failed, failed.now + 25 * DAY), failed)).toBe(1);
  });

  it("is not announced while the order is Suspended: it is not collected", () => {
    const suspended = hardDeclined(activated(subscriptionOrder()));
    expect(announced(forward(suspended, suspended.now + 25 * DAY), suspended)).toBe(0);
  });
});

describe("the end of a card", () => {
  const soon = { ...sampleCards.visa, expiryMonth: 3, expiryYear: 2026 };
  const noticeAt = Date.UTC(2026, 1, 15, 9);
  const notices = ({ messages }: History) =>
    messages.map(({ kind }) => kind).filter((kind) => kind.startsWith("card_expir"));
  const byHand = { merchant: { autoRetry: false } };
  const start = activated(instalmentOrder(byHand), soon);
  const inReview = () => {
    const dearer = act(start, {
      ...{ kind: "reschedule_event", event: 1, scheduledAt: eventIn(start, 1).scheduledAt },
      ...{ amount: 200_000, alsoLater: false },
    });
    return forward(dearer, eventIn(dearer, 1).scheduledAt);
  };

  it.each([
    ["active", () => collected(start)],
    ["failed", () => softDeclined(start)],
    ["suspended", () => hardDeclined(start)],
    ["review", inReview],
  ] as const)("is told while an order is %s", (status, live) => {
    const before = live();
    expect(before.order.status).toBe(status);
    expect(notices(forward(before, noticeAt - 1))).toEqual([]);
    expect(notices(forward(before, noticeAt, "soft"))).toEqual(["card_expiring"]);
  });

  it("is told once, as what it is, where time went past both notices", () => {
    const late = waited(hardDeclined(start), Date.UTC(2026, 3, 1));
    expect(notices(forward(late, late.now + DAY))).toEqual(["card_expired"]);
  });

  it("is not told of an order that collects nothing more with it", () => {
    const single = activated(singleOrder({ preauthorise: true, draft: { savesCard: true } }), soon);
    expect([single.order.status, dueAt(single.order)]).toEqual(["active", null]);
  });
});

function checkout(history: History): History {
  return act(linked(history), { kind: "open_checkout", purpose: "initial", via: "link" }, customer);
}
