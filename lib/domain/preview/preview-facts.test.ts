import { describe, expect, it } from "vitest";
import {
  activated,
  collected,
  hardDeclined,
  instalmentOrder,
  meteredOrder,
  overdue,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, customer, forward, type History, settled, staff, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { doneOf } from "../order/result";
import type { Command } from "../rules/command";
import { DAY, HOUR } from "../value/calendar";
import { nextAutomaticStep, nextPayment } from "./next-automatic-step";
import { preview, simulateAll, totalsOf } from "./preview";
import { previewCardUpdate, whyNotCollectedWith } from "./preview-card-update";
import { waysToAnotherCard } from "./ways-to-another-card";

const byHand = { merchant: { autoRetry: false } };
const seen = (history: History, command: Command) => {
  return doneOf(preview(history.order, command, staff, history.now));
};
const totals = ({ order, now }: History) => totalsOf(order, now);
const end = (history: History) => seen(history, { kind: "add_note", text: "Called" }).ends;
const reschedule = (event: number, scheduledAt: number, amount: number | null, alsoLater = false) =>
  ({ kind: "reschedule_event", event, scheduledAt, amount, alsoLater }) as const;

describe("the totals of an order", () => {
  it("tell declined, overdue and coming money apart, and count each event once", () => {
    const start = hardDeclined(
      softDeclined(collected(activated(instalmentOrder({ ...byHand, deposit: 500 })))),
    );
    expect(totals(overdue(start))).toEqual({
      ...{ declined: 20_000, overdue: 10_000, scheduled: 80_000, collected: 10_500, total: 120_500 },
    });
  });

  it("hold what is at the gateway or paused as still to come", () => {
    const running = act(activated(instalmentOrder()), { kind: "execute_event", event: 1 });
    expect(totals(running)).toMatchObject({ scheduled: 120_000, declined: 0, overdue: 0 });
    const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
    expect(totals(paused)).toMatchObject({ scheduled: 3_000, collected: 3_000, total: 6_000 });
  });

  it("of an open-ended order count all that came in, a sum of the moment too", () => {
    const charged = act(activated(meteredOrder({ first: 200 })), {
      kind: "charge_now",
      amount: 700,
      note: "",
    });
    expect(totals(answered(charged, "approved"))).toMatchObject({ collected: 900 });
  });
});

describe("where an instalment order ends", () => {
  const two = () => activated(instalmentOrder({ ...byHand, parts: 2 }));
  const dearer = (history: History, amount: number) =>
    act(history, reschedule(2, history.now + 60 * DAY, amount));

  it("is told of live instalment orders alone", () => {
    for (const history of [instalmentOrder(), activated(subscriptionOrder()), activated(meteredOrder())])
      expect(end(history)).toBeNull();
  });

  it("is exact, short or over, with what it already collected", () => {
    expect(end(two())).toEqual({ kind: "exact", amount: 0, status: "complete" });
    expect(end(dearer(collected(two()), 9_000))).toEqual({ kind: "short", amount: 1_000, status: "review" });
    expect(end(dearer(collected(two()), 11_000))).toEqual({ kind: "over", amount: 1_000, status: "review" });
  });

  it("is Review of one that was paid twice, and Complete of one that somebody ended", () => {
    const twice = settled(collected(two()), 2, { code: "000.000.000", booking: 2 });
    expect(end(twice)).toMatchObject({ kind: "exact", status: "review" });
    expect(end(act(two(), { kind: "complete_order" }))).toMatchObject({ kind: "short", status: "complete" });
  });
});

describe("a preview", () => {
  it("of what charges nothing knows no answer, and of a charge each", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    expect(seen(failed, { kind: "skip_events", events: [1] })).toMatchObject({
      ...{ charges: null, ifApproved: null, ifDeclinedSoft: null, ifDeclinedHard: null },
    });
    expect(seen(failed, { kind: "retry_events", events: [1] })).toMatchObject({
      ...{ charges: { event: 1, amount: 10_000 }, ifApproved: "active" },
      ...{ ifDeclinedSoft: "failed", ifDeclinedHard: "suspended" },
    });
  });

  it("does not take a payment that runs already for its own", () => {
    const running = act(activated(instalmentOrder()), { kind: "execute_event", event: 1 });
    expect(seen(running, { kind: "add_note", text: "Called" })).toMatchObject({ charges: null, changed: [] });
  });

  it("names another price of later cycles only where it changes", () => {
    const start = activated(subscriptionOrder());
    const at = start.now + 20 * DAY;
    expect(seen(start, reschedule(1, at, 4_000, true)).laterPrice).toEqual({
      from: 3_000,
      to: 4_000,
      since: null,
    });
    expect(seen(start, reschedule(1, at, 3_000, true)).laterPrice).toBeNull();
    expect(seen(start, reschedule(1, at, 4_000)).laterPrice).toBeNull();
    const parts = activated(instalmentOrder());
    expect(seen(parts, reschedule(1, parts.now + DAY, 4_000)).laterPrice).toBeNull();
  });

  it("of a resume tells what moves and what is owed, and of a pause only where it has an end", () => {
    const start = activated(subscriptionOrder(byHand));
    const paused = act(start, { kind: "pause_order", resumeAt: null });
    expect(seen(start, { kind: "pause_order", resumeAt: null }).resumption).toBeNull();
    expect(seen(paused, { kind: "complete_order" }).resumption).toBeNull();
    expect(seen(start, { kind: "add_note", text: "Called" }).resumption).toBeNull();
    expect(seen(paused, { kind: "resume_order" }).resumption).toEqual({
      at: paused.now,
      debts: [],
      moved: null,
    });
    const late = waited(paused, Date.UTC(2026, 1, 20));
    expect(seen(late, { kind: "resume_order" }).resumption).toMatchObject({
      ...{ at: late.now, debts: [] },
      moved: { from: { scheduledAt: Date.UTC(2026, 1, 1, 9) }, to: { scheduledAt: Date.UTC(2026, 2, 1, 9) } },
    });
    const resumeAt = Date.UTC(2026, 1, 10);
    expect(seen(start, { kind: "pause_order", resumeAt }).resumption).toMatchObject({
      ...{ at: resumeAt, moved: { to: { scheduledAt: Date.UTC(2026, 2, 1, 9) } } },
    });
  });

  it("answers every payment that follows by itself, and stops at one that has no answer", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)), 2);
    const both = act(failed, { kind: "retry_events", events: [1, 2] });
    const after = simulateAll(both.order, "approved", both.now);
    expect(after.events.slice(0, 2).map(({ status }) => status)).toEqual(["recovered", "recovered"]);
    expect(simulateAll(failed.order, "approved", failed.now)).toBe(failed.order);
  });
});

