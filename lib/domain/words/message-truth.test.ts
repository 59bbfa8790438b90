import { describe, expect, it } from "vitest";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  entered,
  hardDeclined,
  instalmentOrder,
  linked,
  paidFirst,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import {
  act,
  answered,
  answeredAll,
  customer,
  forward,
  type History,
  settled,
  waited,
} from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { isAgreementWithdrawn } from "../order/agreement";
import { type OrderStatus, orderStatuses } from "../order/order";
import type { Command } from "../rules/command";
import { DAY, HOUR } from "../value/calendar";
import { type MessageContext, whyUntrue } from "./message-truth";
import { type MessageKind, messageKinds } from "./messages";

const manual = { merchant: { autoRetry: false } };
const soon = { ...sampleCards.visa, expiryMonth: 3, expiryYear: 2026 };

/** An order in each status; Review is for instalments only. */
const lives: Record<OrderStatus, () => History> = {
  draft: () => subscriptionOrder(),
  pending: () => linked(subscriptionOrder()),
  rejected: () => paidFirst(subscriptionOrder(), "hard", sampleCards.visa, "terminal"),
  active: () => activated(subscriptionOrder()),
  failed: () => softDeclined(activated(subscriptionOrder())),
  suspended: () => hardDeclined(softDeclined(activated(subscriptionOrder(manual)))),
  paused: () =>
    act(softDeclined(activated(subscriptionOrder(manual))), { kind: "pause_order", resumeAt: null }),
  review: () => collected(cheaper(activated(instalmentOrder({ parts: 1 }))), 1),
  cancelled: () => act(subscriptionOrder(), { kind: "cancel_order" }),
  complete: () => act(activated(subscriptionOrder()), { kind: "complete_order" }),
};

/** Its only instalment collects less than the order is worth. */
function cheaper(history: History): History {
  const scheduledAt = history.now + DAY;
  return act(history, { kind: "reschedule_event", event: 1, scheduledAt, amount: 9_000, alsoLater: false });
}

const preliminary: OrderStatus[] = ["draft", "pending", "rejected"];
const billing: OrderStatus[] = ["active", "failed", "review"];
const live: OrderStatus[] = [...billing, "suspended", "paused"];
const takesCard: OrderStatus[] = [...billing, "suspended"];
/** Those of the lives above that hold a payment of this status. */
const holding = {
  scheduled: ["active", "failed", "suspended"],
  soft: ["failed", "suspended"],
  hard: ["suspended"],
} as const;

/** In which of these lives each kind is true, told of a payment that suits it. */
const trueIn: Record<MessageKind, readonly OrderStatus[]> = {
  order_ready: preliminary,
  order_reminder: preliminary,
  purchase_confirmation: orderStatuses,
  mandate: live,
  refund_confirmation: orderStatuses,
  payment_approved: orderStatuses,
  payment_declined: holding.soft,
  payment_rejected: holding.hard,
  // The failed one is still retried by itself.
  retries_ended: ["suspended"],
  payment_rescheduled: holding.scheduled,
  payments_skipped: orderStatuses,
  payments_merged: holding.scheduled,
  renewal_soon: ["active", "failed"],
  price_changed: ["active", "failed", "suspended", "paused"],
  subscription_paused: ["paused"],
  subscription_resumed: billing,
  card_update_link: takesCard,
  card_expiring: takesCard,
  card_expired: [],
};

const suits: Partial<Record<MessageKind, string>> = {
  payment_declined: "soft_declined",
  payment_rejected: "hard_declined",
  retries_ended: "soft_declined",
  payment_rescheduled: "scheduled",
  payments_merged: "scheduled",
  renewal_soon: "scheduled",
};

