import { describe, expect, it } from "vitest";
import { netPaid, outstandingAmount } from "../order/balance";
import { situationOf } from "../preview/situation";
import { DAY } from "../value/calendar";
import {
  activated,
  cardEntered,
  instalmentOrder,
  linked,
  paidFirst,
  singleOrder,
  softDeclined,
} from "./histories";
import { act, answered, answeredAll, customer, forward, type History, refusalOf, settled } from "./history";
import { sampleCards } from "./plain-order";

const byHand = { merchant: { autoRetry: false } };
const charges = ({ order }: History) => order.attempts.filter(({ purpose }) => purpose === "event").length;

describe("retries that were to follow one another", () => {
  it("end when a payment among them is booked as something else: a later retry takes only what it names", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)), 2);
    const asked = act(failed, { kind: "retry_events", events: [1, 2] });
    const other = answered(asked, { as: "approved", amount: 20_000, booking: 9 });
    const booked = act(other, { kind: "book_report", attempt: other.order.attempts.length, report: 0 });
    expect(booked.order.retryQueue).toEqual([]);
    const later = answeredAll(act(booked, { kind: "retry_events", events: [1] }), "approved");
    expect(charges(later)).toBe(charges(booked) + 1);
    expect(netPaid(later.order) - netPaid(booked.order)).toBe(10_000);
  });
});

describe("a sum that waits to be confirmed", () => {
  const waiting = () => cardEntered(softDeclined(activated(instalmentOrder())), 0, sampleCards.third);

  it("is there as long as it is owed", () => {
    expect(waiting().order.pendingCollection).toMatchObject({ awaits: "confirmation" });
    expect(situationOf(waiting().order, waiting().now).cause).toMatchObject({
      code: "sum_to_confirm",
      sum: 10_000,
    });
  });

  it("is over once it is collected another way, or given up", () => {
    const collected = forward(waiting(), waiting().now + 4 * DAY);
    expect(outstandingAmount(collected.order, collected.now)).toBe(0);
    expect(collected.order.pendingCollection).toBeNull();
    const skipped = act(waiting(), { kind: "skip_events", events: [1] });
    expect(skipped.order.pendingCollection).toBeNull();
    expect(refusalOf(skipped, { kind: "collect_outstanding", shownSum: 10_000 })).toEqual({
      code: "nothing_pending",
    });
  });

  it("is over once its card is declined: a Suspended order is not charged with the card that suspended it", () => {
    const suspended = forward(waiting(), waiting().now + 4 * DAY, "hard");
    expect(suspended.order.status).toBe("suspended");
    expect(refusalOf(suspended, { kind: "collect_outstanding", shownSum: 10_000 }, customer)).toEqual({
      code: "nothing_pending",
    });
    expect(situationOf(suspended.order, suspended.now).cause.code).toBe("card_expired");
  });
});

describe("a payment that may have been taken otherwise than we asked", () => {
  it("keeps time from charging the order too, until somebody has decided", () => {
    const open = act(
      activated(instalmentOrder()),
      { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 },
      customer,
    );
    const number = open.order.attempts.length;
    const contested = settled(open, number, { as: "soft", reference: "somebody-else" });
    const due = contested.now + 40 * DAY;
    expect(charges(forward(contested, due))).toBe(0);
    expect(situationOf(contested.order, contested.now).follows).toBeNull();
    const closed = act(contested, { kind: "close_report", attempt: number, report: 0, reason: "Not ours" });
    expect(charges(forward(closed, due))).toBe(1);
  });
});

it("a second hold of one pre-authorisation is let go", () => {
  const held = paidFirst(linked(singleOrder({ preauthorise: true })), "soft");
  const late = settled(held, 1, "approved");
  expect(late.order.attempts.at(-1)).toMatchObject({ type: "reversal", state: "sent" });
});
