import { describe, expect, it } from "vitest";
import {
  activated,
  collected,
  hardDeclined,
  instalmentOrder,
  meteredOrder,
  overdue,
  retried,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, forward, type History, refusalOf, waited } from "../lived/history";
import { eventIn, shapeOf, windowIn } from "../lived/shape";
import { totalToBePaid } from "../order/balance";
import { explainRefusal } from "../order/refusal";
import { DAY, HOUR } from "../value/calendar";
import { LARGEST_AMOUNT } from "../value/money";
import type { Command } from "./command";
import { defaultMergeTime } from "./merge-events";

const byHand = { merchant: { autoRetry: false } };
const codeOf = (history: History, command: Command) => refusalOf(history, command)?.code;

function reschedule(
  history: History,
  event: number,
  part: { days?: number; amount?: number; alsoLater?: boolean },
) {
  const { days = 1, amount = null, alsoLater = false } = part;
  const scheduledAt = history.now + days * DAY;
  return { kind: "reschedule_event", event, scheduledAt, amount, alsoLater } as const;
}

describe("reschedule", () => {
  const failed = softDeclined(collected(activated(instalmentOrder(byHand))));

  it("gives a declined event a new time and leaves the order Failed", () => {
    const after = act(failed, reschedule(failed, 2, {}));
    expect([after.order.status, shapeOf(after), after.order.total]).toEqual([
      "failed",
      "CFFFFFFFFFFF",
      120_000,
    ]);
    const paid = forward(after, after.now + DAY);
    expect([paid.order.status, shapeOf(paid)]).toEqual(["active", "CRFFFFFFFFFF"]);
  });

  it.each<[string, Command]>([
    ["date_not_ahead", reschedule(failed, 2, { days: 0 })],
    ["date_too_far", reschedule(failed, 2, { days: 4_000 })],
    ["amount_not_positive", reschedule(failed, 2, { amount: 0 })],
    ["amount_not_positive", reschedule(failed, 2, { amount: 0.5 })],
    ["amount_too_large", reschedule(failed, 2, { amount: LARGEST_AMOUNT + 1 })],
    ["unknown_event", reschedule(failed, 99, {})],
    ["event_not_open", reschedule(failed, 1, {})],
    ["not_next_cycle", reschedule(failed, 2, { alsoLater: true })],
  ])("is refused: %s", (code, command) => {
    expect(codeOf(failed, command)).toBe(code);
  });

  it("has no later cycles to change where an order has no cycle", () => {
    const live = activated(meteredOrder());
    const charge = { kind: "schedule_payment", amount: 100, note: "" } as const;
    const planned = act(live, { ...charge, scheduledAt: live.now + DAY });
    expect(codeOf(planned, reschedule(planned, 1, { alsoLater: true }))).toBe("not_next_cycle");
  });

  it("changes the price of a subscription's later payments when asked to", () => {
    const start = activated(subscriptionOrder());
    const dearer = act(start, reschedule(start, 1, { days: 40, amount: 3_500, alsoLater: true }));
    const after = collected(dearer, 2);
    expect(after.order.events.map((event) => event.amount)).toEqual([3_500, 3_500, 3_500]);
    const once = act(start, reschedule(start, 1, { days: 40, amount: 3_500 }));
    expect(collected(once, 2).order.events.map((event) => event.amount)).toEqual([3_500, 3_000, 3_000]);
  });
});

describe("skip", () => {
  it("takes events out of an instalment order's value", () => {
    const start = activated(instalmentOrder({ parts: 3, deposit: 5_000 }));
    const after = act(start, { kind: "skip_events", events: [1, 3] });
    expect([after.order.status, after.order.total, shapeOf(after)]).toEqual(["active", 15_000, "KFK"]);
  });

  it("of everything that is open settles what was collected", () => {
    const short = collected(activated(instalmentOrder({ parts: 3 })));
    const dear = act(short, reschedule(short, 2, { amount: 4_000 }));
    expect(act(dear, { kind: "skip_events", events: [2, 3] }).order.status).toBe("review");
    expect(act(short, { kind: "skip_events", events: [2, 3] }).order.status).toBe("complete");
  });

  it("of one declined event leaves the order Failed while anything is open", () => {
    const failed = softDeclined(activated(instalmentOrder({ ...byHand, parts: 2 })));
    const after = act(failed, { kind: "skip_events", events: [1] });
    expect([after.order.status, shapeOf(after)]).toEqual(["failed", "KF"]);
  });

  it("of a subscription's next payment leaves the one after it", () => {
    const start = activated(subscriptionOrder());
    const after = act(start, { kind: "skip_events", events: [1] });
    expect(shapeOf(after)).toBe("KF");
    expect(eventIn(after, 2).scheduledAt).toBe(Date.UTC(2026, 2, 1, 9));
    expect(after.order.total).toBe(start.order.total);
  });
});

