import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, subscriptionOrder } from "../lived/histories";
import { staff, waited } from "../lived/history";
import { monthly, plainDraft, plainLine, plainMerchant } from "../lived/plain-order";
import { totalToBePaid } from "../order/balance";
import type { OrderLine } from "../order/order";
import { explainRefusal } from "../order/refusal";
import { DAY } from "../value/calendar";
import { LARGEST_AMOUNT } from "../value/money";
import { createOrder, firstLineAmount, lineAmount, type OrderDraft } from "./create";

const facts = {
  zuid: 7,
  referenceKey: "k",
  merchant: plainMerchant,
  buyer: { wallet: [], cardUses: [] },
  createdBy: staff,
  now: Date.UTC(2026, 0, 1),
};

function create(part: Partial<OrderDraft>) {
  const decision = createOrder(plainDraft(part), facts);
  if ("refusal" in decision) return explainRefusal(decision.refusal);
  const [entry] = decision.entries;
  if (entry?.kind !== "order_created") throw new Error("an order begins with order_created");
  return entry.order;
}

const rich: OrderLine = {
  ...plainLine(2_500),
  quantity: 3,
  discount: 500,
  fee: 199,
  initialDiscount: 1_000,
  initialFee: 300,
};
const instalment = { type: "instalment", parts: 3, interval: monthly } as const;

describe("a new order", () => {
  it("is a Draft from the back office, and waits for its customer over the API", () => {
    expect(create({})).toMatchObject({ status: "draft", linkRequestedAt: null, invoiceId: "INV-7" });
    expect(create({ origin: "API", invoiceId: "A-1" })).toMatchObject({
      status: "pending",
      linkRequestedAt: facts.now,
      invoiceId: "A-1",
    });
  });

  it("is worth its lines", () => {
    expect([lineAmount(rich), firstLineAmount(rich)]).toEqual([7_199, 6_499]);
    expect(create({ lines: [rich, plainLine(1)] })).toMatchObject({ total: 7_200, initialAmount: 7_200 });
  });

  it("takes a subscription's trial and set-up fee with the first payment only", () => {
    expect(create({ type: "subscription", lines: [rich] })).toMatchObject({
      initialAmount: 6_499,
      plan: { kind: "subscription", price: 7_199 },
    });
    const free = create({ type: "subscription", lines: [{ ...plainLine(3_000), initialDiscount: 3_000 }] });
    expect(free).toMatchObject({ initialAmount: 0, initialKind: "registration" });
  });

  it("pre-authorises a single order only", () => {
    expect(create({ initialKind: "preauthorise" })).toMatchObject({ initialKind: "preauthorise" });
    const deposited = create({ ...instalment, deposit: 100, initialKind: "preauthorise" });
    expect(deposited).toMatchObject({ initialKind: "debit", initialAmount: 100 });
  });

  it.each<[string, Partial<OrderDraft>]>([
    ["Add a product.", { lines: [] }],
    ["An order can have at most 100 products.", { lines: Array.from({ length: 101 }, () => plainLine(1)) }],
    ["This order type can have one product only.", { type: "metered", lines: [plainLine(1), plainLine(1)] }],
    [
      "This order type can have one product only.",
      { type: "subscription", lines: [plainLine(1), plainLine(1)] },
    ],
    ["The quantity must be at least 1.", { lines: [{ ...plainLine(1), quantity: 0 }] }],
    ["The quantity must be at least 1.", { lines: [{ ...plainLine(1), quantity: 1.5 }] }],
    ["The amount is too large.", { lines: [plainLine(LARGEST_AMOUNT), plainLine(1)] }],
    ["The amount is too large.", { lines: [plainLine(0.5)] }],
    ["The discount is larger than the amount it reduces.", { lines: [{ ...plainLine(100), discount: 101 }] }],
    [
      "The discount is larger than the amount it reduces.",
      { type: "subscription", lines: [{ ...plainLine(100), initialDiscount: 101 }] },
    ],
    ["A subscription needs a price.", { type: "subscription", lines: [plainLine(0)] }],
    ["An instalment order needs a value.", { ...instalment, lines: [plainLine(0)] }],
    ["Choose an interval.", { type: "subscription", interval: null }],
    ["Choose an interval.", { ...instalment, interval: null }],
    ["The interval must be from 1 to 366.", { ...instalment, interval: { every: 0, unit: "DAY" } }],
    ["The interval must be from 1 to 366.", { ...instalment, interval: { every: 367, unit: "DAY" } }],
    ["The balance can be split into 1 to 120 payments.", { ...instalment, parts: 0 }],
    ["The balance can be split into 1 to 120 payments.", { ...instalment, parts: 121 }],
    ["The balance can be split into 1 to 120 payments.", { ...instalment, parts: null }],
    ["The balance is too small for this number of payments.", { ...instalment, lines: [plainLine(2)] }],
    ["The balance is too small for this number of payments.", { ...instalment, deposit: 10_000 }],
    ["The first payment cannot be negative.", { type: "metered", deposit: -1 }],
    ["The deposit cannot be negative.", { ...instalment, deposit: -1 }],
    ["The amount is too large.", { type: "metered", deposit: LARGEST_AMOUNT + 1 }],
  ])("is refused: %s", (sentence, draft) => {
    expect(create(draft)).toBe(sentence);
  });
});