function suited(kind: MessageKind, { order, now }: History): MessageContext {
  if (kind === "price_changed") {
    const amount = order.plan?.kind === "subscription" ? order.plan.price : undefined;
    return { data: { amount }, order, now, linkWorks: true };
  }
  const event = order.events.find(({ status }) => status === suits[kind]);
  const { amount, scheduledAt: at = 0, spid } = event ?? { amount: 1, spid: 0 };
  const data = event
    ? { amount, at, events: [{ spid: spid ?? 0, amount, scheduledAt: at }] }
    : suits[kind]
      ? { events: [{ spid: -1, amount: 1, scheduledAt: 0 }] }
      : {};
  return { data, order, now, linkWorks: true };
}

describe("each kind of message, in each status of its order", () => {
  it.each(orderStatuses)("has a life that is %s", (status) => {
    expect(lives[status]().order.status).toBe(status);
  });

  it.each(messageKinds)("%s is true only where what it says is so", (kind) => {
    const found = orderStatuses.filter((status) => whyUntrue(kind, suited(kind, lives[status]())) === null);
    expect(found).toEqual(orderStatuses.filter((status) => trueIn[kind].includes(status)));
  });

  it.each(messageKinds)("%s says why it is dropped, in a sentence", (kind) => {
    for (const status of orderStatuses) {
      const why = whyUntrue(kind, suited(kind, lives[status]()));
      if (why) expect(why).toMatch(/^[A-Z].*\.$/);
    }
  });
});

/** Why the newest message of a kind is not true any more after what happened since. */
function since(told: History, kind: MessageKind, then: History, linkWorks = true): string | null {
  const message = told.messages.findLast((one) => one.kind === kind);
  if (!message) throw new Error(`no ${kind} was queued`);
  return whyUntrue(kind, { data: message.data, order: then.order, now: then.now, linkWorks });
}

