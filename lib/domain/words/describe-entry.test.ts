import { describe, expect, it } from "vitest";
import { judged } from "@/lib/gateway/opp/classify";
import { fullLives } from "../lived/full-lives";
import type { History } from "../lived/history";
import type { Entry, EntryKind } from "../order/order-log";
import { describeEntry as say } from "./describe-entry";

/** One sentence for each kind of entry, as lived orders have them. */
const sentences: Record<EntryKind, string> = {
  report_closed: "Payment: the gateway's report was closed (Given back by the bank).",
  gateway_asked: "Payment: the gateway was asked again.",
  evidence_proposed:
    "Payment: charged as stated with reference ARN 7 (Seen on the account). Another person must confirm it.",
  evidence_confirmed: "Payment: the evidence was confirmed.",
  booking_reported: "Chargeback of EUR 50.00 reported by the gateway.",
  card_expiry_announced: "Customer notified that the card expires soon.",
  card_registered: "Card registered: Visa •••• 0000.",
  network_references_kept: "The card network's reference for the card's first payment was saved.",
  card_replaced: "The order's card is now Visa •••• 0000.",
  charge_postponed:
    "SPID 502 is postponed until 2 Mar 2026, 08:00: The card scheme's limit is reached (Mastercard: declines in 24 hours: 10 of 10). The next attempt is possible on 2 Mar 2026, 08:00.",
  checkout_opened: "Checkout opened for EUR 100.00 (ZUID-1042-1-k3y).",
  collection_pending: "Collection with the new card starts after the payment in progress.",
  collection_settled: "Collecting EUR 100.00 outstanding (SPID 501) with the new card.",
  contradiction_reported: "Payment: the gateway's report does not match our request (the amount differs).",
  duplicate_booked: "Payment of SPID 501 was collected a second time, EUR 100.00. Refund the duplicate.",
  event_barred:
    "SPID 502 was not sent: Mastercard does not allow this card to be charged for 30 days: the bank said not to try again (scheme ban).",
  event_rescheduled: "SPID 502 rescheduled to 18 Feb 2026, 09:00, EUR 90.00.",
  events_unskipped: "SPID 505 un-skipped, scheduled for 12 Mar 2026, 09:00: EUR 100.00 will be collected.",
  price_changed: "Price changed to EUR 35.00 for payments from 8 Jan 2026.",
  details_changed:
    "Invoice ID changed from “INV-1042” to “INV-1”. Memo changed from none to “Leave it at the door”. Tags changed from none to “a, 1”.",
  events_merged: "SPID 502, SPID 503 merged into SPID 513: EUR 190.00 on 18 Feb 2026, 09:00.",
  events_scheduled: "12 payments scheduled, the first on 15 Jan 2026, 09:00.",
  events_skipped: "SPID 504, SPID 505 skipped: EUR 200.00 will not be collected.",
  link_requested: "Payment link sent by e-mail.",
  link_withdrawn: "Payment link withdrawn.",
  link_renewed: "New payment link made. The former one no longer works.",
  consent_recorded: "The customer agreed by telephone on 1 Jan 2026, 09:00 that Visa •••• 4242 is charged.",
  note_added: "Note: Called",
  order_activated: "Order activated. The first payment is due on 15 Jan 2026, 09:00.",
  order_cancelled: "Order cancelled.",
  order_completed:
    "Order marked as complete; SPID 505, SPID 506, SPID 507, SPID 508, SPID 509, SPID 510, SPID 511, SPID 512, SPID 513 cancelled.",
  order_created: "Order created: Single, EUR 100.00.",
  order_paused: "Order paused until 10 Sep 2026, 00:00.",
  order_resumed:
    "Order resumed; SPID 502 moved to 1 Oct 2026, 09:00. Never billed: 1 Mar 2026, 1 Apr 2026, 1 May 2026, 1 Jun 2026, 1 Jul 2026, 1 Aug 2026, 1 Sep 2026.",
  payment_abandoned: "Payment of SPID 501 failed: the gateway has no record of it.",
  payment_approved: "Initial payment approved, EUR 100.00 (000.000.000).",
  payment_declined: "Initial payment soft-declined, EUR 100.00: Insufficient funds (800.100.155).",
  payment_started: "Refund of EUR 40.00 started (manual; ZUID-1042-3-k3y).",
  payment_unknown: "Payment of SPID 501: the result is not known yet (no answer in time).",
  pending_timer_started: "Waiting for the customer to pay.",
  reminder_sent: "Reminder sent to the customer.",
  renewal_announced: "Customer notified of the upcoming payment SPID 501.",
  retries_requested: "Retry requested for SPID 501, SPID 502, one after another.",
  retry_queue_stopped: "SPID 502 not retried.",
  status_changed: "Status changed from Draft to Pending.",
  update_link_sent: "Card update link sent to the customer.",
  terms_applied: "The merchant's settings changed. Next reminder on 3 Jan 2026, 09:00.",
  planned_retry_dropped: "Planned retries of SPID 501 cancelled: all retries are used.",
};

