import { describe, expect, it } from "vitest";
import type { ResultByCode } from "../lived/answer-by-code";
import {
  activated,
  cardEntered,
  cardUpdated,
  entered,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  overdue,
  paidFirst,
  singleOrder,
  softDeclined,
} from "../lived/histories";
import { act, answered, forward, type History, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { fingerprint } from "../order/card";
import type { EventAfterDecline } from "../order/order-log";
import { DAY, HOUR } from "../value/calendar";

const byHand = { merchant: { autoRetry: false } };
const visa = fingerprint(sampleCards.visa);
const entries = ({ log }: History) => log.map(({ entry }) => entry);

/** What the newest decline means for its event. */
function afterDecline(history: History): EventAfterDecline | null {
  const said = entries(history).findLast((entry) => entry.kind === "payment_declined");
  return said?.kind === "payment_declined" ? said.event : null;
}

/** How the newest payment ended without a verdict. */
const given = (history: History) => entries(history).findLast(({ kind }) => kind === "payment_abandoned");

const retrying = (history: History) =>
  act(waited(history, history.now + HOUR), { kind: "retry_events", events: [1] });

describe("a first payment that is declined", () => {
  it("leaves the order Pending over the link, whose reminders begin again, and Rejected by phone", () => {
    const start = linked(singleOrder());
    const byLink = paidFirst(waited(start, start.now + DAY), "soft");
    expect(entries(byLink).at(-1)).toEqual({ kind: "pending_timer_started", at: start.now + DAY });
    expect(byLink.order.status).toBe("pending");
    const byPhone = paidFirst(start, "soft", sampleCards.visa, "terminal");
    expect(entries(byPhone).at(-1)).toMatchObject({ kind: "status_changed", to: "rejected" });
  });

  it("of a draft reminds nobody: no link was sent", () => {
    const declined = paidFirst(singleOrder(), "soft");
    expect(declined.order).toMatchObject({ status: "draft", linkRequestedAt: null });
  });
});

describe("a decline that is not of an event with the order's card leaves the order where it stands", () => {
  it("when the customer's other card is declined before it is kept", () => {
    const failed = softDeclined(activated(instalmentOrder({ merchant: { defaultInitialAmount: 50 } })));
    const open = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 } as const;
    expect(failed.order.status).toBe("failed");
    const opened = act(failed, open);
    const result = opened.order.attempts.length;
    const declined = entered(opened, "hard", sampleCards.second);
    expect(declined.order.attempts[result - 1]).toMatchObject({ state: "declined", event: null });
    expect([declined.order.status, declined.order.cardId]).toEqual(["failed", sampleCards.visa.id]);
  });

  it("when a sum of the moment, a refund or a capture is declined, however hard", () => {
    const start = activated(meteredOrder());
    const asked = act(start, { kind: "charge_now", amount: 5_000, note: "" });
    expect(answered(asked, "hard").order.status).toBe("active");
    const paid = answered(asked, "approved");
    const refund = act(paid, { kind: "refund_payment", attempt: 2, amount: 5_000 });
    expect(answered(refund, "hard").order.status).toBe("active");
    const held = activated(singleOrder({ preauthorise: true }));
    const capture = act(held, { kind: "capture_payment", attempt: 1, amount: 5_000 });
    expect(answered(capture, "hard").order.status).toBe("active");
  });

  it("when an event is declined with a card that was replaced meanwhile", () => {
    const running = forward(activated(instalmentOrder()), Date.UTC(2026, 1, 1, 9), "silence");
    const declined = answered(cardEntered(running, 0), "hard");
    expect([declined.order.status, eventIn(declined, 1).status]).toEqual(["active", "hard_declined"]);
    expect(afterDecline(declined)).toMatchObject({ barredCard: visa });
    const soft = answered(cardEntered(running, 0), "soft");
    expect(afterDecline(soft)).toMatchObject({ plannedRetries: [], window: { card: visa } });
  });
});

describe("an event that is declined", () => {
  it.each(["hard", "stop"] as const)("for good is barred for its card and has no window: %s", (word) => {
    const start = activated(instalmentOrder());
    const declined = forward(start, eventIn(start, 1).scheduledAt, word);
    expect(declined.order.status).toBe("suspended");
    expect(afterDecline(declined)).toEqual({
      status: "hard_declined",
      window: null,
      notBefore: null,
      plannedRetries: [],
      barredCard: visa,
    });
  });

  it("for good on a retry counts that retry in the window that its card has", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    const window = { startedAt: failed.now, endsAt: failed.now + 30 * DAY, card: visa };
    expect(afterDecline(failed)).toEqual({
      status: "soft_declined",
      window: { ...window, retries: 0 },
      notBefore: null,
      plannedRetries: [],
      barredCard: null,
    });
    expect(afterDecline(answered(retrying(failed), "hard"))?.window).toEqual({ ...window, retries: 1 });
  });

  it("waits as many hours as its bank advised", () => {
    const start = activated(instalmentOrder(byHand), sampleCards.master);
    const advised = forward(start, eventIn(start, 1).scheduledAt, "advice25");
    expect(afterDecline(advised)?.notBefore).toBe(advised.now + DAY);
  });

  it.each([
    ["soft", null],
    ["hard", visa],
  ] as const)(
    "after its order ended is Cancelled, and its card barred only for good: %s",
    (word, barredCard) => {
      const running = act(retrying(softDeclined(activated(instalmentOrder()))), { kind: "complete_order" });
      const declined = answered(running, word);
      expect(afterDecline(declined)).toMatchObject({
        status: "cancelled",
        window: { retries: 1, card: visa },
        plannedRetries: [],
        barredCard,
      });
      expect(declined.order.status).toBe("complete");
    },
  );

  it("of an order that is Paused for what it owes is not retried by itself, not even with a new card", () => {
    const merchant = { autoRetryDays: [3], endAction: "pause" } as const;
    const failed = softDeclined(activated(instalmentOrder({ merchant })));
    const owing = forward(failed, failed.now + 3 * DAY, "soft");
    expect(owing.order.status).toBe("paused");
    const declined = cardUpdated(owing, "soft");
    expect(afterDecline(declined)).toMatchObject({ status: "soft_declined", plannedRetries: [] });
    expect(afterDecline(cardUpdated(failed, "soft"))?.plannedRetries).toEqual([failed.now + 3 * DAY]);
  });
});