describe("what happens between queueing and sending", () => {
  const mailed = act(singleOrder(), { kind: "request_link", how: "email" });
  const manually = activated(instalmentOrder(manual));
  const failed = softDeclined(manually);
  const suspended = hardDeclined(manually);

  it("ends the asking for a payment: paid, cancelled, being paid, link withdrawn", () => {
    expect(since(mailed, "order_ready", mailed)).toBeNull();
    expect(since(mailed, "order_ready", paidFirst(mailed))).toBe("The order is now Complete.");
    expect(since(mailed, "order_ready", act(mailed, { kind: "cancel_order" }))).toBe(
      "The order is now Cancelled.",
    );
    expect(since(mailed, "order_ready", paidFirst(mailed, "soft"))).toBeNull();
    expect(since(mailed, "order_ready", paidFirst(mailed, "pending"))).toBe(
      "A payment of the order is being processed.",
    );
    expect(since(mailed, "order_ready", mailed, false)).toBe("The payment link was withdrawn.");
  });

  it("ends a receipt when all was given back, and not when a part was", () => {
    const paid = paidFirst(mailed);
    const refund = (amount: number) => act(paid, { kind: "refund_payment", attempt: 1, amount });
    expect(since(paid, "purchase_confirmation", answered(refund(4_000), "approved"))).toBeNull();
    expect(since(paid, "purchase_confirmation", refund(10_000))).toBeNull();
    expect(since(paid, "purchase_confirmation", answered(refund(10_000), "approved"))).toBe(
      "The money has been returned.",
    );
    const held = paidFirst(linked(singleOrder({ preauthorise: true })));
    const released = answered(act(held, { kind: "reverse_payment", attempt: 1 }), "approved");
    expect(since(held, "purchase_confirmation", released)).toBe("The money has been returned.");
  });

  it("ends a decline: retried well, moved, skipped, paused, ended, another card", () => {
    const retried = act(failed, { kind: "retry_events", events: [1] });
    expect(since(failed, "payment_declined", failed)).toBeNull();
    expect(since(failed, "payment_declined", retried)).toBeNull();
    expect(since(failed, "payment_declined", answered(retried, "soft"))).toBeNull();
    expect(since(failed, "payment_declined", answered(retried, "approved"))).toBe(
      "SPID 501 is now recovered.",
    );
    expect(since(failed, "payment_declined", answered(retried, "hard"))).toBe(
      "SPID 501 is now hard declined.",
    );
    expect(since(failed, "payment_declined", act(failed, { kind: "skip_events", events: [1] }))).toBe(
      "SPID 501 is now skipped.",
    );
    expect(since(failed, "payment_declined", act(failed, { kind: "complete_order" }))).toMatch(/complete/i);
    expect(since(failed, "payment_declined", cardUpdated(failed, "approved"))).toBe(
      "SPID 501 is now recovered.",
    );
    expect(since(failed, "payment_declined", cardEntered(failed, 0))).toBe("The card has been replaced.");
    const stopped = hardDeclined(softDeclined(activated(instalmentOrder({ ...manual }))));
    expect(since(stopped, "payment_declined", stopped)).toBeNull();
  });

  it("ends a rejection when another card stands in, and every asking when the agreement is withdrawn", () => {
    expect(since(suspended, "payment_rejected", suspended)).toBeNull();
    expect(since(suspended, "payment_rejected", cardEntered(suspended, 0))).toBe(
      "The card has been replaced.",
    );
    const asked = act(failed, { kind: "send_update_link" });
    const withdrawn = answered(act(asked, { kind: "retry_events", events: [1] }), "stop");
    for (const kind of ["payment_declined", "card_update_link", "mandate"] as const)
      expect(since(asked, kind, withdrawn)).toMatch(/withdrew the agreement/);
  });

  it("ends a promised date: moved again, merged, skipped, passed", () => {
    const move = (history: History, days: number) =>
      act(history, {
        kind: "reschedule_event",
        event: 2,
        scheduledAt: history.now + days * DAY,
        amount: 9_000,
        alsoLater: false,
      });
    const moved = move(manually, 3);
    expect(since(moved, "payment_rescheduled", moved)).toBeNull();
    expect(since(moved, "payment_rescheduled", move(moved, 5))).toBe(
      "The date or amount of the payment has changed.",
    );
    const merged = act(moved, { kind: "merge_events", events: [2, 3], scheduledAt: null, amount: null });
    expect(since(moved, "payment_rescheduled", merged)).toBe("SPID 502 is now merged.");
    expect(since(merged, "payments_merged", merged)).toBeNull();
    const skipped = act(merged, { kind: "skip_events", events: [merged.order.events.length] });
    expect(since(merged, "payments_merged", skipped)).toMatch(/is now skipped/);
    expect(since(moved, "payment_rescheduled", collectedBy(moved, 4))).toBe("SPID 502 is now completed.");
    const late = waited(moved, moved.now + 4 * DAY);
    expect(since(moved, "payment_rescheduled", late)).toBe("Its date has passed.");
  });

  it("ends a renewal notice: paused, moved, another price, collected", () => {
    const start = activated(subscriptionOrder());
    const told = forward(start, Date.UTC(2026, 0, 27));
    const event = told.order.events.find(({ status }) => status === "scheduled");
    const change = { kind: "reschedule_event", event: event?.number ?? 0, alsoLater: false } as const;
    expect(since(told, "renewal_soon", told)).toBeNull();
    expect(since(told, "renewal_soon", act(told, { kind: "pause_order", resumeAt: null }))).toBe(
      "The order is now Paused.",
    );
    const dearer = act(told, { ...change, scheduledAt: event?.scheduledAt ?? 0, amount: 4_000 });
    expect(since(told, "renewal_soon", dearer)).toBe("The date or amount of the payment has changed.");
    expect(since(told, "renewal_soon", collected(told))).toMatch(/is now completed/);
  });

  it("ends the news of a pause and of its end", () => {
    const start = activated(subscriptionOrder());
    const paused = act(start, { kind: "pause_order", resumeAt: start.now + 5 * DAY });
    const resumed = act(paused, { kind: "resume_order" });
    expect(since(paused, "subscription_paused", paused)).toBeNull();
    expect(since(paused, "subscription_paused", resumed)).toBe("The order is now Active.");
    const again = act(resumed, { kind: "pause_order", resumeAt: start.now + 9 * DAY });
    expect(since(paused, "subscription_paused", again)).toBe("The resume date has changed.");
    expect(since(resumed, "subscription_resumed", again)).toBe("The order is now Paused.");
  });

  it("ends what is said of a card: replaced, expired, order paused", () => {
    const start = activated(subscriptionOrder(), soon);
    const told = forward(start, Date.UTC(2026, 1, 16));
    expect(since(told, "card_expiring", told)).toBeNull();
    expect(since(told, "card_expiring", cardUpdated(told, "approved"))).toBe("The card has been replaced.");
    expect(since(told, "card_expiring", waited(told, Date.UTC(2026, 3, 2)))).toBe("The card has expired.");
    expect(since(told, "card_expiring", act(told, { kind: "pause_order", resumeAt: null }))).toMatch(
      /paused/i,
    );
    const expired = forward(told, Date.UTC(2026, 3, 2));
    expect(since(expired, "card_expired", expired)).toBeNull();
    expect(since(expired, "card_expired", cardUpdated(expired, "approved"))).toBe(
      "The card has been replaced.",
    );
  });
});

