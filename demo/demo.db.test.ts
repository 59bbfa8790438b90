import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { freshDatabase } from "@/db/testing";
import { readClock } from "@/lib/clock";
import { violations } from "@/lib/domain/lived/invariants";
import { cardUpdateSum, netPaid, openAuthorisation, outstandingAmount } from "@/lib/domain/order/balance";
import { isOverdue } from "@/lib/domain/order/billing-event";
import { shownAmount } from "@/lib/domain/order/figures";
import type { Actor, Order } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import { dueAt, nextAttempt } from "@/lib/domain/rules/due";
import { createdOrder, evolve } from "@/lib/domain/rules/evolve";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { parseOrderFilter } from "@/lib/orders/filter";
import { type FoundOrder, findOrder, listOrders, type OrderRow } from "@/lib/orders/queries";
import { checkBooks } from "@/lib/payments/books";
import { carryOut } from "@/lib/payments/carry-out";
import { settleCheckout, startCheckout } from "@/lib/payments/checkout";
import { sameForAll } from "@/lib/payments/gateways";
import { drill } from "@/lib/sandbox/drill";
import { type Sandbox, startSandbox } from "@/lib/sandbox/sandbox";
import { cardOf, payCheckout } from "@/lib/sandbox/shopper";
import { type CaseKey, demoCases, demoZuid } from "./cases";
import { NotEmpty, play } from "./play";

const token = "demo-token";
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
let owner: Db;
let sandbox: Sandbox;
let found: (FoundOrder & { merchantId: number })[];
let now: Instant;

function perform(): Promise<void> {
  return play({
    db,
    owner,
    sandboxUrl: sandbox.url,
    token,
    orders: 40,
    concurrency: 8,
    now,
    say: () => undefined,
    appUrl: "http://localhost:3000",
  });
}

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 12 });
  owner = connect(database.ownerUrl, { max: 1 });
  sandbox = await startSandbox({
    port: 0,
    dataDir: null,
    token,
    webhookKey: "00".repeat(32),
    webhookUrl: null,
    now: async () => (await readClock(db)).now,
  });
  now = Date.now();
  await perform();
  found = [];
  for (const merchantId of [1, 2]) {
    const zuids = await withMerchant(db, merchantId, (tx) =>
      tx.select({ zuid: orders.zuid }).from(orders).where(eq(orders.merchantId, merchantId)),
    );
    for (const { zuid } of zuids) {
      const one = await findOrder(db, { merchantId }, zuid, now);
      if (one) found.push({ ...one, merchantId });
    }
  }
}, 180_000);

afterAll(async () => {
  await sandbox.stop();
  await Promise.all([close(db), close(owner)]);
  await database.drop();
});

it("shows in its lists what the pages of the orders show: amount, money and the next payment", async () => {
  for (const merchantId of [1, 2]) {
    const rows: OrderRow[] = [];
    let cursor: string | null = null;
    do {
      const filter = parseOrderFilter({ size: "100", ...(cursor ? { cursor } : {}) });
      const page = await listOrders(db, { merchantId }, filter, now);
      rows.push(...page.rows);
      cursor = page.older;
    } while (cursor);
    const byNumber = (a: { zuid: number }, b: { zuid: number }) => a.zuid - b.zuid;
    const shown = rows.sort(byNumber).map((row) => ({
      ...{ zuid: row.zuid, amount: row.amount, netPaid: row.netPaid, outstanding: row.outstanding },
      next: row.nextAttemptAt === null ? null : [row.nextAttemptAt, row.nextAttemptIsRetry],
    }));
    const orders = found.filter((one) => one.merchantId === merchantId).map(({ order }) => order);
    expect(shown).toEqual(
      orders.sort(byNumber).map((order) => {
        const next = nextAttempt(order);
        return {
          ...{ zuid: order.zuid, amount: shownAmount(order), netPaid: netPaid(order) },
          outstanding: outstandingAmount(order, now),
          next: next && [next.at, next.isRetry],
        };
      }),
    );
  }
});

