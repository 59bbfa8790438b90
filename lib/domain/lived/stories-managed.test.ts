import { describe, expect, it } from "vitest";
import { netPaid, refundable } from "../order/balance";
import type { Attempt } from "../order/order";
import { explainRefusal } from "../order/refusal";
import { doneOf } from "../order/result";
import { preview } from "../preview/preview";
import type { Command } from "../rules/command";
import { DAY, HOUR } from "../value/calendar";
import { endSentence } from "../words/preview-words";
import { resultByCode } from "./answer-by-code";
import {
  activated,
  cardUpdated,
  collected,
  entered,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  retried,
  softDeclined,
} from "./histories";
import { act, answered, customer, forward, type History, refusalOf, system, waited } from "./history";
import { sampleCards } from "./plain-order";
import { eventIn, shapeOf, windowIn } from "./shape";

const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date, 9);
const lastMessage = (history: History) => history.messages.at(-1)?.kind;

describe("billing events that staff manage", () => {
  it("8: merges a declined event with the next one; the order is Failed until it is paid", () => {
    const before = softDeclined(activated(instalmentOrder({ parts: 7, merchant: { autoRetry: false } })));
    expect([before.order.status, shapeOf(before)]).toEqual(["failed", "SFFFFFF"]);
    const merge: Command = {
      kind: "merge_events",
      events: [1, 2],
      scheduledAt: day(2026, 2, 15),
      amount: null,
    };
    const seen = doneOf(preview(before.order, merge, system, before.now));
    expect(seen.after.status).toBe("failed");
    expect(endSentence(seen)).toBe(
      "If everything open is collected, the order's value is collected exactly: Complete.",
    );

    const merged = act(before, merge);
    expect([merged.order.status, shapeOf(merged)]).toEqual(["failed", "MMFFFFFF"]);
    expect(eventIn(merged, 8)).toMatchObject({ amount: 20_000, scheduledAt: day(2026, 2, 15) });
    expect(lastMessage(merged)).toBe("payments_merged");

    const after = forward(merged, day(2026, 2, 15));
    expect([after.order.status, shapeOf(after)]).toEqual(["active", "MMFFFFFR"]);
    expect(netPaid(after.order)).toBe(20_000);
  });

  it("9: skips the last open event, and the rest of its value is what was collected", () => {
    const before = softDeclined(collected(activated(instalmentOrder()), 11));
    expect([before.order.status, shapeOf(before)]).toEqual(["failed", "CCCCCCCCCCCS"]);
    const after = act(before, { kind: "skip_events", events: [12] });
    expect([after.order.status, after.order.total, netPaid(after.order)]).toEqual([
      "complete",
      110_000,
      110_000,
    ]);
    expect(shapeOf(after)).toBe("CCCCCCCCCCCK");
  });

  it("10: reschedules with a smaller amount, and says that the order will end short", () => {
    const start = activated(instalmentOrder({ parts: 1, merchant: { autoRetry: false } }));
    const before = retried(softDeclined(start), 1, "soft");
    const command = {
      kind: "reschedule_event",
      event: 1,
      scheduledAt: before.now + DAY,
      amount: 6_000,
      alsoLater: false,
    } as const;
    const seen = doneOf(preview(before.order, command, system, before.now));
    expect(seen.ends).toEqual({ kind: "short", amount: 4_000, status: "review" });
    expect(endSentence(seen)).toBe(
      "If everything open is collected, the order ends EUR 40.00 below its value: Review.",
    );

    const moved = act(before, command);
    expect([moved.order.status, shapeOf(moved), moved.order.total]).toEqual(["failed", "F", 10_000]);
    expect(windowIn(moved, 1)).toEqual(windowIn(before, 1));
    expect(windowIn(moved, 1)?.retries).toBe(1);

    const after = forward(moved, moved.now + DAY);
    expect([after.order.status, shapeOf(after), netPaid(after.order)]).toEqual(["review", "R", 6_000]);
  });

  it("11: allows fifteen retries in thirty days, and names the day on which it goes on", () => {
    const first = softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false } })));
    const endsAt = first.now + 30 * DAY;
    let before = waited(first, first.now + 19 * DAY);
    for (let i = 0; i < 14; i++) before = retried(waited(before, before.now + HOUR), 1, "soft");
    before = waited(before, first.now + 20 * DAY);
    expect(windowIn(before, 1)).toMatchObject({ retries: 14, endsAt });

    const after = retried(before, 1, "soft");
    expect(windowIn(after, 1)?.retries).toBe(15);
    const refused = refusalOf(after, { kind: "retry_events", events: [1] });
    expect(refused).toMatchObject({ code: "retry_limit", used: 15, limit: 15, endsAt });
    expect(refused && explainRefusal(refused)).toContain("15 of 15");
    expect(refused && explainRefusal(refused)).toContain("3 Mar 2026");

    const reschedule = (scheduledAt: number) =>
      ({ kind: "reschedule_event", event: 1, scheduledAt, amount: null, alsoLater: false }) as const;
    expect(refusalOf(after, reschedule(endsAt - 1))).toMatchObject({
      code: "date_in_used_window",
      firstAllowed: endsAt,
    });
    expect(refusalOf(after, reschedule(endsAt))).toBeNull();
  });
});