describe("the order log", () => {
  const first = new Map<EntryKind, string>();
  for (const { order, log } of fullLives())
    for (const { entry } of log) if (!first.has(entry.kind)) first.set(entry.kind, say(entry, order));

  it("says everything that happens in a sentence", () => {
    const dropped: Extract<Entry, { kind: "planned_retry_dropped" }> = {
      kind: "planned_retry_dropped",
      event: 1,
      remaining: [],
      why: "all retries are used",
    };
    const [, order] = fullLives().map((life) => life.order);
    if (order) first.set(dropped.kind, say(dropped, order));
    expect(Object.fromEntries(first)).toEqual(sentences);
  });

  it("gives the reason of what came to nothing as the related transactions do, with its code", () => {
    const lives = fullLives();
    const answer = lives.flatMap(({ order }) => order.attempts).find((attempt) => attempt.answer)?.answer;
    if (!answer) throw new Error("nothing was answered in these lives");
    const refused = judged({ ...answer, code: "800.100.156", description: "transaction declined" }, "live");
    const said = lives.flatMap(({ order, log }) =>
      log.flatMap(({ entry }) =>
        entry.kind === "payment_abandoned"
          ? [say({ ...entry, answer: refused, wait: null, held: true }, order)]
          : [],
      ),
    );
    expect(said[0]).toMatch(
      / failed: Request format not accepted \(800\.100\.156\)\. It will not be sent again until someone takes action\.$/,
    );
  });

  it("tells every time in the reader's zone, those inside a reason and the days of a cycle too", () => {
    // Half an hour off, and another day in the evening: what is told in another zone shows it.
    for (const { order, log } of fullLives())
      for (const { entry } of log) {
        const times = say(entry, order, "Asia/Kolkata").match(/\d\d:\d\d/g) ?? [];
        const here = say(entry, order, "UTC").match(/\d\d:\d\d/g) ?? [];
        expect(times).toHaveLength(here.length);
        for (const [i, time] of times.entries()) expect(time, say(entry, order)).not.toBe(here[i]);
      }
    const [{ order }] = fullLives() as [History, ...History[]];
    const resumed = {
      kind: "order_resumed",
      ...{ moved: [], debts: [], neverBilled: [Date.UTC(2026, 2, 1, 20)] },
    } as const;
    expect(say(resumed, order, "UTC")).toContain("Never billed: 1 Mar 2026.");
    expect(say(resumed, order, "Asia/Kolkata")).toContain("Never billed: 2 Mar 2026.");
  });

  it("still reads a reason that was written down as text", () => {
    const [{ order }] = fullLives() as [History, ...History[]];
    const wait = { until: 0, why: "advice", cause: "schedule" } as const;
    const written = { kind: "charge_postponed", event: 1, wait, why: "The bank said so." } as const;
    expect(say(written, order)).toMatch(/is postponed until .*: The bank said so\.$/);
  });

  it("names what happened, and never what is missing", () => {
    for (const { order, log } of fullLives())
      for (const { entry } of log) {
        const sentence = say(entry, order);
        expect(sentence).toMatch(/^([A-Z]|\d+ payments).*\.$|^Note: /);
        expect(sentence).not.toMatch(/undefined|null|NaN|\.\.|an event\b|a new event/);
      }
  });
});
