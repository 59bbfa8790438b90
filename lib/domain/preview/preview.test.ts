import { describe, expect, it } from "vitest";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  hardDeclined,
  instalmentOrder,
  overdue,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answeredAll, forward, type History, staff, waited } from "../lived/history";
import { eventIn } from "../lived/shape";
import { doneOf } from "../order/result";
import type { Command } from "../rules/command";
import { DAY } from "../value/calendar";
import { chargeSentence, endSentence, neverBilledSentence, previewSentences } from "../words/preview-words";
import { preview, totalsOf } from "./preview";
import { previewCardUpdate } from "./preview-card-update";

const byHand = { merchant: { autoRetry: false } };

function seenIn(history: History, command: Command) {
  return doneOf(preview(history.order, command, staff, history.now));
}

function updateSeenIn(history: History) {
  return doneOf(previewCardUpdate(history.order, history.now));
}

describe("a preview", () => {
  const weekly = { ...byHand, draft: { interval: { every: 1, unit: "WEEK" } } } as const;
  const failed = softDeclined(
    collected(activated(instalmentOrder({ parts: 6, deposit: 2_000, ...weekly })), 2),
    2,
  );

  it("shows the totals before and after, and what changes", () => {
    const seen = seenIn(failed, { kind: "merge_events", events: [3, 4], scheduledAt: null, amount: 15_000 });
    expect(seen.totalsBefore).toEqual({
      declined: 20_000,
      overdue: 0,
      scheduled: 20_000,
      collected: 22_000,
      total: 62_000,
    });
    expect(seen.totalsAfter).toMatchObject({ declined: 0, scheduled: 35_000 });
    expect(seen.changed.map((event) => event.number)).toEqual([3, 4, 7]);
    expect(endSentence(seen)).toBe(
      "If everything open is collected, the order ends EUR 50.00 below its value: Review.",
    );
    expect([seen.charges, chargeSentence(seen)]).toEqual([null, null]);
  });

  it("says what a charge comes to, and what it says is what happens", () => {
    const command: Command = { kind: "retry_events", events: [3, 4] };
    const seen = seenIn(failed, command);
    expect(seen.charges).toEqual({ event: 3, amount: 10_000 });
    expect(chargeSentence(seen)).toBe(
      "EUR 100.00 is charged now. If approved: Active. If soft-declined: Failed. If hard-declined: Suspended.",
    );
    for (const [word, status] of [
      ["approved", seen.ifApproved],
      ["soft", seen.ifDeclinedSoft],
      ["hard", seen.ifDeclinedHard],
    ] as const)
      expect(answeredAll(act(failed, command), word).order.status).toBe(status);
  });

  it("names the end of an order that is paid too much", () => {
    const dear = {
      kind: "reschedule_event",
      event: 6,
      scheduledAt: failed.now + DAY,
      amount: 12_550,
      alsoLater: false,
    } as const;
    const seen = seenIn(failed, dear);
    expect(seen.ends).toEqual({ kind: "over", amount: 2_550, status: "review" });
    expect(endSentence(seen)).toBe(
      "If everything open is collected, the order ends EUR 25.50 above its value: Review.",
    );
  });

  it("says what an order that ends by hand or by a skip has come to", () => {
    const rest = failed.order.events.filter((event) => event.status !== "completed");
    const skipped = seenIn(failed, { kind: "skip_events", events: rest.map((event) => event.number) });
    expect([skipped.after.status, endSentence(skipped)]).toEqual([
      "complete",
      "The order's value is collected exactly: Complete.",
    ]);
    const ended = seenIn(failed, { kind: "complete_order" });
    expect([ended.after.status, endSentence(ended)]).toEqual([
      "complete",
      "The order ends EUR 400.00 below its value: Complete.",
    ]);
  });

  it("has no end for a subscription", () => {
    const start = activated(subscriptionOrder());
    expect(endSentence(seenIn(start, { kind: "skip_events", events: [1] }))).toBeNull();
  });

  it("refuses as the command would", () => {
    expect(preview(failed.order, { kind: "pause_order", resumeAt: null }, staff, failed.now)).toEqual({
      is: "refused",
      why: { code: "status", reason: "notSubscription" },
    });
  });
});

