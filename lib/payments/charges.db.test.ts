import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { notes } from "@/db/schema/order-log";
import { netPaid } from "@/lib/domain/order/balance";
import type { OrderId } from "@/lib/orders/execute";
import { cardOf } from "@/lib/sandbox/shopper";
import { collectDue } from "@/lib/worker/collect";
import {
  act,
  activated,
  alertsOf,
  DAY,
  debited,
  draftOf,
  last,
  ledgerOf,
  MINUTE,
  newShop,
  openTill,
  reconcileAfter,
  refused,
  standing,
  start,
  stopOf,
  type Till,
} from "./testing";

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());
afterEach(() => {
  till.machine.ahead = 0;
});

const HOUR = 60 * MINUTE;

async function instalmentDue(
  number: Parameters<typeof cardOf>[0] = "4242424242424242",
  terms: Parameters<typeof newShop>[1] = {},
): Promise<OrderId> {
  till.clock.now = start;
  const shop = await newShop(till, terms);
  const id = await activated(till, shop, draftOf(shop, "instalment"), cardOf(number));
  till.clock.now = (await standing(till, id)).events[0]?.scheduledAt ?? 0;
  return id;
}

const collect = () => collectDue({ payments: till.payments, concurrency: 4 }, till.clock.now);
const eventOf = async (id: OrderId, number = 1) => {
  const event = (await standing(till, id)).events[number - 1];
  if (!event) throw new Error("no event");
  return event;
};

describe("what is due", () => {
  it("is charged once, however many workers look for it", async () => {
    const id = await instalmentDue();
    await Promise.all([collect(), collect(), collect()]);
    const order = await standing(till, id);
    expect(order.events.map((event) => event.status).slice(0, 2)).toEqual(["completed", "scheduled"]);
    expect(await debited(till, order)).toEqual([10_000]);
    expect(await ledgerOf(till, order)).toHaveLength(2);
  });

  it("is collected by a subscription cycle after cycle, each with its follower", async () => {
    till.clock.now = start;
    const shop = await newShop(till);
    const id = await activated(till, shop, draftOf(shop, "subscription"));
    for (const month of [1, 2, 3]) {
      till.clock.now = Date.UTC(2026, month, 15, 10);
      await collect();
    }
    const order = await standing(till, id);
    expect(order.events.map((event) => event.status)).toEqual([
      "completed",
      "completed",
      "completed",
      "scheduled",
    ]);
    expect(netPaid(order)).toBe(40_000);
  });

  it("is tried again on the merchant's days after a soft decline, then not any more", async () => {
    const id = await instalmentDue("4000000000000341");
    await collect();
    for (const days of [1, 2, 4]) {
      till.clock.now += days * DAY;
      await collect();
    }
    till.clock.now += 10 * DAY;
    await collect();
    const order = await standing(till, id);
    expect(order.attempts.slice(1).map((attempt) => attempt.cause)).toEqual([
      "schedule",
      "automatic_retry",
      "automatic_retry",
      "automatic_retry",
    ]);
    expect(order.events[0]).toMatchObject({ status: "soft_declined", plannedRetries: [] });
  });

  it("is not sent with a card that another order's payment got banned", async () => {
    till.clock.now = start;
    const shop = await newShop(till);
    const id = await activated(till, shop, draftOf(shop, "metered"), cardOf("5454545454545454"));
    await act(till, id, {
      kind: "schedule_payment",
      amount: 5_000,
      scheduledAt: till.clock.now + DAY,
      note: "",
    });
    const charged = await act(till, id, { kind: "charge_now", amount: 8_003, note: "Extra work" });
    expect(charged).toMatchObject({ status: "active" });
    expect(last(charged)).toMatchObject({ state: "declined", outcome: "hard" });
    till.clock.now += DAY;
    await collect();
    const order = await standing(till, id);
    expect(order).toMatchObject({ status: "suspended" });
    expect(order.events[0]).toMatchObject({ status: "hard_declined", decline: { schemeBan: true } });
    expect((await ledgerOf(till, order)).filter((line) => line.type === "debit")).toHaveLength(1);
  });
});

