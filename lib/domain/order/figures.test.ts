import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  activated,
  collected,
  instalmentOrder,
  meteredOrder,
  paidFirst,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, type History, record } from "../lived/history";
import { anyLife, randomHistory } from "../lived/testing-lives";
import type { Command } from "../rules/command";
import { decide } from "../rules/decide";
import { netPaid } from "./balance";
import { type FigureName, figures, shownAmount } from "./figures";
import { type Actor, orderTypes } from "./order";

const shown = ({ order, now }: History) => figures(order, now).map(({ label, sum }) => `${label} ${sum}`);

it("of an order with a value are its total, and what that is made of", () => {
  const start = softDeclined(collected(activated(instalmentOrder({ parts: 4, each: 10_000 }))));
  expect(shown(start)).toEqual([
    "Total to be paid 40000",
    "Net paid 10000",
    "Outstanding 10000",
    "Upcoming 20000",
  ]);
});

it("of an order that was not paid yet are all to come", () => {
  expect(shown(singleOrder())).toEqual([
    "Total to be paid 10000",
    "Net paid 0",
    "Outstanding 0",
    "Upcoming 10000",
  ]);
});

it("of a refunded order name what was refunded", () => {
  const paid = paidFirst(singleOrder());
  const refunded = answered(act(paid, { kind: "refund_payment", attempt: 1, amount: 4_000 }), "approved");
  expect(shown(refunded)).toEqual([
    "Total to be paid 10000",
    "Net paid 6000",
    "Refunded 4000",
    "Outstanding 0",
  ]);
});

it("of a subscription are its price and what was collected so far, of a metered order no price", () => {
  expect(shown(activated(subscriptionOrder())).map((one) => one.replace(/ \d+$/, ""))).toEqual([
    "Price per cycle",
    "Collected so far",
    "Outstanding",
  ]);
  const metered = activated(meteredOrder());
  const charged = answered(act(metered, { kind: "charge_now", amount: 5_000, note: "" }), "approved");
  expect(figures(charged.order, charged.now).map(({ label }) => label)).toEqual(["Collected", "Outstanding"]);
  expect(
    (figures(charged.order, charged.now)[0]?.sum ?? 0) - (figures(metered.order, metered.now)[0]?.sum ?? 0),
  ).toBe(5_000);
});

const codes = ({ order, now }: History) => figures(order, now).map(({ figure, sum }) => [figure, sum]);

describe("the figures of an order name what is left of its total", () => {
  it("as to come: at the gateway, paused, planned or held on the card", () => {
    const running = act(activated(instalmentOrder({ parts: 2 })), { kind: "execute_event", event: 1 });
    expect(codes(running)).toEqual([
      ["total", 20_000],
      ["net_paid", 0],
      ["outstanding", 0],
      ["to_come", 20_000],
    ]);
    expect(codes(activated(singleOrder({ preauthorise: true })))).toEqual([
      ...[
        ["total", 10_000],
        ["net_paid", 0],
        ["outstanding", 0],
        ["to_come", 10_000],
      ],
    ]);
  });

  it("as not planned while the order is live, and as not collected once it has ended", () => {
    const start = activated(instalmentOrder({ parts: 2 }));
    const cheaper = act(start, {
      ...{ kind: "reschedule_event", event: 1, scheduledAt: start.now + 86_400_000, amount: 4_000 },
      alsoLater: false,
    });
    expect(codes(cheaper).slice(2)).toEqual([
      ["outstanding", 0],
      ["to_come", 14_000],
      ["not_planned", 6_000],
    ]);
    const ended = act(start, { kind: "complete_order" });
    expect(codes(ended).slice(2)).toEqual([
      ["outstanding", 0],
      ["not_collected", 20_000],
    ]);
    const cancelled = act(singleOrder(), { kind: "cancel_order" });
    expect(codes(cancelled).slice(2)).toEqual([
      ["outstanding", 0],
      ["not_collected", 10_000],
    ]);
  });

  it("as beyond it what was planned over it", () => {
    const start = activated(instalmentOrder({ parts: 2 }));
    const dearer = act(start, {
      ...{ kind: "reschedule_event", event: 1, scheduledAt: start.now + 86_400_000, amount: 14_000 },
      alsoLater: false,
    });
    expect(codes(dearer).slice(2)).toEqual([
      ["outstanding", 0],
      ["to_come", 24_000],
      ["beyond", 4_000],
    ]);
  });

  it("and net paid of an open-ended order only where money went back", () => {
    const paid = activated(meteredOrder({ first: 2_000 }));
    expect(codes(paid)).toEqual([
      ["collected", 2_000],
      ["outstanding", 0],
    ]);
    const back = answered(act(paid, { kind: "refund_payment", attempt: 1, amount: 500 }), "approved");
    expect(codes(back)).toEqual([
      ["collected", 2_000],
      ["refunded", 500],
      ["net_paid", 1_500],
      ["outstanding", 0],
    ]);
  });
});

it("a list shows an order's value, the price of a cycle, or what a metered order collected and has open", () => {
  expect(shownAmount(activated(instalmentOrder({ parts: 2 })).order)).toBe(20_000);
  expect(shownAmount(activated(subscriptionOrder()).order)).toBe(3_000);
  const metered = activated(meteredOrder({ first: 2_000 }));
  const at = metered.now + 86_400_000;
  const planned = act(metered, { kind: "schedule_payment", amount: 700, scheduledAt: at, note: "" });
  expect(shownAmount(planned.order)).toBe(2_700);
  expect(shownAmount(act(planned, { kind: "skip_events", events: [1] }).order)).toBe(2_000);
});

describe.each(orderTypes)("in any life of a %s order", (type) => {
  it("add up", () => {
    fc.assert(
      fc.property(anyLife(), (life) => {
        randomHistory(type, life, (history, command, actor) => {
          addUp(history);
          return tried(history, command, actor);
        });
      }),
      { seed: 20_261_127, numRuns: Number(process.env.LIVES ?? 100), endOnFailure: true },
    );
  }, 120_000);
});

function tried(history: History, command: Command, actor: Actor): History {
  const decision = decide(history.order, command, actor, history.now);
  return "refusal" in decision ? history : record(history, decision, actor);
}

function addUp({ order, now }: History) {
  const all = figures(order, now);
  const sumOf = (...names: FigureName[]) =>
    all.reduce((sum, one) => (names.includes(one.figure) ? sum + one.sum : sum), 0);
  for (const { figure, label, sum } of all)
    if (figure !== "net_paid") expect(sum, label).toBeGreaterThanOrEqual(0);
  const back = sumOf("refunded", "charged_back");
  if (order.type === "subscription" || order.type === "metered") {
    expect(sumOf("total")).toBe(0);
    expect(sumOf("collected", "collected_so_far")).toBe(netPaid(order) + back);
  } else {
    expect(sumOf("total") + sumOf("beyond")).toBe(
      netPaid(order) + back + sumOf("outstanding", "to_come", "not_planned", "not_collected"),
    );
  }
}