describe("what a preview says is never billed", () => {
  const start = activated(subscriptionOrder(byHand));
  const said = (history: History, command: Command) => previewSentences(seenIn(history, command), "UTC");
  const move = (event: number, scheduledAt: number, amount: number | null = null, alsoLater = false) =>
    ({ kind: "reschedule_event", event, scheduledAt, amount, alsoLater }) as const;

  it("is what a resume leaves out", () => {
    const paused = act(start, { kind: "pause_order", resumeAt: null });
    expect(said(waited(paused, Date.UTC(2026, 3, 15)), { kind: "resume_order" })).toEqual([
      "The next payment (SPID 501) moves from 1 Feb 2026 to 1 May 2026.",
      "Never billed: 1 Feb 2026, 1 Mar 2026, 1 Apr 2026. The next payment is on 1 May 2026.",
    ]);
  });

  it("is what a pause until a day will leave out, with the debts that come due after it", () => {
    const owed = act(softDeclined(start), move(1, Date.UTC(2026, 1, 20, 9)));
    expect(said(owed, { kind: "pause_order", resumeAt: Date.UTC(2026, 3, 10) })).toEqual([
      "The order resumes automatically on 10 Apr 2026, 00:00.",
      "SPID 501 (EUR 30.00) is still outstanding and will be collected on 11 Apr 2026, 09:00.",
      "The next payment (SPID 502) moves from 1 Mar 2026 to 1 May 2026.",
      "Never billed: 1 Mar 2026, 1 Apr 2026. The next payment is on 1 May 2026.",
    ]);
  });

  it("is everything from the next payment on while a pause has no end, and after an end", () => {
    expect(said(start, { kind: "pause_order", resumeAt: null })).toEqual([
      "Never billed: every cycle from 1 Feb 2026 until the order is resumed.",
    ]);
    expect(said(start, { kind: "complete_order" })).toEqual(["Never billed: every cycle from 1 Feb 2026."]);
    const ahead = act(start, move(1, Date.UTC(2026, 0, 5)));
    expect(said(ahead, { kind: "pause_order", resumeAt: null })).toEqual([
      "Never billed: every cycle from 1 Feb 2026 until the order is resumed.",
    ]);
  });

  it("is what passes before the day that the next payment is moved to", () => {
    const far = move(1, Date.UTC(2026, 3, 20));
    expect(said(start, far)).toEqual([
      "Never billed: 1 Mar 2026, 1 Apr 2026. The next payment is on 1 May 2026.",
    ]);
    const after = forward(act(start, far), Date.UTC(2026, 3, 20));
    expect(eventIn(after, 2).scheduledAt).toBe(Date.UTC(2026, 4, 1, 9));
    expect(said(start, move(1, Date.UTC(2026, 1, 20)))).toEqual([]);
  });

  it("is what went by while the next payment waited", () => {
    const late = waited(start, Date.UTC(2026, 3, 15));
    const words = "Never billed: 1 Mar 2026, 1 Apr 2026. The next payment is on 1 May 2026.";
    expect(said(late, { kind: "execute_event", event: 1 }).at(-1)).toBe(words);
    expect(said(late, { kind: "skip_events", events: [1] })).toEqual([
      `EUR 30.00 will not be collected. ${words}`,
    ]);
    expect(neverBilledSentence(updateSeenIn(late))).toBe(words);
  });

  it("is the part of a sum that is given up, and a later price is named", () => {
    const owed = softDeclined(start);
    const at = Date.UTC(2026, 2, 10);
    expect(said(owed, { kind: "merge_events", events: [1, 2], scheduledAt: at, amount: 5_000 })).toEqual([
      "EUR 10.00 will not be collected.",
    ]);
    expect(said(owed, move(1, at, 2_500))).toEqual(["EUR 5.00 will not be collected."]);
    expect(said(start, move(1, at, 4_000, true))[0]).toBe(
      "Each later payment costs EUR 40.00 instead of EUR 30.00.",
    );
  });
});

describe("where an instalment order ends", () => {
  const owed = softDeclined(activated(instalmentOrder(byHand)));
  const said = (command: Command) => previewSentences(seenIn(owed, command), "UTC").join(" ");

  it("is said by what collects, with what will have been collected if it is approved", () => {
    expect(said({ kind: "retry_events", events: [1] })).toContain("If everything open is collected");
    const { collectedIfApproved, totalsBefore } = seenIn(owed, { kind: "retry_events", events: [1] });
    expect(collectedIfApproved).toBe(totalsBefore.collected + 10_000);
  });

  it("is said by what changes it, and by nothing else", () => {
    const at = Date.UTC(2026, 5, 1);
    const move = {
      kind: "reschedule_event",
      event: 1,
      scheduledAt: at,
      amount: null,
      alsoLater: false,
    } as const;
    expect(said(move)).not.toContain("If everything open is collected");
    expect(said({ ...move, amount: 8_000 })).toContain("ends EUR 20.00 below its value");
    expect(seenIn(owed, move).collectedIfApproved).toBeNull();
  });
});

describe("the preview of a card update", () => {
  const suspended = overdue(hardDeclined(softDeclined(collected(activated(instalmentOrder(byHand)), 3))), 2);

  it("lists what is collected, and what it says is what happens", () => {
    const seen = updateSeenIn(suspended);
    expect(seen.events.map((event) => event.number)).toEqual([4, 5, 6, 7]);
    expect([seen.sum, seen.charges?.amount]).toEqual([40_000, 40_000]);
    for (const [word, status] of [
      ["approved", seen.ifApproved],
      ["soft", seen.ifDeclinedSoft],
      ["hard", seen.ifDeclinedHard],
    ] as const)
      expect(cardUpdated(suspended, word).order.status).toBe(status);
    const after = cardUpdated(suspended, "approved");
    expect(seen.totalsAfter.scheduled - 40_000).toBe(totalsOf(after.order, after.now).scheduled);
  });

  it("says that only the card changes when nothing is outstanding", () => {
    const seen = updateSeenIn(activated(instalmentOrder()));
    expect([seen.events, seen.sum, seen.charges, seen.ifApproved]).toEqual([[], 0, null, "active"]);
  });

  it("counts in the payment that runs, and waits for it", () => {
    const start = activated(instalmentOrder());
    const running = forward(start, Date.UTC(2026, 1, 1, 9), "silence");
    const seen = updateSeenIn(running);
    expect([seen.sum, seen.waitsForPayment, seen.ifApproved]).toEqual([10_000, true, null]);
    expect(cardEntered(running, seen.sum).order.pendingCollection?.awaits).toBe("payment");
  });

  it("is refused where the update would be", () => {
    const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
    expect(previewCardUpdate(paused.order, paused.now)).toEqual({
      is: "refused",
      why: { code: "status", reason: "isPaused" },
    });
  });
});
