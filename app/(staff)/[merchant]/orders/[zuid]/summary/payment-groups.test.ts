import { expect, test } from "vitest";
import { activated, collected, instalmentOrder, overdue, softDeclined } from "@/lib/domain/lived/histories";
import { act, type History } from "@/lib/domain/lived/history";
import { attemptsOf, openedAtFirst, paymentGroups } from "./payment-groups";

const groupsOf = ({ order, now }: History) =>
  paymentGroups(order, now).map(({ kind, events, attempts }) => [kind, events.length || attempts.length]);

test("what is owed and the next payment stand alone, the rest of a year in a row each", () => {
  const year = softDeclined(collected(activated(instalmentOrder({ parts: 12 })), 5));
  const skipped = act(year, { kind: "skip_events", events: [12] });
  expect(groupsOf(skipped)).toEqual([
    ["one", 1],
    ["one", 1],
    ["later", 4],
    ["collected", 5],
    ["given_up", 1],
    ["first", 1],
  ]);
  expect(openedAtFirst(skipped.order)).toBe(6);
});

test("of many that are owed the oldest stand in one row, so that the page does not grow with them", () => {
  const owing = overdue(activated(instalmentOrder({ parts: 12 })), 9);
  const [first] = paymentGroups(owing.order, owing.now);
  expect(first?.kind).toBe("owed");
  expect(first?.events.map(({ number }) => number)).toEqual([1, 2, 3]);
});

test("each transaction stands in one place, a refund with what it gives back", () => {
  const paid = collected(activated(instalmentOrder({ parts: 3 })), 2);
  const debit = paid.order.attempts.find(({ event }) => event === 1);
  const refunded = act(paid, { kind: "refund_payment", attempt: debit?.number ?? 0, amount: 100 });
  expect(attemptsOf(refunded.order, 1).map(({ type }) => type)).toEqual(["refund", "debit"]);
  const { order, now } = refunded;
  const placed = [
    ...order.events.flatMap(({ number }) => attemptsOf(order, number)),
    ...paymentGroups(order, now).flatMap(({ attempts }) => attempts),
  ];
  expect(placed.map(({ number }) => number).sort()).toEqual(order.attempts.map(({ number }) => number));
});
