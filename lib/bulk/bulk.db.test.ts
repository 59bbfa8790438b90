import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BulkSource } from "@/db/schema/bulk";
import { isDeclined } from "@/lib/domain/order/billing-event";
import type { StaffKind } from "@/lib/domain/rules/command";
import { DAY, HOUR, type Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { listAlerts } from "@/lib/orders/alerts";
import type { OrderId } from "@/lib/orders/execute";
import type { TestShop } from "@/lib/orders/testing";
import { checkBooks } from "@/lib/payments/books";
import {
  carryOutOrThrow,
  currentOrder,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  reconcileAfter,
} from "@/lib/payments/testing";
import { fixtureToken } from "@/lib/payments/testing-bank";
import { collectDue } from "@/lib/worker/collect";
import { settleOutcomes } from "./outcomes";
import type { RunId } from "./plan";
import { continueRuns } from "./run";
import { type StartWish, startRun, stopRun } from "./start";
import { itemsOf, type RunSummary, summaryOf } from "./summary";
import { ordersAfterPayday, preparedRun } from "./testing";

let fixture: PaymentsFixture;
let shop: TestShop;
let retried: OrderId[];
let others: OrderId[];
let now: Instant;

/** Twelve whose payment may be retried now, and three each for another reason not. */
beforeAll(async () => {
  fixture = await openPaymentsFixture(12);
  shop = await newShop(fixture);
  const ids = await ordersAfterPayday(fixture, shop, [
    ...Array(12).fill("4000000000000341"),
    ...Array(3).fill("4000000000000069"),
    ...Array(3).fill("4242424242424242"),
  ]);
  retried = ids.slice(0, 12);
  others = ids.slice(12);
  now = fixture.clock.now;
}, 120_000);
afterAll(() => fixture.close());

function prepared(kind: StaffKind, source: BulkSource, chosenAt: Instant | null = null): Promise<RunId> {
  return preparedRun(fixture, shop, { kind, source, chosenAt });
}

async function summary(id: RunId): Promise<RunSummary> {
  const found = await summaryOf(fixture.db, id);
  if (!found) throw new Error("no run");
  return found;
}

type Limits = Omit<StartWish, "shown">;
const shownOf = ({ counts, sums }: RunSummary) => ({
  orders: counts.planned,
  sums: sums.filter(({ state }) => state === "planned").map(({ currency, sum }) => ({ currency, sum })),
});
const free: Limits = { pace: null, mostOrders: null, mostMoney: null, startsAt: null };
const start = async (id: RunId, limits: Partial<Limits> = {}) =>
  begin(id, { ...free, ...limits, shown: shownOf(await summary(id)) });
const begin = (id: RunId, wish: StartWish) => startRun(fixture.db, id, wish, fixture.payments.machineNow());
const work = (concurrency = 4) =>
  continueRuns(fixture.payments, now, { concurrency, signal: new AbortController().signal });
const numbers = (ids: readonly OrderId[]) => ({ zuids: ids.map(({ zuid }) => zuid) });

async function killedOnTheWay(id: RunId, kills: number): Promise<void> {
  for (let killed = 0; killed < kills; killed++) {
    const before = (await summary(id)).counts.done;
    const script = path.join(import.meta.dirname, "testing-worker.ts");
    const given = [
      fixture.databaseUrl,
      fixture.bankUrl,
      fixtureToken,
      String(now),
      String(killed * 2 * MINUTE),
    ];
    const child = spawn(process.execPath, ["--import", "tsx", script, ...given], { stdio: "inherit" });
    const gone = once(child, "exit");
    while ((await summary(id)).counts.done === before) {
      if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill("SIGKILL");
    await gone;
  }
}

describe("a run over many orders", () => {
  it("says what it will do and why orders are left out, whether they are listed or counted by number", async () => {
    const byNumber = await summary(await prepared("retry_events", numbers([...retried, ...others])));
    expect(byNumber.counts).toMatchObject({ planned: 12, left_out: 6 });
    expect(byNumber.sums.filter(({ state }) => state === "planned")).toMatchObject([
      { currency: "EUR", orders: 12, sum: 120_000 },
    ]);
    expect(byNumber.reasons.reduce((sum, { orders }) => sum + orders, 0)).toBe(6);
    const listed = await summary(await prepared("retry_events", { filter: "" }));
    expect([listed.counts, listed.sums, listed.reasons]).toEqual([
      byNumber.counts,
      byNumber.sums,
      expect.arrayContaining(
        byNumber.reasons.map(({ code, orders }) => expect.objectContaining({ code, orders })),
      ),
    ]);
  });

  it("is started as it was shown, once", async () => {
    const id = await prepared("send_update_link", numbers(others));
    const shown = shownOf(await summary(id));
    expect(await begin(id, { ...free, shown: { ...shown, orders: 99 } })).toMatchObject({
      is: "refused",
    });
    expect(await begin(id, { ...free, shown })).toMatchObject({ is: "done" });
    expect(await begin(id, { ...free, shown })).toMatchObject({ is: "refused" });
    await stopRun(fixture.db, id, now);
  });

  it("takes no more than it was allowed, in number and in money", async () => {
    const source = numbers(retried);
    const five = await prepared("retry_events", source);
    await start(five, { mostOrders: 5 });
    expect((await summary(five)).counts).toMatchObject({ planned: 5, beyond_limit: 7 });
    const money = await prepared("retry_events", source);
    await start(money, { mostMoney: { currency: "EUR", sum: 35_000 } });
    expect((await summary(money)).counts).toMatchObject({ planned: 3, beyond_limit: 9 });
    for (const id of [five, money]) await stopRun(fixture.db, id, now);
    expect((await summary(five)).counts).toMatchObject({ planned: 0, stopped: 5, done: 0 });
    expect(await work()).toBe(0);
  });

  it("keeps its pace", async () => {
    const id = await prepared("send_update_link", numbers(retried));
    await start(id, { pace: 60 });
    expect(await work()).toBe(1);
    expect(await work()).toBe(0);
    fixture.machine.ahead += 1_100;
    expect(await work()).toBe(1);
    await stopRun(fixture.db, id, now);
  });

  it("begins with no order more once it was stopped, although it had claimed some", async () => {
    const id = await prepared("send_update_link", numbers(retried));
    await start(id);
    const working = work(1);
    while ((await summary(id)).counts.done === 0);
    await stopRun(fixture.db, id, now);
    const { done } = (await summary(id)).counts;
    await working;
    const { counts } = await summary(id);
    expect(counts).toMatchObject({ planned: 0, refused: 0, stopped: 12 - counts.done });
    expect(counts.done - done).toBeLessThanOrEqual(1);
    expect(counts.stopped).toBeGreaterThan(0);
  });

  it("waits while the gateway cannot be reached, unless it asks nothing of it", async () => {
    const { gateways } = fixture.payments;
    const away = { isAway: () => true, probe: async () => false };
    const of = async (merchantId: number) => {
      const gateway = await gateways.of(merchantId);
      return gateway && { ...gateway, reach: { ...gateway.reach, ...away } };
    };
    const payments = { ...fixture.payments, gateways: { ...gateways, of } } as typeof fixture.payments;
    const broken = { ...gateways, of: () => Promise.reject(new Error("a gateway of no known kind")) };
    const workBroken = () =>
      continueRuns({ ...payments, gateways: broken } as typeof payments, now, {
        ...{ concurrency: 4, signal: new AbortController().signal },
      });
    const workAway = () =>
      continueRuns(payments, now, { concurrency: 4, signal: new AbortController().signal });
    const charging = await prepared("retry_events", numbers(retried));
    await start(charging);
    expect(await workAway()).toBe(0);
    expect((await summary(charging)).counts).toMatchObject({ planned: 12, refused: 0 });
    const mailing = await prepared("send_update_link", numbers(retried));
    await start(mailing);
    await expect(workBroken()).rejects.toThrow("no known kind");
    expect((await summary(mailing)).counts).toMatchObject({ planned: 0, done: 12 });
    await stopRun(fixture.db, charging, now);
  });

  it("begins at its time, and not before", async () => {
    const id = await prepared("send_update_link", numbers(retried));
    await start(id, { startsAt: now + HOUR });
    expect(await work()).toBe(0);
    const { signal } = new AbortController();
    expect(await continueRuns(fixture.payments, now + HOUR, { concurrency: 2, signal })).toBeGreaterThan(0);
    await stopRun(fixture.db, id, now + HOUR);
  });

  it("does nothing to an order that has changed since, unless it comes to the same", async () => {
    const at = now + 3 * DAY;
    const id = await prepared("reschedule_event", numbers(retried.slice(0, 2)), at);
    const [first, second] = retried;
    if (!first || !second) throw new Error("no order");
    await carryOutOrThrow(fixture, first, { kind: "add_note", text: "Called." });
    const event = (await currentOrder(fixture, second)).events.find(isDeclined);
    await carryOutOrThrow(fixture, second, { kind: "skip_events", events: [event?.number ?? 0] });
    await start(id);
    while ((await work()) > 0);
    const items = await itemsOf(fixture.db, id, { most: 10 });
    expect(items.map(({ state, why }) => [state, why?.code ?? null])).toEqual([
      ["done", null],
      ["refused", "changed"],
    ]);
    expect((await currentOrder(fixture, first)).events.filter(isDeclined)).toEqual([]);
  });

  it("goes on where a killed process stopped, and does nothing twice", async () => {
    const source = numbers(retried.slice(2));
    const id = await prepared("retry_events", source);
    const promised = await summary(id);
    expect(promised.counts.planned).toBe(10);
    const triesBefore = await tries(retried.slice(2));
    await start(id);
    await killedOnTheWay(id, 2);
    fixture.machine.ahead += 10 * MINUTE;
    while ((await work()) > 0);
    await reconcileAfter(fixture, 20);
    expect(await tries(retried.slice(2))).toEqual(triesBefore.map((count) => count + 1));
    const ended = await summary(id);
    expect(ended).toMatchObject({ state: "done", counts: { planned: 0, done: 10, refused: 0 } });
    const items = await itemsOf(fixture.db, id, { most: 100 });
    expect(items.every(({ outcome }) => outcome !== null)).toBe(true);
    expect(await checkBooks(fixture.db, await fixture.bank.ledger())).toEqual([]);
    const alerts = await listAlerts(fixture.db, shop.merchantId);
    expect(alerts.filter(({ kind }) => kind === "bulk_finished").length).toBeGreaterThan(0);
  }, 120_000);
});

describe("how an order of a run has ended", () => {
  const ended = async (id: RunId) =>
    (await itemsOf(fixture.db, id, { most: 10 })).map(({ state, why, outcome }) => ({
      ...{ state, why: why?.code ?? null, instead: why?.instead ?? null },
      ...{ collected: outcome?.collected, isAsked: outcome?.isAsked },
    }));

  it("is known once the bank has answered, and to what was not sent at first", async () => {
    const [first, second] = retried.slice(10);
    if (!first || !second) throw new Error("no order");
    const id = await prepared("retry_events", numbers([first, second]));
    await fixture.bank.next({ code: "000.000.000" });
    await fixture.bank.fault({ operations: ["charge"], effect: "drop_after", count: 1 });
    await start(id, { pace: 60 });
    await work();
    await fixture.bank.clearFaults();
    await fixture.bank.fault({ operations: ["charge"], effect: "drop_before", count: 1 });
    fixture.machine.ahead += 1_100;
    while ((await work()) > 0);
    await fixture.bank.clearFaults();
    expect(await ended(id)).toMatchObject([
      { state: "done", collected: 0, isAsked: true },
      { state: "done", collected: 0, isAsked: true },
    ]);
    const { db, payments } = fixture;
    const settled = async () => {
      for (const minutes of [2, 20, 30]) await reconcileAfter(fixture, minutes);
      await settleOutcomes(db, now, payments.machineNow() + MINUTE);
      return ended(id);
    };
    const collected = { state: "done", collected: 10_000, isAsked: false };
    expect(await settled()).toMatchObject([collected, { state: "done", collected: 0, isAsked: true }]);
    fixture.machine.ahead += 5 * MINUTE;
    // What never left is repeated like every other payment.
    await fixture.bank.next({ code: "000.000.000", referencePrefix: `ZUID-${second.zuid}-` });
    await collectDue({ payments, concurrency: 1 }, now);
    expect(await settled()).toMatchObject([collected, collected]);
    expect(await settleOutcomes(db, now, payments.machineNow() + HOUR)).toBe(0);
  });
});

/** How often the declined payment of each was sent. */
async function tries(ids: readonly OrderId[]): Promise<number[]> {
  return Promise.all(
    ids.map(
      async (id) =>
        (await currentOrder(fixture, id)).attempts.filter(({ purpose }) => purpose === "event").length,
    ),
  );
}
