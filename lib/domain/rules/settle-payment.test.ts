import { describe, expect, it } from "vitest";
import {
  activated,
  cardUpdated,
  collected,
  instalmentOrder,
  meteredOrder,
  overdue,
  retried,
  singleOrder,
  softDeclined,
} from "../lived/histories";
import { act, answered, type History, refusalOf, settled, waited } from "../lived/history";
import { eventIn } from "../lived/shape";
import type { Attempt } from "../order/order";
import { paymentAtGateway } from "../order/standing";
import { type Supposed, suppose } from "../order/supposed-answer";
import { HOUR } from "../value/calendar";

const byHand = { merchant: { autoRetry: false } };
const last = ({ order }: History) => order.attempts.at(-1) as Attempt;

/** Why a report about the newest payment says nothing new; null when it does. */
function saysNothing(history: History, word: Supposed) {
  const result = suppose(history.order, last(history), word);
  return refusalOf(history, { kind: "settle_payment", attempt: last(history).number, result });
}

describe("a row of retries", () => {
  const row = () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)), 2);
    return act(waited(failed, failed.now + HOUR), { kind: "retry_events", events: [1, 2] });
  };

  it.each(["technical", "not_sent", "not_found", "merchant", "request"] as const)(
    "ends where a payment got no verdict: %s",
    (word) => {
      const after = answered(row(), word);
      expect(paymentAtGateway(after.order)).toBeNull();
      expect(after.log.at(-1)?.entry).toEqual({ kind: "retry_queue_stopped", events: [2] });
      expect(eventIn(after, 2).status).toBe("soft_declined");
    },
  );

  it.each(["soft", "approved"] as const)("goes on after a verdict that leaves the card: %s", (word) => {
    expect(paymentAtGateway(answered(row(), word).order)).toMatchObject({ event: 2, cause: "retry" });
  });

  it("goes on only where the next one may still be charged", () => {
    const asked = row();
    const events = asked.order.events.map((event) =>
      event.number === 2
        ? { ...event, cardFacts: event.cardFacts.map((facts) => ({ ...facts, barred: true })) }
        : event,
    );
    const after = answered({ ...asked, order: { ...asked.order, events } }, "soft");
    expect(paymentAtGateway(after.order)).toBeNull();
    expect(after.log.at(-1)?.entry).toEqual({ kind: "retry_queue_stopped", events: [2] });
  });
});

describe("a payment whose result is not known", () => {
  const charged = () => act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" });
  const other = { code: "000.200.000", amount: 4_300, booking: 2 };

  it("is pending once, however often that is said", () => {
    const pending = answered(charged(), "pending");
    expect(last(pending).state).toBe("unknown");
    for (const word of ["pending", "silence"] as const)
      expect(saysNothing(pending, word)).toEqual({ code: "already_settled" });
  });

  it("becomes unknown by a report of another amount that is no verdict, once and without a contradiction", () => {
    const after = answered(charged(), other);
    expect(last(after)).toMatchObject({ state: "unknown" });
    expect(after.log.at(-1)?.entry).toMatchObject({ kind: "payment_unknown", why: "the amount differs" });
    expect(after.log.map(({ entry }) => entry.kind)).not.toContain("contradiction_reported");
    expect(saysNothing(after, other)).toEqual({ code: "already_settled" });
  });
});

describe("a payment that was booked", () => {
  const paid = () => activated(singleOrder());

  it("is contradicted when its own transaction is reported as declined, and by no other one", () => {
    const after = settled(paid(), 1, "soft");
    expect(after.log.at(-1)?.entry).toMatchObject({ kind: "contradiction_reported", attempt: 1 });
    expect(saysNothing(paid(), { code: "800.100.155", booking: 2 })).toEqual({ code: "already_settled" });
    expect(saysNothing(paid(), "pending")).toEqual({ code: "already_settled" });
  });

  it("is contradicted by a second one of another amount, and booked twice by one that fits", () => {
    const differs = settled(paid(), 1, { code: "000.000.000", booking: 2, amount: 4_300 });
    expect(differs.log.at(-1)?.entry).toMatchObject({
      kind: "contradiction_reported",
      why: "the amount differs",
    });
    expect(differs.order.attempts).toHaveLength(1);
    const twice = settled(differs, 1, { code: "000.000.000", booking: 3 });
    expect(last(twice)).toMatchObject({ state: "duplicate", purpose: "reported", amount: 10_000 });
    expect(last(twice).reports ?? []).toEqual([]);
  });

  it("is not booked again by the same transaction", () => {
    expect(saysNothing(paid(), "approved")).toEqual({ code: "already_settled" });
  });
});

it("a declined payment that is reported as approved is booked beside it, and said so", () => {
  const failed = softDeclined(activated(instalmentOrder(byHand)));
  const after = settled(failed, last(failed).number, { code: "000.000.000", booking: 2 });
  const said = after.log.map(({ entry }) => entry).filter(({ kind }) => kind === "contradiction_reported");
  expect(said).toMatchObject([{ booked: true }]);
  expect(last(after)).toMatchObject({ state: "duplicate" });
});

it("a payment is Recovered by a retry, or by another card though it was only overdue, and else Collected", () => {
  const start = activated(instalmentOrder(byHand));
  expect(eventIn(collected(start), 1).status).toBe("completed");
  expect(eventIn(retried(softDeclined(start), 1, "approved"), 1).status).toBe("recovered");
  const late = overdue(start);
  expect(eventIn(cardUpdated(late, "approved"), 1).status).toBe("recovered");
});

it("a decline that is told again says nothing", () => {
  expect(saysNothing(softDeclined(activated(instalmentOrder(byHand))), "soft")).toEqual({
    code: "already_settled",
  });
});