describe("merge", () => {
  const failed = retried(softDeclined(collected(activated(instalmentOrder(byHand))), 2), 3, "soft");

  it("takes the latest date of its parts, tomorrow at the earliest, and their highest count", () => {
    const merge: Command = { kind: "merge_events", events: [2, 3], scheduledAt: null, amount: null };
    const after = act(failed, merge);
    expect(after.log.at(-1)?.entry).toMatchObject({ kind: "events_merged", events: [2, 3], why: "staff" });
    const merged = eventIn(after, 13);
    expect(merged).toMatchObject({
      amount: 20_000,
      scheduledAt: failed.now + DAY,
      wasDeclined: true,
      cycle: null,
    });
    expect(windowIn(after, 13)).toMatchObject({ retries: 1, endsAt: windowIn(failed, 3)?.endsAt });
    const ahead = act(failed, { ...merge, events: [2, 5] });
    expect(eventIn(ahead, 13).scheduledAt).toBe(eventIn(failed, 5).scheduledAt);
  });

  it("may be worth what staff say", () => {
    const merge: Command = { kind: "merge_events", events: [2, 3], scheduledAt: null, amount: 15_000 };
    expect(eventIn(act(failed, merge), 13).amount).toBe(15_000);
    const huge = act(failed, reschedule(failed, 2, { amount: LARGEST_AMOUNT }));
    expect(codeOf(huge, { ...merge, amount: null })).toBe("amount_too_large");
  });

  it("says of each event that cannot take part why not", () => {
    const refusal = refusalOf(failed, {
      kind: "merge_events",
      events: [1, 2, 3],
      scheduledAt: null,
      amount: null,
    });
    expect(refusal && explainRefusal(refusal)).toBe(
      "SPID 501: It is no longer open: it was collected, skipped, merged or cancelled.",
    );
    expect(codeOf(failed, { kind: "merge_events", events: [2, 2], scheduledAt: null, amount: null })).toBe(
      "choose_more_to_merge",
    );
    expect(codeOf(failed, { kind: "merge_events", events: [], scheduledAt: null, amount: null })).toBe(
      "no_event_chosen",
    );
    expect(
      codeOf(failed, { kind: "merge_events", events: [2, 3, 99], scheduledAt: null, amount: null }),
    ).toBe("unknown_event");
  });

  it("of hard-declined and overdue events is Recovered once it is paid", () => {
    const before = overdue(hardDeclined(activated(instalmentOrder(byHand))));
    const merged = act(before, { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null });
    expect([merged.order.status, shapeOf(merged)]).toEqual(["suspended", "MMFFFFFFFFFFF"]);
    expect(eventIn(merged, 13).cardFacts).toMatchObject([{ barred: true }]);
  });

  it("of a subscription's next payment leaves the one after it", () => {
    const before = softDeclined(activated(subscriptionOrder(byHand)));
    expect(shapeOf(before)).toBe("SF");
    const after = act(before, { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null });
    expect(shapeOf(after)).toBe("MMFF");
    expect(eventIn(after, 4)).toMatchObject({
      amount: 3_000,
      scheduledAt: Date.UTC(2026, 3, 1, 9),
      cycle: 3,
    });
  });
});

it("proposes the order's own time of day, from tomorrow on, for a merge, a move and a new payment", () => {
  const history = softDeclined(collected(activated(instalmentOrder(byHand))), 2);
  const now = history.now + 3 * HOUR + 17 * 60_000;
  const timeOfDay = (at: number) => at % DAY;
  const [first, second] = history.order.events;
  if (!first || !second) throw new Error("no events");
  for (const events of [[first], [first, second], []]) {
    const proposed = defaultMergeTime(history.order, events, now);
    expect(timeOfDay(proposed)).toBe(timeOfDay(second.scheduledAt));
    expect(proposed).toBeGreaterThan(now);
    for (const event of events) expect(proposed).toBeGreaterThanOrEqual(event.scheduledAt);
  }
});

describe("execute now", () => {
  it("collects ahead of time and does not move a subscription's dates", () => {
    const start = activated(subscriptionOrder());
    const early = waited(start, start.now + 10 * DAY);
    const after = answered(act(early, { kind: "execute_event", event: 1 }), "approved");
    expect(shapeOf(after)).toBe("CF");
    expect(eventIn(after, 2).scheduledAt).toBe(Date.UTC(2026, 2, 1, 9));
  });

  it("is for scheduled events only", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    expect(codeOf(failed, { kind: "execute_event", event: 1 })).toBe("not_scheduled");
    expect(codeOf(failed, { kind: "execute_event", event: 99 })).toBe("unknown_event");
    const skipped = act(failed, { kind: "skip_events", events: [2] });
    expect(codeOf(skipped, { kind: "execute_event", event: 2 })).toBe("event_not_open");
    expect(codeOf(failed, { kind: "retry_events", events: [2] })).toBe("not_soft_declined");
    const suspended = hardDeclined(activated(instalmentOrder(byHand)));
    expect(refusalOf(suspended, { kind: "execute_event", event: 2 })).toMatchObject({
      reason: "isSuspended",
    });
  });
});

describe("while a payment is at the gateway", () => {
  const start = activated(meteredOrder());
  const busy = act(start, { kind: "charge_now", amount: 500, note: "" });

  it("everything else waits, and says who started it", () => {
    const refusal = refusalOf(busy, { kind: "charge_now", amount: 500, note: "" });
    expect(refusal && explainRefusal(refusal)).toContain("Ada Sand started a payment on 1 Jan 2026, 09:00");
    for (const command of [
      { kind: "schedule_payment", amount: 1, scheduledAt: busy.now + DAY, note: "" },
      { kind: "replace_card", cardId: "b", shownSum: 0 },
      { kind: "refund_payment", attempt: 1, amount: 1 },
      { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum: 0 },
    ] satisfies Command[])
      expect(codeOf(busy, command)).toBe("payment_running");
  });

  it("a note, Mark as complete and the customer's new card are taken", () => {
    for (const command of [
      { kind: "add_note", text: "Called" },
      { kind: "complete_order" },
      { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 },
    ] satisfies Command[])
      expect(refusalOf(busy, command)).toBeNull();
  });

  it("a Charge now leaves the status, whichever way it goes", () => {
    for (const word of ["approved", "soft", "hard"] as const)
      expect(answered(busy, word).order.status).toBe("active");
    expect(totalToBePaid(answered(busy, "approved").order)).toBe(0);
  });
});
