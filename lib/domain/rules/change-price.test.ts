import { describe, expect, it } from "vitest";
import { activated, collected, instalmentOrder, subscriptionOrder } from "../lived/histories";
import { act, forward, type History, refusalOf, waited } from "../lived/history";
import { violations } from "../lived/invariants";
import { eventIn } from "../lived/shape";
import { DAY } from "../value/calendar";

const priced = (history: History, price: number) => act(history, { kind: "change_price", price });
const amounts = ({ order }: History) => order.events.map(({ amount }) => amount);
const priceOf = ({ order: { plan } }: History) => (plan?.kind === "subscription" ? plan.price : null);

describe("a subscription's price", () => {
  const start = activated(subscriptionOrder({ price: 3_000 }));

  it("changes from the next cycle on, where the customer can be told a week before", () => {
    const after = priced(start, 3_500);
    expect([amounts(after), priceOf(after)]).toEqual([[3_500], 3_500]);
    const three = collected(after, 3);
    expect(amounts(three)).toEqual([3_500, 3_500, 3_500, 3_500]);
    expect(violations(three.order, three.log)).toEqual([]);
  });

  it("changes from the cycle after it, where the next one is nearer", () => {
    const near = waited(start, eventIn(start, 1).scheduledAt - 6 * DAY);
    const after = priced(near, 3_500);
    expect([amounts(after), priceOf(after)]).toEqual([[3_000], 3_000]);
    const two = collected(after, 2);
    expect([amounts(two), priceOf(two)]).toEqual([[3_000, 3_500, 3_500], 3_500]);
    expect(violations(two.order, two.log)).toEqual([]);
  });

  it("waits out the week also where several cycles fall into it", () => {
    const daily = activated(subscriptionOrder({ draft: { interval: { every: 1, unit: "DAY" } } }));
    const after = collected(priced(daily, 3_500), 9);
    const old = after.order.events.filter(({ amount }) => amount === 3_000);
    expect(old.every(({ scheduledAt }) => scheduledAt < daily.now + 7 * DAY)).toBe(true);
    expect(old).toHaveLength(6);
  });

  it("is told to the customer, with both prices and the day", () => {
    const after = priced(start, 3_500);
    expect(after.messages.at(-1)).toMatchObject({
      kind: "price_changed",
      data: { amount: 3_500, was: 3_000, at: start.now + 7 * DAY },
    });
  });

  it("counts as last said: another change before it takes effect takes its place", () => {
    const near = waited(start, eventIn(start, 1).scheduledAt - DAY);
    const twice = priced(priced(near, 3_500), 4_000);
    expect(amounts(collected(twice, 1))).toEqual([3_000, 4_000]);
  });

  it("keeps to the amount of what is already outstanding", () => {
    const failed = forward(start, eventIn(start, 1).scheduledAt, "soft");
    expect(amounts(priced(failed, 3_500))).toEqual([3_000, 3_500]);
  });

  it.each([
    ["price_is_same", 3_000],
    ["amount_not_positive", 0],
  ])("is refused: %s", (code, price) => {
    expect(refusalOf(start, { kind: "change_price", price })?.code).toBe(code);
  });

  it("belongs to subscriptions", () => {
    expect(refusalOf(activated(instalmentOrder()), { kind: "change_price", price: 1 })).toEqual({
      code: "status",
      reason: "noPrice",
    });
  });
});