/** "3 completed, 1 soft_declined", overdue events named as such. */
function eventsOf(order: Order): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const event of order.events) {
    const name = isOverdue(event, now) ? "overdue" : event.status;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function caseOf(key: CaseKey): Order {
  const one = found.find(({ merchantId, order }) => merchantId === 1 && order.zuid === demoZuid(key));
  if (!one) throw new Error(`there is no ${key}`);
  return one.order;
}

describe("every named case is what its title says", () => {
  const expected: Record<CaseKey, [status: string, events: Record<string, number>]> = {
    failed_with_retries: ["failed", { completed: 3, soft_declined: 1, scheduled: 8 }],
    failed_with_overdue: ["failed", { completed: 1, soft_declined: 3, overdue: 2, scheduled: 6 }],
    suspended_expired_card: ["suspended", { completed: 2, hard_declined: 1, scheduled: 3 }],
    suspended_advice_03: ["suspended", { completed: 2, hard_declined: 1, scheduled: 7 }],
    suspended_to_active: [
      "suspended",
      { completed: 3, soft_declined: 2, hard_declined: 1, overdue: 2, scheduled: 4 },
    ],
    suspended_to_complete: ["suspended", { completed: 11, hard_declined: 1 }],
    suspended_to_review: ["suspended", { completed: 11, hard_declined: 1 }],
    active_with_declines: ["active", { completed: 5, soft_declined: 2, scheduled: 5 }],
    retries_used_up: ["failed", { completed: 2, soft_declined: 1, scheduled: 3 }],
    paused: ["paused", { completed: 2, paused: 1 }],
    metered_with_declines: ["failed", { completed: 1, soft_declined: 1, scheduled: 1 }],
    pending_link: ["pending", {}],
    open_authorisation: ["active", {}],
    failed_then_approved: ["failed", { completed: 1, soft_declined: 1, scheduled: 1 }],
    rejected: ["rejected", {}],
    draft: ["draft", {}],
    cancelled: ["cancelled", {}],
    complete: ["complete", {}],
    failed_then_hard: ["failed", { completed: 2, soft_declined: 1, scheduled: 9 }],
    review: ["review", { completed: 6 }],
    disputed: ["complete", {}],
  };

  it.each(demoCases.map(({ key, title }) => ({ key, title })))("$title", ({ key }) => {
    const order = caseOf(key);
    expect([order.status, eventsOf(order)]).toEqual(expected[key]);
    expect(dueAt(order) ?? Infinity).toBeGreaterThan(now + DAY);
  });

  it("shows the codes and counts that its tour speaks of", () => {
    const lastCode = (key: CaseKey) =>
      caseOf(key).attempts.findLast((one) => one.state === "declined")?.answer;
    expect(lastCode("suspended_expired_card")).toMatchObject({ code: "100.100.303", brand: "VISA" });
    expect(lastCode("suspended_advice_03")).toMatchObject({ merchantAdviceCode: "03", brand: "MASTER" });
    const declined = (key: CaseKey) => caseOf(key).events.find((one) => one.status === "soft_declined");
    expect(declined("retries_used_up")?.cardFacts[0]?.window?.retries).toBe(15);
    expect(declined("failed_with_retries")).toMatchObject({
      cardFacts: [{ window: { retries: 2 } }],
      plannedRetries: [expect.any(Number)],
    });
    expect(caseOf("metered_with_declines").attempts).toContainEqual(
      expect.objectContaining({ purpose: "charge_now", state: "declined" }),
    );
    expect(openAuthorisation(caseOf("open_authorisation"))).not.toBeNull();
  });
});

it("shows every order type, and every status of an order", () => {
  expect(new Set(found.map(({ order }) => order.type)).size).toBe(4);
  expect(new Set(found.map(({ order }) => order.status)).size).toBe(10);
});

it("keeps what is always true of an order", () => {
  expect(found.flatMap(({ order, log }) => violations(order, log))).toEqual([]);
});

it("replays each log to the order that is stored", () => {
  for (const { order, log } of found) {
    const [first, ...rest] = log;
    if (!first) throw new Error("an order without a log");
    const replayed = rest.reduce(
      (state, one) => evolve(state, one.entry),
      createdOrder(first.entry, order.merchant, { wallet: [], cardUses: [] }),
    );
    expect({ ...replayed, wallet: [], cardUses: [] }).toEqual({ ...order, wallet: [], cardUses: [] });
    expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b));
  }
});

it("agrees with the gateway's ledger to the cent", async () => {
  const ledger = await drill(sandbox.url, token).ledger();
  expect(ledger.length).toBeGreaterThan(150);
  expect(await checkBooks(db, ledger)).toEqual([]);
});

