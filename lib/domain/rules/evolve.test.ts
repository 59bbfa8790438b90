import { describe, expect, it, test } from "vitest";
import {
  activated,
  cardUpdated,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, customer, forward, type History, settled, system, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn, shapeOf, windowIn } from "../lived/shape";
import type { Entry } from "../order/order-log";
import { DAY, HOUR } from "../value/calendar";
import { createdOrder, evolve } from "./evolve";

const weekly = { draft: { interval: { every: 1, unit: "WEEK" } } } as const;
const last = ({ order }: History) => order.attempts.at(-1);
const retry = { kind: "retry_events", events: [1] } as const;
const entryIn = <K extends Entry["kind"]>({ log }: History, kind: K) => {
  const found = log.findLast(({ entry }) => entry.kind === kind)?.entry;
  if (!found) throw new Error(`no ${kind}`);
  return found as Extract<Entry, { kind: K }>;
};
/** The order before its last entry of a kind. */
const before = ({ order, log }: History, kind: Entry["kind"]) =>
  log
    .slice(
      1,
      log.findLastIndex(({ entry }) => entry.kind === kind),
    )
    .reduce((state, { entry }) => evolve(state, entry), firstOf({ order, log }));
const firstOf = ({ order, log }: Pick<History, "order" | "log">) => {
  const [first] = log;
  if (!first) throw new Error("the log is empty");
  return createdOrder(first.entry, order.merchant, { wallet: [], cardUses: [] });
};

describe("an order begins once, with its creation", () => {
  const { order, log } = linked(singleOrder());
  const created = firstOf({ order, log });

  it("and with nothing else", () => {
    expect(() => createdOrder({ kind: "note_added", text: "" }, order.merchant, order)).toThrow(
      "an order begins with order_created, not note_added",
    );
    const { merchant: _m, wallet: _w, cardUses: _u, ...own } = created;
    expect(() => evolve(created, { kind: "order_created", order: own })).toThrow("created once");
  });

  it("what only tells something changes nothing", () => {
    for (const entry of [
      { kind: "link_requested", how: "email" },
      { kind: "link_withdrawn", at: 0 },
      { kind: "link_renewed", at: 0 },
      { kind: "consent_recorded", cardId: "c", how: "telephone", agreedAt: 0 },
      { kind: "note_added", text: "Called" },
      { kind: "update_link_sent" },
      { kind: "gateway_asked", attempt: 1 },
    ] as const)
      expect(evolve(order, entry)).toStrictEqual({ ...order, version: order.version + 1 });
  });

  it("a cancelled one keeps since when its link was out, and how often it was reminded", () => {
    const reminded = forward(linked(singleOrder()), order.createdAt + 5 * DAY);
    const { linkRequestedAt, notices } = reminded.order;
    expect(notices.reminders).toBe(2);
    expect(act(reminded, { kind: "cancel_order" }).order).toMatchObject({ linkRequestedAt, notices });
  });
});

describe("planned retries", () => {
  it("go with the status that collects nothing: no retry is planned of a Suspended order", () => {
    const failed = softDeclined(activated(instalmentOrder(weekly)));
    const suspended = forward(failed, eventIn(failed, 2).scheduledAt, (attempt) =>
      attempt.event === 2 ? "hard" : "technical",
    );
    expect([suspended.order.status, eventIn(failed, 1).plannedRetries.length]).toEqual(["suspended", 3]);
    expect(eventIn(suspended, 1)).toMatchObject({ status: "soft_declined", plannedRetries: [] });
  });

  it("go with the end of the order, also those of a payment that is at the gateway", () => {
    const running = act(softDeclined(activated(instalmentOrder())), retry);
    expect(eventIn(running, 1).plannedRetries).toHaveLength(3);
    const ended = act(running, { kind: "complete_order" });
    expect(eventIn(ended, 1)).toMatchObject({ status: "processing", plannedRetries: [] });
  });

  it("are used up as they start; one by hand leaves them", () => {
    const failed = softDeclined(activated(instalmentOrder({ parts: 1 })));
    const [third, seventh, fourteenth] = eventIn(failed, 1).plannedRetries;
    const started = forward(failed, third ?? 0, "silence");
    expect([last(started)?.cause, last(started)?.startedAt]).toEqual(["automatic_retry", third]);
    expect(eventIn(started, 1).plannedRetries).toEqual([seventh, fourteenth]);
    expect(eventIn(act(failed, retry), 1).plannedRetries).toEqual([third, seventh, fourteenth]);
  });

  it("go with an event that is skipped or merged", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    const skipped = act(failed, { kind: "skip_events", events: [1] });
    const merge = { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null } as const;
    for (const after of [skipped, act(failed, merge)]) expect(eventIn(after, 1).plannedRetries).toEqual([]);
  });
});

