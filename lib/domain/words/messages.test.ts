import { describe, expect, it } from "vitest";
import { fullLives } from "../lived/full-lives";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  hardDeclined,
  instalmentOrder,
  meteredOrder,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
} from "../lived/histories";
import { act, answered, answeredAll, forward, type History, staff, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { MINUTE } from "../value/timetable";
import { type MessageDraft, type MessageKind, messageKinds } from "./messages";

/** How each message goes out: sent by itself or by hand, and with which link. */
const manners: Record<MessageKind, [automatic: boolean, link: MessageDraft["link"]]> = {
  order_ready: [false, "checkout"],
  order_reminder: [true, "checkout"],
  purchase_confirmation: [true, "portal"],
  mandate: [true, "portal"],
  refund_confirmation: [true, "portal"],
  payment_approved: [true, null],
  payment_declined: [true, "update_card"],
  payment_rejected: [true, "update_card"],
  retries_ended: [true, "update_card"],
  payment_rescheduled: [true, null],
  payments_skipped: [true, null],
  payments_merged: [true, null],
  renewal_soon: [true, "portal"],
  price_changed: [true, "portal"],
  subscription_paused: [true, null],
  subscription_resumed: [true, null],
  card_update_link: [false, "update_card"],
  card_expiring: [true, "update_card"],
  card_expired: [true, "update_card"],
};

const sent = (history: History, since: History) => history.messages.slice(since.messages.length);
const kinds = (history: History, since: History) => sent(history, since).map((message) => message.kind);

describe("what customers are told", () => {
  const all = fullLives().flatMap((life) => life.messages);

  it.each(messageKinds)("%s goes out as agreed", (kind) => {
    const [automatic, link] = manners[kind];
    const some = all.find((message) => message.kind === kind && message.automatic === automatic);
    expect(some?.link).toBe(link);
    expect(all.filter((message) => message.kind === kind && message.link !== link)).toEqual([]);
  });

  it("is the purchase and the agreement, when an order begins", () => {
    const start = instalmentOrder({ deposit: 2_000 });
    expect(kinds(activated(start), start)).toEqual(["purchase_confirmation", "mandate"]);
    const single = singleOrder({ preauthorise: true });
    expect(sent(paidFirst(single), single)).toMatchObject([
      { kind: "purchase_confirmation", data: { amount: 10_000, isAuthorisation: true } },
    ]);
  });

  it("is each payment: collected, declined once, refused for good", () => {
    const start = activated(instalmentOrder({ merchant: { autoRetry: false } }));
    const one = collected(start);
    expect(sent(one, start)).toMatchObject([{ kind: "payment_approved", data: { amount: 10_000 } }]);
    const two = softDeclined(one);
    expect(sent(two, one)).toMatchObject([{ kind: "payment_declined", data: { events: [{ spid: 502 }] } }]);
    const again = answered(act(two, { kind: "retry_events", events: [2] }), "soft");
    expect(sent(again, two)).toEqual([]);
    const three = hardDeclined(again);
    expect(sent(three, again)).toMatchObject([
      { kind: "payment_rejected", data: { events: [{ spid: 503 }] } },
    ]);
  });

  it("is nothing about a Charge now or a declined first payment", () => {
    const start = singleOrder();
    expect(sent(paidFirst(start, "hard", sampleCards.visa, "terminal"), start)).toEqual([]);
  });

  it("is the first decline by a bank, though the line was down before", () => {
    const start = activated(instalmentOrder({ merchant: { autoRetry: false } }));
    const down = forward(start, Date.UTC(2026, 1, 2), "technical");
    expect([down.order.status, kinds(down, start)]).toEqual(["failed", []]);
    const declined = retried(down, 1, "soft");
    expect(kinds(declined, down)).toEqual(["payment_declined"]);
    expect(kinds(retried(declined, 1, "limited"), declined)).toEqual([]);
  });

  it("is that another card was declined for now, though the first was refused for good", () => {
    const start = hardDeclined(activated(instalmentOrder()));
    expect(kinds(cardUpdated(start, "soft"), start)).toEqual(["payment_declined"]);
  });

  it("is nothing about a card that the customer has just replaced", () => {
    const failed = softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false } })));
    const replaced = cardEntered(act(failed, { kind: "retry_events", events: [1] }), 10_000);
    const after = answeredAll(answered(replaced, "hard"), "approved");
    expect(kinds(after, replaced)).toEqual(["payment_approved"]);
  });

  it("is one reminder when time jumped over several", () => {
    const lives = fullLives();
    const reminders = lives[0]?.messages.filter((message) => message.kind === "order_reminder");
    expect(reminders?.map((message) => message.automatic)).toEqual([true, true, false]);
  });
});

describe("what staff are alerted to", () => {
  it("is everything that should not have happened", () => {
    const alerts = fullLives().flatMap((life) => life.alerts);
    expect([...new Set(alerts.map((alert) => alert.kind))].sort()).toEqual([
      "agreement_withdrawn",
      "booked_after_end",
      "chargeback",
      "contradiction",
      "duplicate",
    ]);
    for (const alert of alerts) expect(alert.text).toMatch(/^ZUID-\d+.*\.$/);
  });

  it.each([
    ["merchant", "configuration"],
    ["request", "request_failed"],
  ] as const)("is a payment that failed by our own fault: %s", (word, kind) => {
    const start = activated(instalmentOrder());
    const due = act({ ...start, now: Date.UTC(2026, 1, 1, 9) }, { kind: "execute_event", event: 1 });
    const after = answered(due, word);
    expect(after.alerts.map((alert) => alert.kind)).toEqual([kind]);
    expect(after.order.status).toBe("active");
  });

  it("is a second payment that staff send for the same within minutes", () => {
    const other = { kind: "user", id: "u2", name: "Bob Holm" } as const;
    const again = (before: History, ahead: number, actor = staff) =>
      act(waited(before, before.now + ahead), { kind: "retry_events", events: [1] }, actor).alerts;
    const failed = softDeclined(activated(instalmentOrder()));
    expect(again(failed, MINUTE)).toEqual([]);
    const retriedOnce = retried(failed, 1, "soft");
    expect(again(retriedOnce, 3 * MINUTE, other)).toMatchObject([
      {
        kind: "tried_again",
        text: "ZUID-1042: Bob Holm charged EUR 100.00 after Ada Sand within 3 minutes. Refund one of the payments if both are approved.",
      },
    ]);
    expect(again(retriedOnce, 10 * MINUTE)).toEqual([]);

    const charge = { kind: "charge_now", amount: 500, note: "" } as const;
    const charged = answered(act(activated(meteredOrder()), charge), "approved");
    expect(act(charged, { ...charge, amount: 600 }).alerts).toEqual([]);
    expect(act(charged, charge).alerts).toMatchObject([
      { kind: "tried_again", text: expect.stringContaining("for the second time within 1 minute") },
    ]);
  });
});