describe("several retries", () => {
  async function threeDeclined(): Promise<OrderId> {
    till.clock.now = start;
    const shop = await newShop(till, { autoRetry: false });
    const weekly = draftOf(shop, "instalment", { interval: { every: 1, unit: "WEEK" } });
    const id = await activated(till, shop, weekly, cardOf("4000000000000341"));
    for (let week = 0; week < 3; week++) {
      till.clock.now += 7 * DAY;
      await collect();
    }
    expect((await standing(till, id)).events.slice(0, 4).map((event) => event.status)).toEqual([
      ...["soft_declined", "soft_declined", "soft_declined"],
      "scheduled",
    ]);
    return id;
  }

  it("are tried oldest first, one after another", async () => {
    const id = await threeDeclined();
    const order = await act(till, id, { kind: "retry_events", events: [3, 1, 2] });
    expect(order.attempts.slice(4).map((attempt) => attempt.event)).toEqual([1, 2, 3]);
    expect(order.retryQueue).toEqual([]);
  });

  it("stop after a hard decline; the rest is not sent", async () => {
    const id = await threeDeclined();
    const { cardId } = await standing(till, id);
    await till.bank.next({ code: "800.100.159", registrationId: cardId ?? "" });
    const order = await act(till, id, { kind: "retry_events", events: [2, 3] });
    expect(order).toMatchObject({ status: "suspended", retryQueue: [] });
    expect(order.events.slice(1, 3).map((event) => event.status)).toEqual(["hard_declined", "soft_declined"]);
    expect(order.attempts).toHaveLength(5);
  });

  it("wait for an answer that was lost, and go on after it", async () => {
    const id = await threeDeclined();
    await till.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
    const waiting = await act(till, id, { kind: "retry_events", events: [1, 2] });
    expect(waiting.retryQueue).toEqual([2]);
    await reconcileAfter(till, 2);
    const order = await standing(till, id);
    expect(order.attempts.slice(4).map(({ event, state }) => [event, state])).toEqual([
      [1, "declined"],
      [2, "declined"],
    ]);
  });
});

describe("Charge now", () => {
  it("is paid at once and leaves the status", async () => {
    till.clock.now = start;
    const shop = await newShop(till);
    const id = await activated(till, shop, draftOf(shop, "metered"));
    const order = await act(till, id, { kind: "charge_now", amount: 4_200, note: "Overtime" });
    expect(order.status).toBe("active");
    expect(netPaid(order)).toBe(4_200);
    expect(await notesOf(id)).toEqual(["Overtime"]);
    const scheduledAt = till.clock.now + DAY;
    await act(till, id, { kind: "schedule_payment", amount: 4_200, scheduledAt, note: "Next month" });
    expect(await notesOf(id)).toEqual(["Overtime", "Next month"]);
  });

  it("that was declined is not collected by a card update", async () => {
    till.clock.now = start;
    const shop = await newShop(till);
    const id = await activated(till, shop, draftOf(shop, "metered"), cardOf("4000000000000341"));
    const order = await act(till, id, { kind: "charge_now", amount: 4_200, note: "" });
    expect(last(order).state).toBe("declined");
    expect(order.events).toEqual([]);
  });

  it("whose answer was lost is asked about, never sent again", async () => {
    till.clock.now = start;
    const shop = await newShop(till);
    const id = await activated(till, shop, draftOf(shop, "metered"));
    await till.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
    await act(till, id, { kind: "charge_now", amount: 4_200, note: "" });
    expect(await refused(till, id, { kind: "charge_now", amount: 4_200, note: "" })).toMatchObject({
      code: "payment_running",
      unknown: true,
    });
    await reconcileAfter(till, 2);
    expect(await debited(till, await standing(till, id))).toEqual([4_200]);
    expect(last(await standing(till, id)).state).toBe("approved");
  });
});

describe("a result that nobody can read the money from", () => {
  it.each(["000.400.030", "000.500.100"])(
    "%s is asked for and not sent again, and staff are told",
    async (code) => {
      const id = await instalmentDue();
      const { cardId } = await standing(till, id);
      await till.bank.next({ code, registrationId: cardId ?? "" });
      await collect();
      const { attempts } = await standing(till, id);
      expect([attempts.length, attempts.at(-1)?.state]).toEqual([2, "unknown"]);
      till.clock.now += 2 * DAY;
      await collect();
      expect((await standing(till, id)).attempts).toHaveLength(2);
      expect(await alertsOf(till, id)).toEqual(["contradiction"]);
    },
  );
});