function collectedBy(history: History, days: number): History {
  return forward(history, history.now + days * DAY);
}

describe("an agreement that the customer withdrew", () => {
  const withdrawn = forward(activated(subscriptionOrder()), Date.UTC(2026, 1, 1, 9), "stop");
  const link = { kind: "send_update_link" } as const;

  it("refuses the update link in words", () => {
    expect(() => act(withdrawn, link)).toThrow(/The customer withdrew the agreement to be charged/);
  });

  it("ends when the customer registers a card, and then the link is sent again", () => {
    const back = answeredAll(cardEntered(withdrawn, 3_000), "soft");
    expect(act(back, link).messages.at(-1)?.kind).toBe("card_update_link");
  });

  it("is withdrawn by a charge of its own card only, not by a card that is entered or a payment that is taken back", () => {
    const start = activated(subscriptionOrder({ merchant: { defaultInitialAmount: 50 } }));
    const open: Command = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 };
    const other = entered(act(start, open, customer), "stop", sampleCards.second);
    const refund: Command = { kind: "refund_payment", attempt: 1, amount: 100 };
    for (const after of [other, answered(act(start, refund), "stop")]) {
      expect(after.order.attempts.at(-1)).toMatchObject({ state: "declined", outcome: "hard_stop" });
      expect(after.alerts).toEqual([]);
      expect(act(after, link).messages.at(-1)?.kind).toBe("card_update_link");
    }
  });

  it("does not reach a card that the customer gave while the charge was at the bank", () => {
    const start = activated(subscriptionOrder());
    const sent = forward(start, Date.UTC(2026, 1, 1, 9), "pending");
    const given = cardEntered(waited(sent, sent.now + HOUR), 0);
    const after = settled(waited(given, given.now + HOUR), 2, "stop");
    expect(after.order.attempts.find(({ number }) => number === 2)).toMatchObject({ outcome: "hard_stop" });
    expect(isAgreementWithdrawn(after.order)).toBe(false);
  });

  it("does not end by a later decline, nor by a card that staff choose from the wallet", () => {
    const start = activated(subscriptionOrder({ wallet: [sampleCards.third] }));
    const stopped = forward(start, Date.UTC(2026, 1, 1, 9), "stop");
    const chosen = act(stopped, { kind: "replace_card", cardId: sampleCards.third.id, shownSum: 3_000 });
    expect(() => act(answered(chosen, "soft"), link)).toThrow(/withdrew/);
  });
});
