import fc from "fast-check";
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
import { act, type History, record } from "@/lib/domain/lived/history";
import { type AskCommand, anyLife, randomHistory } from "@/lib/domain/lived/testing-lives";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import { currentCard } from "@/lib/domain/order/card";
import { type Order, orderTypes } from "@/lib/domain/order/order";
import { standingOf } from "@/lib/domain/preview/standing";
import { decide } from "@/lib/domain/rules/decide";
import { DAY } from "@/lib/domain/value/calendar";
import { parseOrderFilter } from "@/lib/orders/filter";
import type { OrderRow } from "@/lib/orders/queries";
import { isReadWhole, orderRowText } from "./order-row-text";

function row({ order, now }: History): OrderRow {
  const {
    shownAmount: amount,
    netPaid,
    nextAttemptAt = null,
    nextAttemptIsRetry = false,
  } = orderRow(1, order);
  return {
    ...order,
    amount,
    netPaid,
    ...standingOf(order, now),
    ...{ ownerId: null, snoozedUntil: null, careVersion: 0 },
    nextAttemptAt,
    nextAttemptIsRetry,
    customer: { id: "c", name: "Anna Berg", organisation: "", email: "anna@berg.example" },
    card: currentCard(order),
  };
}

function read(history: History, whole: Order | null) {
  const view = {
    ...{ merchant: "nordlicht", now: history.now, zone: "UTC", cardZone: "UTC" },
    ...{ isStopped: history.order.merchant.isStopped, staff: new Map() },
  };
  return orderRowText(row(history), whole, parseOrderFilter({}), view);
}

/** As the list reads it: the order itself only where the row does not say everything. */
function line(history: History) {
  return read(history, isReadWhole(row(history)) ? history.order : null);
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

test("a row says why it needs attention, and nothing where it needs none", () => {
  const active = activated(instalmentOrder());
  expect(line(active)).toMatchObject({ reason: "", retries: "" });
  expect(line(softDeclined(active))).toMatchObject({ reason: "Insufficient funds", retries: "0 of 15" });
  expect(line(hardDeclined(activated(subscriptionOrder()))).reason).toBe("Card expired");
});

test("what is stored with an order says of its next payment and its step what the order itself says", () => {
  const ask: AskCommand = (history, command, actor) => {
    const decision = decide(history.order, command, actor, history.now);
    return "refusal" in decision ? history : record(history, decision, actor);
  };
  let compared = 0;
  fc.assert(
    fc.property(fc.constantFrom(...orderTypes), anyLife(), (type, life) => {
      const history = randomHistory(type, life, ask);
      // While a payment is at the gateway nothing is planned: for as long as that takes a row shows what was.
      if (isReadWhole(row(history)) || paymentAtGateway(history.order)) return;
      const [{ step, ...kept }, { step: _, ...whole }] = [read(history, null), read(history, history.order)];
      expect(kept).toEqual(whole);
      if (row(history).cause !== null) expect(step).toBe(_);
      compared++;
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(100);
});