describe("what is just allowed", () => {
  it.each<[string, Partial<OrderDraft>]>([
    ["a hundred products", { lines: Array.from({ length: 100 }, () => plainLine(1)) }],
    ["the largest amount", { lines: [plainLine(LARGEST_AMOUNT)] }],
    ["one single product", { type: "metered", lines: [plainLine(1)] }],
    ["a discount of all of it, and a trial", { lines: [{ ...plainLine(100), discount: 100 }] }],
    ["a deposit of nothing", { ...instalment, deposit: 0 }],
    ["a first payment of nothing", { type: "metered", deposit: 0, interval: null }],
    ["no interval where there is no plan", { type: "single", interval: null }],
    ["every day", { ...instalment, interval: { every: 1, unit: "DAY" } }],
    ["every 366 days", { ...instalment, interval: { every: 366, unit: "DAY" } }],
    ["one payment", { ...instalment, parts: 1 }],
    ["120 payments", { ...instalment, parts: 120 }],
    ["a cent for each payment", { ...instalment, lines: [plainLine(3)] }],
    ["a cent for each payment after the deposit", { ...instalment, lines: [plainLine(10)], deposit: 7 }],
  ])("%s", (_what, draft) => {
    expect(create(draft)).toMatchObject({ zuid: 7 });
  });

  it.each<[string, Partial<OrderDraft>]>([
    ["The interval must be from 1 to 366.", { ...instalment, interval: { every: 1.5, unit: "DAY" } }],
    ["The balance can be split into 1 to 120 payments.", { ...instalment, parts: 1.5 }],
    [
      "The amount is too large.",
      { type: "subscription", lines: [{ ...plainLine(1), initialFee: LARGEST_AMOUNT }] },
    ],
    [
      "The discount is larger than the amount it reduces.",
      { lines: [plainLine(5), { ...plainLine(1), discount: 2 }] },
    ],
    ["The quantity must be at least 1.", { lines: [plainLine(1), { ...plainLine(1), quantity: -1 }] }],
  ])("and no more: %s", (sentence, draft) => {
    expect(create(draft)).toBe(sentence);
  });

  it("a memo of any length is not: it is text like any other", () => {
    expect(create({ memo: "x".repeat(100_001) })).toMatch(/^[A-Z].*\.$/);
  });
});