describe("a technical failure", () => {
  it("is no decline: it is tried after 15 minutes, 2 hours and 8 hours, and then staff are alerted", async () => {
    const id = await instalmentDue();
    const { cardId } = await standing(till, id);
    await till.bank.next({ code: "800.800.800", registrationId: cardId ?? "", times: 4 });
    await collect();
    for (const wait of [15 * MINUTE, 2 * HOUR, 8 * HOUR]) {
      expect(await eventOf(id)).toMatchObject({ status: "scheduled", decline: null });
      till.clock.now += wait - MINUTE;
      const before = (await standing(till, id)).attempts.length;
      await collect();
      expect((await standing(till, id)).attempts).toHaveLength(before);
      till.clock.now += MINUTE;
      await collect();
    }
    const order = await standing(till, id);
    expect(order.events[0]).toMatchObject({ status: "soft_declined", decline: { outcome: "technical" } });
    expect(order.status).toBe("failed");
    expect(await alertsOf(till, id)).toEqual(["technical_failure"]);
    expect(await debited(till, order)).toEqual([]);
  });

  it("in between is forgotten once a payment comes through", async () => {
    const id = await instalmentDue();
    const { cardId } = await standing(till, id);
    await till.bank.next({ code: "900.100.600", registrationId: cardId ?? "" });
    await collect();
    till.clock.now += 15 * MINUTE;
    await collect();
    expect(await eventOf(id)).toMatchObject({ status: "completed", technicalFailures: 0 });
    expect(await debited(till, await standing(till, id))).toEqual([10_000]);
  });
});

describe("a refused configuration", () => {
  it("stops the merchant, probes once an hour, and goes on by itself", async () => {
    till.clock.now = start;
    const shop = await newShop(till);
    const ids: OrderId[] = [];
    for (let i = 0; i < 4; i++) {
      ids.push(await activated(till, shop, draftOf(shop, "instalment")));
      till.clock.now += MINUTE;
    }
    const other = await newShop(till);
    const theirs = await activated(till, other, draftOf(other, "instalment"));
    const [first] = ids;
    if (!first) throw new Error("no order");
    till.clock.now = (await eventOf(theirs)).scheduledAt;
    const { cardId } = await standing(till, first);
    await till.bank.next({ code: "800.900.300", registrationId: cardId ?? "", times: 2 });
    const collectOne = () => collectDue({ payments: till.payments, concurrency: 1 }, till.clock.now);
    await collectOne();
    const tried = async () =>
      (await Promise.all(ids.map((id) => standing(till, id)))).flatMap((order) => order.attempts).length -
      ids.length;
    expect(await tried()).toBe(1);
    expect(await stopOf(till, shop)).toBeDefined();
    expect(await alertsOf(till, shop)).toEqual(["configuration"]);
    expect((await eventOf(theirs)).status).toBe("completed");
    await collectOne();
    expect(await tried()).toBe(1);

    till.machine.ahead += HOUR;
    await collectOne();
    expect(await tried()).toBe(2);
    till.machine.ahead += HOUR - 1_000 * 60;
    await collectOne();
    expect(await tried()).toBe(2);

    till.machine.ahead += HOUR;
    await collectOne();
    expect(await stopOf(till, shop)).toBeUndefined();
    for (const id of ids) expect((await eventOf(id)).status).toBe("completed");
    for (const id of ids) expect(await debited(till, await standing(till, id))).toEqual([10_000]);
  });
});

describe("a request that the gateway cannot read", () => {
  it("is held until staff act; other payments go on", async () => {
    const id = await instalmentDue();
    const { cardId } = await standing(till, id);
    await till.bank.next({ code: "800.100.174", registrationId: cardId ?? "" });
    await collect();
    expect(await eventOf(id)).toMatchObject({ status: "scheduled", held: true });
    expect(await alertsOf(till, id)).toEqual(["request_failed"]);
    till.clock.now += 31 * DAY;
    await collect();
    expect(await eventOf(id, 2)).toMatchObject({ status: "completed" });
    expect(await eventOf(id, 1)).toMatchObject({ status: "scheduled", held: true });
    await act(till, id, { kind: "execute_event", event: 1 });
    expect(await eventOf(id, 1)).toMatchObject({ status: "completed" });
  });
});

async function notesOf({ merchantId, zuid }: OrderId): Promise<string[]> {
  const rows = await withMerchant(till.payments.db, merchantId, (tx) =>
    tx
      .select()
      .from(notes)
      .where(and(eq(notes.merchantId, merchantId), eq(notes.zuid, zuid)))
      .orderBy(notes.seq),
  );
  return rows.map((row) => row.text);
}