/** Event 1 is at the gateway. */
const sent = (history: History) =>
  act(waited(history, eventIn(history, 1).scheduledAt), { kind: "run_due" }, system);

describe("a payment that came to nothing", () => {
  it.each(["not_found", "not_sent"] as const)("has no verdict when it was %s", (word) => {
    const after = answered(sent(activated(instalmentOrder())), word);
    expect(last(after)).toMatchObject({ state: "abandoned", outcome: null });
    expect(eventIn(after, 1)).toMatchObject({ status: "scheduled", technicalFailures: 0 });
  });

  it("has none when its page was left, and the gateway's word where there is one", () => {
    const open = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
    expect(last(settled(act(linked(singleOrder()), open, customer), 1, "expired"))).toMatchObject({
      state: "abandoned",
      outcome: null,
    });
    const down = answered(sent(activated(instalmentOrder())), "technical");
    expect(last(down)).toMatchObject({ state: "abandoned", outcome: "technical" });
    expect(eventIn(down, 1).technicalFailures).toBe(1);
  });

  it("leaves its event Cancelled where the order was completed meanwhile", () => {
    const ended = act(sent(activated(instalmentOrder({ parts: 2 }))), { kind: "complete_order" });
    expect([ended.order.status, shapeOf(ended)]).toEqual(["complete", "PX"]);
    expect(shapeOf(answered(ended, "not_found"))).toBe("XX");
  });
});

describe("a report that staff close", () => {
  const other = { code: "000.000.000", amount: 9_900, booking: 7 };
  const reason = "Given back by the bank";
  const contested = (history: History) => answered(sent(history), other);
  const closed = (history: History, attempt = 2) =>
    act(history, { kind: "close_report", attempt, report: 0, reason });

  it("holds its event back until somebody sends it", () => {
    const after = closed(contested(activated(instalmentOrder())));
    expect(last(after)).toMatchObject({ state: "abandoned", settledAt: after.now });
    expect(last(after)?.reports).toMatchObject([{ state: "closed", reason }]);
    expect(eventIn(after, 1)).toMatchObject({ status: "scheduled", held: true });
  });

  it("leaves its event Cancelled where the order was completed meanwhile", () => {
    const ended = act(contested(activated(instalmentOrder({ parts: 2 }))), { kind: "complete_order" });
    expect([shapeOf(ended), shapeOf(closed(ended))]).toEqual(["PX", "XX"]);
  });

  it("ends a checkout that it was about, and leaves a payment with a result what it is", () => {
    const open = act(linked(singleOrder()), { kind: "open_checkout", purpose: "initial", via: "link" });
    const odd = settled(open, 1, other);
    expect(last(closed(odd, 1))?.state).toBe("abandoned");
    const paid = answered(sent(activated(instalmentOrder())), "approved");
    const more = settled(paid, 2, { ...other, amount: 1 });
    expect(last(more)?.reports).toMatchObject([{ state: "open", reason: "" }]);
    const after = closed(more);
    expect([last(after)?.state, shapeOf(after).at(0)]).toEqual(["approved", "C"]);
  });
});

it("a checkout whose report staff close ends, also while another payment waits for its result", () => {
  const open = { kind: "open_checkout", purpose: "initial" } as const;
  const both = act(act(linked(singleOrder()), { ...open, via: "link" }), { ...open, via: "terminal" });
  const waits = settled(both, 1, "pending");
  const odd = settled(waits, 2, { code: "000.000.000", amount: 9_900, booking: 7 });
  expect(odd.order.attempts.map(({ state }) => state)).toEqual(["unknown", "prepared"]);
  const closed = act(odd, { kind: "close_report", attempt: 2, report: 0, reason: "Given back" });
  expect(closed.order.attempts.map(({ state }) => state)).toEqual(["unknown", "abandoned"]);
});