it("a new order has nothing behind it: no card, no payment, no date and nobody told", () => {
  expect(create({ type: "single", savesCard: true })).toEqual({
    ...{ zuid: 7, version: 1, referenceKey: "k", invoiceId: "INV-7", type: "single", status: "draft" },
    ...{ currency: "EUR", channel: "ECOM", origin: "UI", createdAt: facts.now, createdBy: staff },
    ...{ customerId: "c1", lines: [plainLine(10_000)], memo: "", tags: [] },
    ...{ initialKind: "debit", initialAmount: 10_000, savesCard: true, total: 10_000, plan: null },
    ...{ linkRequestedAt: null, activatedAt: null, anchorAt: null, pausedAt: null, pausedFrom: null },
    ...{ resumeAt: null, endedAt: null, cardId: null, cardSince: null, citId: null },
    ...{ pendingCollection: null, retryQueue: [], retryQueueActor: null, events: [], attempts: [] },
    notices: {
      ...{ reminders: 0, lastReminderAt: null, renewalAnnounced: null },
      ...{ expiringAnnounced: null, expiredAnnounced: null },
    },
  });
});

it("a new order is in a currency that its merchant offers", () => {
  const merchant = { ...facts.merchant, currencies: ["EUR" as const] };
  expect(createOrder(plainDraft({ currency: "USD" }), { ...facts, merchant })).toMatchObject({
    refusal: { code: "order_invalid", field: "currency" },
  });
  expect(createOrder(plainDraft(), { ...facts, merchant })).not.toHaveProperty("refusal");
});

it("a new order comes from its one entry, with nothing before it", () => {
  const decision = createOrder(plainDraft(), facts);
  if ("refusal" in decision) throw new Error(decision.refusal.code);
  const { steps, entries, order } = decision;
  expect(steps).toEqual([{ entry: entries[0], before: null, after: order }]);
});

it("only an order that is collected in parts has a plan", () => {
  const startAt = Date.UTC(2026, 4, 1);
  expect(create({ ...instalment, startAt })).toMatchObject({
    plan: { kind: "instalment", parts: 3, interval: monthly, startAt },
  });
  expect(create({ type: "subscription", startAt })).toMatchObject({
    plan: { kind: "subscription", price: 10_000, interval: monthly, startAt },
  });
  expect(create({ type: "metered", parts: 3 })).toMatchObject({ plan: null, initialKind: "registration" });
  expect(create({ type: "single", parts: 3 })).toMatchObject({ plan: null });
});

describe("the first schedule", () => {
  const at = Date.UTC(2026, 0, 31, 9);

  it("has all instalments, spare cents first, one interval after activation", () => {
    const { order } = activated(instalmentOrder({ at, parts: 3, total: 10_000 }));
    expect(order.events.map((event) => event.amount)).toEqual([3_334, 3_333, 3_333]);
    expect(order.events.map((event) => new Date(event.scheduledAt).toISOString().slice(0, 10))).toEqual([
      "2026-02-28",
      "2026-03-28",
      "2026-04-28",
    ]);
    expect(order.anchorAt).toBe(order.events[0]?.scheduledAt);
  });

  it("keeps a chosen start date that is still ahead, and counts from it", () => {
    const startAt = Date.UTC(2026, 4, 31, 9);
    const { order } = activated(instalmentOrder({ at, parts: 2, draft: { startAt } }));
    expect(order.events.map((event) => event.scheduledAt)).toEqual([startAt, Date.UTC(2026, 5, 30, 9)]);
    const created = instalmentOrder({ at: at - 2 * DAY, parts: 2, draft: { startAt: at - 1 } });
    expect(activated(waited(created, at)).order.events[0]?.scheduledAt).toBe(Date.UTC(2026, 1, 28, 9));
  });

  it("has one cycle of a subscription, at its full price", () => {
    const { order } = activated(subscriptionOrder({ at, price: 3_000, trial: 3_000 }));
    expect(order.events).toMatchObject([{ amount: 3_000, cycle: 1, spid: 501 }]);
    expect(totalToBePaid(order)).toBe(3_000);
  });
});
