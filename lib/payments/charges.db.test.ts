import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { notes } from "@/db/schema/order-log";
import { netPaid } from "@/lib/domain/order/balance";
import { DAY, HOUR } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import type { OrderId } from "@/lib/orders/execute";
import { cardOf } from "@/lib/sandbox/shopper";
import { collectDue } from "@/lib/worker/collect";
import {
  type AnyFixture,
  activeOrderOf,
  alertKinds,
  carryOutOrThrow,
  collectingStopOf,
  currentOrder,
  debited,
  draftOf,
  lastAttempt,
  ledgerOf,
  newShop,
  openPaymentsFixtureAt,
  reconcileAfter,
  refusalOfCommand,
  testStart,
} from "./testing";
import { type BankKind, oppBank } from "./testing-bank";
import { kassaBank } from "./testing-kassa";

describe.each<BankKind>([oppBank, kassaBank])("at a gateway of the kind $name", (kind) => {
  let fixture: AnyFixture;
  beforeAll(async () => {
    fixture = await openPaymentsFixtureAt(kind);
  });
  afterAll(() => fixture.close());
  afterEach(() => {
    fixture.machine.ahead = 0;
  });

  async function instalmentDue(
    number: Parameters<typeof cardOf>[0] = "4242424242424242",
    terms: Parameters<typeof newShop>[1] = {},
  ): Promise<OrderId> {
    fixture.clock.now = testStart;
    const shop = await newShop(fixture, terms);
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment"), cardOf(number));
    fixture.clock.now = (await currentOrder(fixture, id)).events[0]?.scheduledAt ?? 0;
    return id;
  }

  const collect = () => collectDue({ payments: fixture.payments, concurrency: 4 }, fixture.clock.now);
  const eventOf = async (id: OrderId, number = 1) => {
    const event = (await currentOrder(fixture, id)).events[number - 1];
    if (!event) throw new Error("no event");
    return event;
  };

  describe("what is due", () => {
    it("is charged once, however many workers look for it", async () => {
      const id = await instalmentDue();
      await Promise.all([collect(), collect(), collect()]);
      const order = await currentOrder(fixture, id);
      expect(order.events.map((event) => event.status).slice(0, 2)).toEqual(["completed", "scheduled"]);
      expect(await debited(fixture, order)).toEqual([10_000]);
      expect(await ledgerOf(fixture, order)).toHaveLength(2);
    });

    it("is collected by a subscription cycle after cycle, each with its follower", async () => {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture);
      const id = await activeOrderOf(fixture, shop, draftOf(shop, "subscription"));
      for (const month of [1, 2, 3]) {
        fixture.clock.now = Date.UTC(2026, month, 15, 10);
        await collect();
      }
      const order = await currentOrder(fixture, id);
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
        fixture.clock.now += days * DAY;
        await collect();
      }
      fixture.clock.now += 10 * DAY;
      await collect();
      const order = await currentOrder(fixture, id);
      expect(order.attempts.slice(1).map((attempt) => attempt.cause)).toEqual([
        "schedule",
        "automatic_retry",
        "automatic_retry",
        "automatic_retry",
      ]);
      expect(order.events[0]).toMatchObject({ status: "soft_declined", plannedRetries: [] });
    });

    it("is not sent with a card that another order's payment got banned", async () => {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture);
      const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"), cardOf("5454545454545454"));
      await carryOutOrThrow(fixture, id, {
        kind: "schedule_payment",
        amount: 5_000,
        scheduledAt: fixture.clock.now + DAY,
        note: "",
      });
      const charged = await carryOutOrThrow(fixture, id, {
        kind: "charge_now",
        amount: 8_003,
        note: "Extra work",
      });
      expect(charged).toMatchObject({ status: "active" });
      expect(lastAttempt(charged)).toMatchObject({ state: "declined", outcome: "hard" });
      fixture.clock.now += DAY;
      await collect();
      const order = await currentOrder(fixture, id);
      expect(order).toMatchObject({ status: "suspended" });
      expect(order.events[0]).toMatchObject({ status: "hard_declined", decline: { schemeBan: true } });
      expect((await ledgerOf(fixture, order)).filter((line) => line.type === "debit")).toHaveLength(1);
    });
  });

  describe("several retries", () => {
    async function threeDeclined(): Promise<OrderId> {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture, { autoRetry: false });
      const weekly = draftOf(shop, "instalment", { interval: { every: 1, unit: "WEEK" } });
      const id = await activeOrderOf(fixture, shop, weekly, cardOf("4000000000000341"));
      for (let week = 0; week < 3; week++) {
        fixture.clock.now += 7 * DAY;
        await collect();
      }
      expect((await currentOrder(fixture, id)).events.slice(0, 4).map((event) => event.status)).toEqual([
        ...["soft_declined", "soft_declined", "soft_declined"],
        "scheduled",
      ]);
      return id;
    }

    it("are tried oldest first, one after another", async () => {
      const id = await threeDeclined();
      const order = await carryOutOrThrow(fixture, id, { kind: "retry_events", events: [3, 1, 2] });
      expect(order.attempts.slice(4).map((attempt) => attempt.event)).toEqual([1, 2, 3]);
      expect(order.retryQueue).toEqual([]);
    });

    it("stop after a hard decline; the rest is not sent", async () => {
      const id = await threeDeclined();
      const { cardId } = await currentOrder(fixture, id);
      await fixture.bank.next({ code: fixture.codes.stolen, registrationId: cardId ?? "" });
      const order = await carryOutOrThrow(fixture, id, { kind: "retry_events", events: [2, 3] });
      expect(order).toMatchObject({ status: "suspended", retryQueue: [] });
      expect(order.events.slice(1, 3).map((event) => event.status)).toEqual([
        "hard_declined",
        "soft_declined",
      ]);
      expect(order.attempts).toHaveLength(5);
    });

    it("wait for an answer that was lost, and go on after it", async () => {
      const id = await threeDeclined();
      await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
      const waiting = await carryOutOrThrow(fixture, id, { kind: "retry_events", events: [1, 2] });
      expect(waiting.retryQueue).toEqual([2]);
      await reconcileAfter(fixture, 2);
      const order = await currentOrder(fixture, id);
      expect(order.attempts.slice(4).map(({ event, state }) => [event, state])).toEqual([
        [1, "declined"],
        [2, "declined"],
      ]);
    });
  });

  describe("Charge now", () => {
    it("is paid at once and leaves the status", async () => {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture);
      const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
      const order = await carryOutOrThrow(fixture, id, {
        kind: "charge_now",
        amount: 4_200,
        note: "Overtime",
      });
      expect(order.status).toBe("active");
      expect(netPaid(order)).toBe(4_200);
      expect(await notesOf(id)).toEqual(["Overtime"]);
      const scheduledAt = fixture.clock.now + DAY;
      await carryOutOrThrow(fixture, id, {
        kind: "schedule_payment",
        amount: 4_200,
        scheduledAt,
        note: "Next month",
      });
      expect(await notesOf(id)).toEqual(["Overtime", "Next month"]);
    });

    it("that was declined is not collected by a card update", async () => {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture);
      const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"), cardOf("4000000000000341"));
      const order = await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
      expect(lastAttempt(order).state).toBe("declined");
      expect(order.events).toEqual([]);
    });

    it("whose answer was lost is asked about, never sent again", async () => {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture);
      const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
      await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
      await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
      expect(
        await refusalOfCommand(fixture, id, { kind: "charge_now", amount: 4_200, note: "" }),
      ).toMatchObject({
        code: "payment_running",
        unknown: true,
      });
      await reconcileAfter(fixture, 2);
      expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([4_200]);
      expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("approved");
    });
  });

  describe("a result that nobody can read the money from", () => {
    it.each(["unclear", "unlisted"] as const)(
      "%s is asked for and not sent again, and staff are told",
      async (name) => {
        const id = await instalmentDue();
        const { cardId } = await currentOrder(fixture, id);
        await fixture.bank.next({ code: fixture.codes[name], registrationId: cardId ?? "" });
        await collect();
        const { attempts } = await currentOrder(fixture, id);
        expect([attempts.length, attempts.at(-1)?.state]).toEqual([2, "unknown"]);
        fixture.clock.now += 2 * DAY;
        await collect();
        expect((await currentOrder(fixture, id)).attempts).toHaveLength(2);
        expect(await alertKinds(fixture, id)).toEqual(["contradiction"]);
      },
    );
  });

  describe("a technical failure", () => {
    it("is no decline: it is tried after 15 minutes, 2 hours and 8 hours, and then staff are alerted", async () => {
      const id = await instalmentDue();
      const { cardId } = await currentOrder(fixture, id);
      await fixture.bank.next({ code: fixture.codes.technical, registrationId: cardId ?? "", times: 4 });
      await collect();
      for (const wait of [15 * MINUTE, 2 * HOUR, 8 * HOUR]) {
        expect(await eventOf(id)).toMatchObject({ status: "scheduled", decline: null });
        fixture.clock.now += wait - MINUTE;
        const before = (await currentOrder(fixture, id)).attempts.length;
        await collect();
        expect((await currentOrder(fixture, id)).attempts).toHaveLength(before);
        fixture.clock.now += MINUTE;
        await collect();
      }
      const order = await currentOrder(fixture, id);
      expect(order.events[0]).toMatchObject({ status: "soft_declined", decline: { outcome: "technical" } });
      expect(order.status).toBe("failed");
      expect(await alertKinds(fixture, id)).toEqual(["technical_failure"]);
      expect(await debited(fixture, order)).toEqual([]);
    });

    it("in between is forgotten once a payment comes through", async () => {
      const id = await instalmentDue();
      const { cardId } = await currentOrder(fixture, id);
      await fixture.bank.next({ code: fixture.codes.brokenOff, registrationId: cardId ?? "" });
      await collect();
      fixture.clock.now += 15 * MINUTE;
      await collect();
      expect(await eventOf(id)).toMatchObject({ status: "completed", technicalFailures: 0 });
      expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([10_000]);
    });
  });

  describe("a refused configuration", () => {
    it("stops the merchant, probes once an hour, and goes on by itself", async () => {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture);
      const ids: OrderId[] = [];
      for (let i = 0; i < 4; i++) {
        ids.push(await activeOrderOf(fixture, shop, draftOf(shop, "instalment")));
        fixture.clock.now += MINUTE;
      }
      const other = await newShop(fixture);
      const theirs = await activeOrderOf(fixture, other, draftOf(other, "instalment"));
      const [first] = ids;
      if (!first) throw new Error("no order");
      fixture.clock.now = (await eventOf(theirs)).scheduledAt;
      const { cardId } = await currentOrder(fixture, first);
      await fixture.bank.next({ code: fixture.codes.merchant, registrationId: cardId ?? "", times: 2 });
      const collectOne = () => collectDue({ payments: fixture.payments, concurrency: 1 }, fixture.clock.now);
      await collectOne();
      const tried = async () =>
        (await Promise.all(ids.map((id) => currentOrder(fixture, id)))).flatMap((order) => order.attempts)
          .length - ids.length;
      expect(await tried()).toBe(1);
      expect(await collectingStopOf(fixture, shop)).toBeDefined();
      expect(await alertKinds(fixture, shop)).toEqual(["configuration"]);
      expect((await eventOf(theirs)).status).toBe("completed");
      await collectOne();
      expect(await tried()).toBe(1);

      fixture.machine.ahead += HOUR;
      await collectOne();
      expect(await tried()).toBe(2);
      fixture.machine.ahead += HOUR - 1_000 * 60;
      await collectOne();
      expect(await tried()).toBe(2);

      fixture.machine.ahead += HOUR;
      await collectOne();
      expect(await collectingStopOf(fixture, shop)).toBeUndefined();
      for (const id of ids) expect((await eventOf(id)).status).toBe("completed");
      for (const id of ids) expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([10_000]);
    });
  });

  describe("a request that the gateway cannot read", () => {
    it("is held until staff act; other payments go on", async () => {
      const id = await instalmentDue();
      const { cardId } = await currentOrder(fixture, id);
      await fixture.bank.next({ code: fixture.codes.request, registrationId: cardId ?? "" });
      await collect();
      expect(await eventOf(id)).toMatchObject({ status: "scheduled", held: true });
      expect(await alertKinds(fixture, id)).toEqual(["request_failed"]);
      fixture.clock.now += 31 * DAY;
      await collect();
      expect(await eventOf(id, 2)).toMatchObject({ status: "completed" });
      expect(await eventOf(id, 1)).toMatchObject({ status: "scheduled", held: true });
      await carryOutOrThrow(fixture, id, { kind: "execute_event", event: 1 });
      expect(await eventOf(id, 1)).toMatchObject({ status: "completed" });
    });
  });

  async function notesOf({ merchantId, zuid }: OrderId): Promise<string[]> {
    const rows = await withMerchant(fixture.payments.db, merchantId, (tx) =>
      tx
        .select()
        .from(notes)
        .where(and(eq(notes.merchantId, merchantId), eq(notes.zuid, zuid)))
        .orderBy(notes.seq),
    );
    return rows.map((row) => row.text);
  }
});