describe("payments that cross each other", () => {
  it("13: a card that is forbidden after a Charge now is not charged by the worker either", () => {
    const start = activated(meteredOrder(), sampleCards.master);
    const before = act(start, {
      kind: "schedule_payment",
      amount: 5_000,
      scheduledAt: start.now + DAY,
      note: "",
    });
    const charged = answered(act(before, { kind: "charge_now", amount: 8_000, note: "Hours" }), "advice03");
    expect(charged.order.attempts.at(-1)).toMatchObject({ state: "declined", outcome: "hard" });
    expect([charged.order.status, shapeOf(charged)]).toEqual(["active", "F"]);

    const after = forward(charged, charged.now + DAY);
    expect([after.order.status, shapeOf(after), netPaid(after.order)]).toEqual(["suspended", "H", 0]);
    expect(eventIn(after, 1).decline?.schemeBan).toBe(true);
    expect(eventIn(after, 1).attempts).toBe(0);
    expect(after.order.attempts).toHaveLength(charged.order.attempts.length);
  });

  it("14: an overpaid order is in Review again after it was suspended and its card replaced", () => {
    const start = collected(activated(instalmentOrder({ parts: 3 })));
    const { scheduledAt } = eventIn(start, 2);
    const dear = act(start, {
      kind: "reschedule_event",
      event: 2,
      scheduledAt,
      amount: 25_000,
      alsoLater: false,
    });
    const before = collected(dear);
    expect([before.order.status, shapeOf(before)]).toEqual(["review", "CCF"]);

    const suspended = hardDeclined(before);
    expect([suspended.order.status, shapeOf(suspended)]).toEqual(["suspended", "CCH"]);
    const after = cardUpdated(suspended, "approved");
    expect([after.order.status, shapeOf(after), netPaid(after.order)]).toEqual(["review", "CCR", 45_000]);
  });

  it("15: an answer that comes after Mark as complete is booked, alerted and refundable", () => {
    const start = activated(instalmentOrder({ parts: 2 }));
    const before = forward(start, eventIn(start, 1).scheduledAt, "silence");
    expect([before.order.status, shapeOf(before)]).toEqual(["active", "PF"]);

    const ended = act(before, { kind: "complete_order" });
    expect([ended.order.status, shapeOf(ended)]).toEqual(["complete", "PX"]);

    const after = answered(waited(ended, ended.now + 10 * 60_000), "approved");
    expect([after.order.status, shapeOf(after), netPaid(after.order)]).toEqual(["complete", "CX", 10_000]);
    expect(after.alerts.map((alert) => alert.kind)).toEqual(["booked_after_end"]);
    const paid = after.order.attempts.at(-1);
    expect(paid && refundable(after.order, paid)).toBe(10_000);
    expect(
      refusalOf(after, { kind: "refund_payment", attempt: paid?.number ?? 0, amount: 10_000 }),
    ).toBeNull();
  });

  it("16: two tabs pay with one checkout, so there is one payment, booked on the cancelled order", () => {
    const open = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
    const before = act(linked(instalmentOrder({ deposit: 5_000 })), open, customer);
    expect(refusalOf(before, open, customer)).toMatchObject({ code: "checkout_open", attempt: 1 });

    const cancelled = act(before, { kind: "cancel_order" });
    const after = entered(cancelled, "approved", sampleCards.visa);
    expect([after.order.status, netPaid(after.order), after.order.events]).toEqual(["cancelled", 5_000, []]);
    expect(after.alerts.map((alert) => alert.kind)).toEqual(["booked_after_end"]);
    expect(after.messages).toEqual(cancelled.messages);
    expect(refusalOf(after, { kind: "refund_payment", attempt: 1, amount: 5_000 })).toBeNull();

    const again = resultByCode(after.order, cancelled.order.attempts[0] as Attempt, "approved");
    const secondTab = { kind: "settle_payment", attempt: 1, result: again } as const;
    expect(refusalOf(after, secondTab, customer)).toEqual({ code: "already_settled" });
  });
});