describe("an approved payment", () => {
  it("is a retry of its card inside its window, and none after it", () => {
    const failed = softDeclined(activated(instalmentOrder({ parts: 1, merchant: { autoRetry: false } })));
    const { endsAt = 0 } = windowIn(failed, 1) ?? {};
    expect(windowIn(retried(waited(failed, endsAt - 1), 1, "approved"), 1)?.retries).toBe(1);
    const sent = act(waited(failed, endsAt - 1), retry);
    expect(windowIn(answered(waited(sent, endsAt), "approved"), 1)?.retries).toBe(0);
  });

  it("of another card is no retry of the one that was declined", () => {
    const failed = softDeclined(activated(instalmentOrder()));
    const paid = cardUpdated(failed, "approved");
    expect(eventIn(paid, 1).cardFacts.map(({ window }) => window?.retries)).toEqual([0]);
  });

  it("whose entry names no card was one with the card that was declined last", () => {
    const paid = retried(softDeclined(activated(instalmentOrder())), 1, "approved");
    const { card: _, ...older } = entryIn(paid, "payment_approved");
    const order = evolve(before(paid, "payment_approved"), older);
    expect(order.events[0]?.cardFacts).toEqual(eventIn(paid, 1).cardFacts);
    expect(order.events[0]?.cardFacts[0]?.window?.retries).toBe(1);
  });

  it("twice is one payment and a duplicate that was approved too", () => {
    const start = linked(singleOrder());
    const both = act(act(start, { kind: "open_checkout", purpose: "initial", via: "link" }), {
      ...{ kind: "open_checkout", purpose: "initial", via: "terminal" },
    });
    const twice = settled(settled(both, 1, "approved"), 2, "approved");
    expect(twice.order.attempts.map(({ state, outcome }) => [state, outcome])).toEqual([
      ["approved", "approved"],
      ["duplicate", "approved"],
    ]);
  });

  it("that only checks a card after the first does not change what the order came over", () => {
    const start = linked(meteredOrder());
    const both = act(act(start, { kind: "open_checkout", purpose: "initial", via: "link" }), {
      ...{ kind: "open_checkout", purpose: "initial", via: "terminal" },
    });
    const checked = (history: History, number: number, id: string) =>
      settled(history, number, { code: "000.000.000", registrationId: id.repeat(32) });
    const first = checked(both, 1, "a");
    const second = checked(first, 2, "b");
    expect([first.order.channel, second.order.channel]).toEqual(["ECOM", "ECOM"]);
  });
});

test("an event that a scheme forbids counts as declined, and its card stays barred from it", () => {
  const live = activated(subscriptionOrder(), sampleCards.master);
  const banned = usedElsewhere(waited(live, live.now + 29 * DAY), sampleCards.master, {
    declined: true,
    merchantAdviceCode: "03",
  });
  const after = forward(banned, eventIn(banned, 1).scheduledAt);
  expect(eventIn(after, 1)).toMatchObject({
    status: "hard_declined",
    wasDeclined: true,
    cardFacts: [{ barred: true, window: null }],
  });
  expect(shapeOf(cardUpdated(after, "approved")).at(0)).toBe("R");
});

describe("entries of before are read as they were meant", () => {
  it("a report that nobody was to look at leaves the payment as it is", () => {
    const paid = paidFirst(linked(singleOrder()));
    const answer = last(paid)?.answer;
    if (!answer) throw new Error("it was paid");
    const older = { kind: "contradiction_reported", attempt: 1, answer, why: "" } as const;
    expect(evolve(paid.order, older).attempts).toEqual(paid.order.attempts);
    const at = paid.now + HOUR;
    const [attempt] = evolve(paid.order, { ...older, at, booked: true }).attempts;
    expect(attempt?.reports).toEqual([{ answer, why: "", at, state: "booked", reason: "" }]);
  });

  it("a pause that dropped nothing by name leaves what waits", () => {
    const live = softDeclined(activated(subscriptionOrder()));
    const wait = { until: live.now + DAY, why: "advice", cause: "automatic_retry" } as const;
    const waiting = evolve(live.order, { kind: "charge_postponed", event: 1, wait, why: "" });
    const paused = { kind: "order_paused", at: live.now, resumeAt: null, from: "failed" } as const;
    expect(evolve(waiting, paused).events[0]?.wait).toEqual(wait);
    expect(evolve(waiting, { ...paused, dropped: [1] }).events[0]?.wait).toBeNull();
  });
});