it("a soft decline does what the merchant wants after the last automatic retry, and none before does", () => {
  const merchant = { autoRetryDays: [3], endAction: "suspend" } as const;
  const failed = softDeclined(activated(instalmentOrder({ merchant })));
  expect(failed.order.status).toBe("failed");
  expect(answered(retrying(failed), "soft").order.status).toBe("failed");
  expect(forward(failed, failed.now + 3 * DAY, "soft").order.status).toBe("suspended");
});

it("a decline of a card that was replaced meanwhile ends no retries: the new card collects", () => {
  const merchant = { autoRetryDays: [3], endAction: "pause" } as const;
  const failed = softDeclined(activated(instalmentOrder({ merchant })));
  const running = forward(failed, failed.now + 3 * DAY, "silence");
  for (const word of ["soft", "hard"] as const) {
    const declined = answered(cardEntered(running, 10_000), word);
    expect(declined.order.status).toBe("failed");
    expect(declined.order.attempts.at(-1)).toMatchObject({ cause: "card_update", state: "sent" });
  }
});

describe("a payment without a verdict", () => {
  const due = () => {
    const start = activated(instalmentOrder(byHand));
    return forward(start, eventIn(start, 1).scheduledAt, "silence");
  };

  it("says why it ended", () => {
    const why = (word: ResultByCode) => given(answered(due(), word));
    expect(why("not_found")).toMatchObject({ why: "the gateway has no record of it", held: false });
    expect(why("expired")).toMatchObject({ why: "the customer did not pay" });
    expect(why({ code: "900.100.301", description: "Timeout" })).toMatchObject({
      why: "900.100.301 Timeout",
    });
    expect(why("technical")).toMatchObject({ why: "900.100.301" });
  });

  it("is due again by its date when that brought it, and is repeated at once when something else did", () => {
    const overdueNow = (history: History) => ({ until: history.now, why: "technical" });
    for (const word of ["not_found", "merchant"] as const) {
      expect(given(answered(due(), word))).toMatchObject({ wait: null });
      const asked = retrying(softDeclined(activated(instalmentOrder(byHand))));
      expect(given(answered(asked, word))).toMatchObject({
        wait: { ...overdueNow(asked), cause: "technical_retry" },
      });
      const collecting = cardEntered(overdue(activated(instalmentOrder())), 10_000);
      expect(given(answered(collecting, word))).toMatchObject({
        wait: { ...overdueNow(collecting), cause: "card_update" },
      });
    }
  });

  it("is held for somebody when our own request was refused, and only then", () => {
    expect(given(answered(due(), "request"))).toMatchObject({ wait: null, held: true });
    const asked = retrying(softDeclined(activated(instalmentOrder(byHand))));
    expect(given(answered(asked, "request"))).toMatchObject({ wait: null, held: true });
    for (const word of ["technical", "merchant"] as const)
      expect(given(answered(asked, word))).toMatchObject({ held: false });
  });

  it("of no event waits for nothing", () => {
    const asked = act(activated(meteredOrder()), { kind: "charge_now", amount: 5_000, note: "" });
    for (const word of ["technical", "merchant", "not_found", "not_sent"] as const)
      expect(given(answered(asked, word))).toMatchObject({ wait: null, held: false });
  });

  it("that never left is sent in half a minute, for the cause that it had", () => {
    const asked = act(activated(instalmentOrder(byHand)), { kind: "execute_event", event: 1 });
    const wait = { until: asked.now + 30_000, why: "technical", cause: "technical_retry" };
    expect(given(answered(asked, "not_sent"))).toMatchObject({ wait, held: false, outcome: "not_sent" });
    const collecting = cardEntered(hardDeclined(activated(instalmentOrder())), 10_000);
    expect(given(answered(collecting, "not_sent"))).toMatchObject({
      wait: { until: collecting.now + 30_000, cause: "card_update" },
    });
  });

  it("the fourth time in a row is a decline that says that nobody was reached, and waits for nothing", () => {
    const start = activated(instalmentOrder(byHand));
    const down = { code: "900.100.301", description: "Timeout" };
    const first = forward(start, eventIn(start, 1).scheduledAt, down);
    expect(given(first)).toMatchObject({ wait: { until: first.now + 15 * 60_000 } });
    const after = forward(first, first.now + DAY, down);
    expect(eventIn(after, 1)).toMatchObject({
      status: "soft_declined",
      decline: { outcome: "technical", reason: "Gateway not available: 900.100.301 Timeout" },
    });
    expect(afterDecline(after)?.notBefore).toBeNull();
  });
});
