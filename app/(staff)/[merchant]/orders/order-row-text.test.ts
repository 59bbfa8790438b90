import { expect, test } from "vitest";
import { orderRow } from "@/db/order-rows";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  linked,
  overdue,
  softDeclined,
  subscriptionOrder,
} from "@/lib/domain/lived/histories";
import { act, type History } from "@/lib/domain/lived/history";
import { currentCard } from "@/lib/domain/order/card";
import { standingOf } from "@/lib/domain/preview/standing";
import { DAY } from "@/lib/domain/value/calendar";
import { parseOrderFilter } from "@/lib/orders/filter";
import { orderRowText } from "./order-row-text";

function line({ order, now }: History) {
  const {
    shownAmount: amount,
    netPaid,
    nextAttemptAt = null,
    nextAttemptIsRetry = false,
  } = orderRow(1, order);
  const customer = { id: "c", name: "Anna Berg", organisation: "", email: "anna@berg.example" };
  const row = {
    ...order,
    amount,
    netPaid,
    ...standingOf(order, now),
    ...{ ownerId: null, snoozedUntil: null, careVersion: 0 },
    nextAttemptAt,
    nextAttemptIsRetry,
  };
  const view = { merchant: "nordlicht", now, zone: "UTC", cardZone: "UTC" };
  return orderRowText({ ...row, customer, card: currentCard(order) }, order, parseOrderFilter({}), view);
}

test("a row tells the next attempt, of whatever kind it is", () => {
  const active = activated(instalmentOrder());
  expect(line(active)).toMatchObject({ next: { isOverdue: false }, step: "Next 1 Feb 2026" });
  const failed = softDeclined(active);
  expect(line(failed)).toMatchObject({
    next: { isRetry: true },
    step: "EUR 100.00 outstanding · Retry planned",
  });
  expect(line(failed).next).not.toEqual(line(active).next);
});

test("a Suspended order has no date, whatever is scheduled, and says what it needs", () => {
  const suspended = hardDeclined(activated(subscriptionOrder()));
  expect(suspended.order.events.some(({ status }) => status === "scheduled")).toBe(true);
  expect(line(suspended)).toMatchObject({ next: null, step: "EUR 30.00 outstanding · Card expired" });
  const scheduledAt = suspended.now + DAY;
  const moved = { kind: "reschedule_event", event: 1, scheduledAt, amount: null, alsoLater: false } as const;
  expect(line(act(suspended, moved))).toMatchObject({ next: null, step: "Card expired" });
});

test("what is overdue keeps the date that it was due on", () => {
  expect(line(overdue(activated(instalmentOrder())))).toMatchObject({
    next: { isOverdue: true },
    step: "EUR 100.00 outstanding · Overdue",
  });
});

test("an order that was not paid yet says whose turn it is", () => {
  expect(line(subscriptionOrder()).step).toBe("Collect the first payment");
  expect(line(linked(subscriptionOrder())).step).toBe("Waiting for the customer");
});

test("a row says its status in words, and why it needs a person where it does", () => {
  const active = activated(instalmentOrder());
  expect(line(active).standing).toBe("Active");
  expect(line(softDeclined(active)).standing).toBe("Failed · Retry planned");
  expect(line(hardDeclined(activated(subscriptionOrder()))).standing).toBe("Suspended · Card expired");
});