describe("what another card would collect", () => {
  const update = ({ order, now }: History) => {
    return doneOf(previewCardUpdate(order, now));
  };

  it("lists it oldest first, the payment that runs among it", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)), 2);
    const running = act(failed, { kind: "retry_events", events: [1] });
    expect(update(running)).toMatchObject({ sum: 20_000, waitsForPayment: true, ifApproved: null });
    expect(update(running).events.map(({ number }) => number)).toEqual([1, 2]);
    expect(update(failed)).toMatchObject({ sum: 20_000, waitsForPayment: false, ifApproved: "active" });
  });

  it("is refused of a card with a past, and of nothing else", () => {
    const start = activated(instalmentOrder({ ...byHand, wallet: [sampleCards.master] }));
    const banned = usedElsewhere(hardDeclined(start), sampleCards.master, {
      declined: true,
      merchantAdviceCode: "03",
    });
    const why = (history: History, cardId: string) => whyNotCollectedWith(history.order, cardId, history.now);
    expect(why(banned, sampleCards.master.id)).toMatchObject({ code: "card_banned" });
    expect(why(banned, sampleCards.visa.id)).toBeNull();
    expect(
      why(
        usedElsewhere(start, sampleCards.master, { declined: true, merchantAdviceCode: "03" }),
        sampleCards.master.id,
      ),
    ).toBeNull();
    expect(why(hardDeclined(start), sampleCards.master.id)).toBeNull();
  });

  it("is no way to another card where its page is for the customer only, and a page that is open is one", () => {
    const start = activated(instalmentOrder());
    expect(waysToAnotherCard(start.order, start.now)).toEqual({ terminal: null, link: null });
    const open = act(
      start,
      { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum: 0 },
      customer,
    );
    expect(waysToAnotherCard(open.order, open.now).terminal).toBeNull();
    const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
    expect(waysToAnotherCard(paused.order, paused.now).terminal).toMatchObject({ code: "status" });
  });
});

describe("the next payment that is shown", () => {
  it("is planned at its time, late at the time that it had, and no retry but after a decline", () => {
    const start = activated(instalmentOrder());
    const { scheduledAt } = eventIn(start, 1);
    const shown = { at: scheduledAt, event: 1, isRetry: false };
    expect(nextPayment(start.order, start.now)).toEqual(shown);
    expect(nextPayment(start.order, scheduledAt)).toEqual(shown);
    expect(nextPayment(start.order, scheduledAt + HOUR)).toEqual(shown);
    expect(nextAutomaticStep(start.order, scheduledAt + HOUR)).toMatchObject({
      at: scheduledAt + HOUR,
      event: 1,
    });
    const down = forward(start, scheduledAt, "technical");
    expect(nextPayment(down.order, down.now)).toEqual({ at: down.now + HOUR / 4, event: 1, isRetry: true });
  });
});
