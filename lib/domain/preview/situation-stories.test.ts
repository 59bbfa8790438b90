import { describe, expect, it } from "vitest";
import {
  activated,
  cardUpdated,
  collected,
  hardDeclined,
  instalmentOrder,
  meteredOrder,
  overdue,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, forward, type History, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { RETRY_LIMIT } from "../order/retry";
import type { Command } from "../rules/command";
import { may } from "../rules/decide";
import { DAY, HOUR } from "../value/calendar";
import { nextTrySentence } from "./next-try";
import { situationOf } from "./situation";

const byHand = { merchant: { autoRetry: false } };
const situation = ({ order, now, log }: History) => situationOf(order, now, log);
const codes = (history: History) => {
  const { cause, also } = situation(history);
  return [cause, ...also].map(({ code }) => code);
};
const best = (history: History) => {
  const step = situation(history).best;
  return step?.act === "command" ? step.command : null;
};

const metered = () => {
  const start = activated(meteredOrder(byHand));
  return act(start, { kind: "schedule_payment", amount: 5_000, scheduledAt: start.now + DAY, note: "" });
};
const moved = (history: History, event: number): Command => {
  const scheduledAt = history.now + 5 * DAY;
  return { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false };
};

describe("a Suspended order whose declined payment was moved, skipped or merged", () => {
  const lives = [instalmentOrder, subscriptionOrder, metered].map((make, i) =>
    hardDeclined(i < 2 ? activated(make()) : make()),
  );
  const ways: Record<string, (history: History) => Command[]> = {
    rescheduled: (history) => [moved(history, 1)],
    skipped: () => [{ kind: "skip_events", events: [1] }],
    merged: ({ order, now }) =>
      order.type === "metered"
        ? [
            { kind: "schedule_payment", amount: 1_000, scheduledAt: now + DAY, note: "" },
            { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null },
          ]
        : [{ kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null }],
  };
  it.each(
    lives.flatMap((history) => Object.keys(ways).map((way) => [history.order.type, way, history] as const)),
  )("%s, %s: still asks for a card, and promises no date, today and after it", (_type, way, start) => {
    const changed = (ways[way]?.(start) ?? []).reduce((next, command) => act(next, command), start);
    for (const history of [changed, forward(changed, changed.now + 20 * DAY)]) {
      const found = situation(history);
      expect(found.cause.code).toBe("card_expired");
      expect(found.follows).toBeNull();
      expect(found.sums.next).toBe(0);
      expect(found.whoActs).toBe("customer");
      expect(best(history)).toEqual({ kind: "send_update_link" });
    }
  });
});

it("a Failed order whose declined payment was skipped needs no other card", () => {
  const skipped = act(softDeclined(activated(instalmentOrder(byHand))), { kind: "skip_events", events: [1] });
  expect(skipped.order.status).toBe("failed");
  expect(situation(skipped)).toMatchObject({
    cause: { code: "next_payment", event: 2 },
    follows: { what: "collect", event: 2, cause: "schedule" },
    whoActs: "time",
    isWrong: false,
  });
});

it("where only the customer can confirm, the card link is the best step and a retry only another way", () => {
  const start = activated(instalmentOrder());
  const declined = forward(start, Date.UTC(2026, 1, 1, 9), "customer");
  const found = situation(declined);
  expect(found).toMatchObject({ cause: { code: "customer_must_confirm" }, whoActs: "customer" });
  expect(best(declined)).toEqual({ kind: "send_update_link" });
  expect(found.others.map(({ step }) => step.act === "command" && step.command.kind)).toContain(
    "retry_events",
  );
});

describe("retries that are used up", () => {
  const start = softDeclined(activated(instalmentOrder({ ...byHand, parts: 1 })));
  let worn = waited(start, start.now + DAY);
  for (let i = 0; i < RETRY_LIMIT; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");

  it("are named with the end of their 30 days, and the time that is advised is not before it", () => {
    const { cause } = situation(worn);
    if (cause.code !== "retries_used_up" || !cause.retries) throw new Error(cause.code);
    expect(cause.retries).toMatchObject({ used: RETRY_LIMIT, limit: RETRY_LIMIT });
    const command = best(worn);
    if (command?.kind !== "reschedule_event") throw new Error("a new date was expected");
    expect(command.scheduledAt).toBeGreaterThanOrEqual(cause.retries.endsAt);
    expect(may(worn.order, command, worn.now)).toBeNull();
  });

  it("are not retried by hand on the day after either, which is not what is advised then", () => {
    const { cause } = situation(worn);
    if (cause.code !== "retries_used_up" || !cause.retries) throw new Error(cause.code);
    const after = waited(worn, cause.retries.endsAt + HOUR);
    expect(may(after.order, { kind: "retry_events", events: [1] }, after.now)).not.toBeNull();
    expect(best(after)?.kind).toBe("reschedule_event");
  });

  it("are paid on the date that was advised", () => {
    const command = best(worn);
    if (command?.kind !== "reschedule_event") throw new Error("a new date was expected");
    const planned = act(worn, command);
    expect(situation(planned).follows).toMatchObject({ what: "collect", event: 1, at: command.scheduledAt });
    expect(forward(planned, command.scheduledAt).order.status).toBe("complete");
  });
});

it("two declined payments are one situation, of both their money", () => {
  const failed = softDeclined(activated(instalmentOrder(byHand)), 2);
  expect(situation(failed)).toMatchObject({
    cause: { code: "not_retried", count: 2 },
    also: [],
    sums: { outstanding: 20_000 },
  });
  expect(best(failed)).toEqual({ kind: "retry_events", events: [1, 2] });
});

describe("overdue money is never without a notice", () => {
  it.each([instalmentOrder, subscriptionOrder])("on a live order (%#)", (make) => {
    expect(situation(overdue(activated(make())))).toMatchObject({
      cause: { code: "overdue", event: 1 },
      isWrong: true,
      follows: { what: "collect", event: 1 },
    });
  });
  it("on a metered one, and on one in Review", () => {
    const late = waited(metered(), metered().now + 3 * DAY);
    expect(codes(late)).toContain("overdue");
    const review = act(collected(activated(instalmentOrder({ parts: 3 }))), {
      kind: "reschedule_event",
      event: 2,
      scheduledAt: Date.UTC(2026, 1, 20),
      amount: 90_000,
      alsoLater: false,
    });
    const over = forward(review, Date.UTC(2026, 1, 20));
    expect(over.order.status).toBe("review");
    expect(codes(waited(over, over.now + 90 * DAY))).toEqual(["collected_too_much", "overdue"]);
  });
});

it("what was collected over the value is to be refunded, that sum and no more", () => {
  const start = activated(instalmentOrder({ parts: 1 }));
  const more = { kind: "reschedule_event", event: 1, scheduledAt: start.now + 50 * DAY } as const;
  const review = collected(act(start, { ...more, amount: 12_000, alsoLater: false }));
  expect(review.order.status).toBe("review");
  expect(situation(review)).toMatchObject({
    cause: { code: "collected_too_much", over: 2_000, left: 2_000 },
    sums: { toGiveBack: 2_000 },
  });
  const command = best(review);
  expect(command).toMatchObject({ kind: "refund_payment", amount: 2_000 });
  if (!command) return;
  const refunded = answered(act(review, command), "approved");
  expect(situation(refunded).sums.toGiveBack).toBe(0);
  expect(best(refunded)?.kind ?? null).toBe(refunded.order.status === "review" ? "complete_order" : null);
});

it("a hold on a card is captured, a rejected order is collected another way, a new card ends what was wrong", () => {
  expect(best(activated(singleOrder({ preauthorise: true })))?.kind).toBe("capture_payment");
  const rejected = paidFirst(singleOrder(), "soft", sampleCards.visa, "terminal");
  expect(situation(rejected).best).toEqual({ act: "open", popUp: "collect-payment" });
  const paid = cardUpdated(hardDeclined(activated(instalmentOrder())), "approved");
  expect(situation(paid)).toMatchObject({ cause: { code: "next_payment" }, isWrong: false });
});

it("the customer is not promised a retry that the card's scheme will forbid", () => {
  const failed = softDeclined(activated(instalmentOrder(), sampleCards.master));
  const banned = usedElsewhere(failed, sampleCards.master, { declined: true, merchantAdviceCode: "03" });
  const said = ({ order, now }: History) => nextTrySentence(order, 1, now, () => "a day");
  expect(said(failed)).toBe("We will try again on a day.");
  expect(said(banned)).toBeNull();
});