it("names in each later Mastercard charge the card's first payment", async () => {
  const ledger = await drill(sandbox.url, token).ledger();
  expect(ledger.filter((line) => line.lacksLink)).toEqual([]);
});

it("leaves the clock with the machine's time", async () => {
  const clock = await readClock(db);
  expect(clock).toMatchObject({ frozen: false, movingTo: null });
  expect(Math.abs(clock.now - Date.now())).toBeLessThan(2_000);
});

it("does not touch a database that has merchants", async () => {
  await expect(perform()).rejects.toThrow(NotEmpty);
});

describe("worked as its reference page says, a case ends where its title promises", () => {
  const payments = () => ({
    db,
    gateways: sameForAll(oppGateway({ url: sandbox.url, token, mode: "sandbox" })),
    machineNow: Date.now,
  });
  const staff: Actor = { kind: "user", id: "00000000-0000-4000-8000-000000000001", name: "Mira Yilmaz" };

  async function updateCard(key: CaseKey): Promise<Order> {
    const id = { merchantId: 1, zuid: demoZuid(key) };
    const shownSum = cardUpdateSum(caseOf(key), Date.now());
    const wanted = { purpose: "card_update", via: "link", shownSum } as const;
    const opened = await startCheckout(payments(), id, wanted, {
      actor: { kind: "customer" },
      now: Date.now(),
    });
    const card = cardOf("5454545454545454", { expiryYear: "2033" });
    const { checkoutId } = await payCheckout(sandbox.url, doneOf(opened).checkoutId, card);
    const settled = await settleCheckout(payments(), id, checkoutId, Date.now());
    return doneOf(settled).order;
  }

  function retry(key: CaseKey) {
    const event = caseOf(key).events.find(({ status }) => status === "soft_declined")?.number ?? 0;
    const command = { kind: "retry_events" as const, events: [event] };
    return carryOut(payments(), { merchantId: 1, zuid: demoZuid(key) }, command, {
      actor: staff,
      now: Date.now(),
    });
  }

  it.each([
    ["suspended_expired_card", "active"],
    ["suspended_advice_03", "active"],
    ["suspended_to_active", "active"],
    ["suspended_to_complete", "complete"],
    ["suspended_to_review", "review"],
    ["failed_with_overdue", "active"],
  ] as const)("%s: a new card makes it %s", async (key, status) => {
    expect((await updateCard(key)).status).toBe(status);
  });

  it.each([
    ["failed_with_retries", "active"],
    ["failed_then_approved", "active"],
    ["failed_then_hard", "suspended"],
  ] as const)("%s: a retry makes it %s", async (key, status) => {
    expect(doneOf(await retry(key)).order).toMatchObject({ status });
  });

  it("retries_used_up: another retry is refused", async () => {
    expect(await retry("retries_used_up")).toMatchObject({
      is: "refused",
      why: { code: "retry_limit", used: 15 },
    });
  });

  it("and the books still agree", async () => {
    expect(await checkBooks(db, await drill(sandbox.url, token).ledger())).toEqual([]);
  });
});

describe("the people of the demo", () => {
  it("pay with cards in their own names", () => {
    const strangers = found.flatMap(({ order, customer }) =>
      order.attempts
        .flatMap(({ answer }) => answer?.card?.holder ?? [])
        .filter((holder) => holder !== customer.name),
    );
    expect(strangers).toEqual([]);
    expect(found.filter(({ order }) => order.attempts.some(({ answer }) => answer?.card))).not.toEqual([]);
  });

  it("pay for a cycle of a subscription once: what was paid at first is the first one", () => {
    const named = new Set<number>(demoCases.map(({ zuid }) => zuid));
    const firsts = found.flatMap(({ merchantId, order }) => {
      if (order.plan?.kind !== "subscription" || (merchantId === 1 && named.has(order.zuid))) return [];
      const first = order.events[0]?.scheduledAt;
      return order.activatedAt === null || first === undefined ? [] : [first - order.activatedAt];
    });
    expect(firsts.length).toBeGreaterThan(2);
    // The shortest cycle that is sold lasts four weeks.
    expect(firsts.filter((wait) => wait < 27 * DAY)).toEqual([]);
  });
});
