import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { loadOrder } from "@/db/orders";
import { freshDatabase } from "@/db/testing";
import { netPaid } from "@/lib/domain/order/balance";
import type { Order } from "@/lib/domain/order/order";
import { createdOrder, evolveAll } from "@/lib/domain/rules/evolve";
import { attemptByReference, claimUnsettled } from "./attempt-record";
import { claimDueOrders, nextDueAfter } from "./claim";
import { create } from "./create";
import { execute } from "./execute";
import { parseOrderFilter } from "./filter";
import { findOrder, listOrders } from "./queries";
import { refreshStandings } from "./refresh-standings";
import {
  activeInstalments,
  approvedAnswer,
  executeOrThrow,
  instalmentDraft,
  insufficientFunds,
  newOrder,
  openTestShop,
  settleCommand,
  staffActor,
  systemActor,
  type TestShop,
} from "./testing";

const now = Date.UTC(2026, 0, 15, 10);
const day = 24 * 60 * 60 * 1000;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
let shop: TestShop;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 10 });
  shop = await openTestShop(db, 1);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

function stored(merchantId: number, { zuid }: Order, at: number): Promise<Order | null> {
  return withMerchant(db, merchantId, (tx) => loadOrder(tx, merchantId, zuid, { lock: false, now: at }));
}

/** The order without what is read with it and belongs to its customer. */
function own(order: Order | null | undefined) {
  if (!order) return order;
  const { cardUses: _uses, merchant: _merchant, ...rest } = order;
  return rest;
}

describe("an order in the database", () => {
  it("is read back as it was written, and as its log tells it", async () => {
    const order = await activeInstalments(db, shop, now);
    const due = order.events[0]?.scheduledAt ?? 0;
    const id = { merchantId: 1, zuid: order.zuid };
    const steps = [order];
    const { started, order: charged } = await executeOrThrow(
      db,
      id,
      { kind: "run_due" },
      { actor: systemActor, now: due },
    );
    steps.push(charged);
    const [attempt] = started;
    if (!attempt) throw new Error("nothing was started");
    steps.push(
      (
        await executeOrThrow(db, id, settleCommand(attempt, approvedAnswer(attempt, insufficientFunds)), {
          actor: systemActor,
          now: due + 5_000,
        })
      ).order,
    );
    const skipped = await executeOrThrow(db, id, { kind: "skip_events", events: [12] }, { now: due + 6_000 });
    const merged = await executeOrThrow(
      db,
      id,
      { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null },
      { now: due + 7_000 },
    );
    steps.push(skipped.order, merged.order);
    expect(merged.order.events).toHaveLength(13);

    const found = await findOrder(db, { merchantId: 1 }, order.zuid, due + 8_000);
    expect(own(found?.order)).toEqual(own(merged.order));
    const [first, ...rest] = found?.log ?? [];
    if (!first || !found) throw new Error("no log");
    const folded = evolveAll(
      createdOrder(first.entry, found.order.merchant, { wallet: [], cardUses: [] }),
      rest.map((one) => one.entry),
    );
    expect(own(folded)).toEqual(own(merged.order));
    expect(found.log.map((one) => one.seq)).toEqual(found.log.map((_, i) => i + 1));
    expect(found.log).toHaveLength(merged.order.version);
  });

  it("numbers its events within the merchant, without gaps", async () => {
    const first = await activeInstalments(db, shop, now);
    const second = await activeInstalments(db, shop, now);
    const spids = [...first.events, ...second.events].map((event) => event.spid ?? 0);
    expect(spids).toEqual(spids.map((_, i) => (spids[0] ?? 0) + i));
    expect(second.zuid).toBe(first.zuid + 1);
  });

  it("is changed by one of two who act on the same version; the other is given the order as it is", async () => {
    const order = await activeInstalments(db, shop, now);
    const id = { merchantId: 1, zuid: order.zuid };
    const skip = (event: number) =>
      execute(
        db,
        id,
        { kind: "skip_events", events: [event] },
        { actor: staffActor, now, version: order.version, machineNow: Date.now() },
      );
    const results = await Promise.all([skip(1), skip(2), skip(3)]);
    expect(results.filter((result) => result.is === "done")).toHaveLength(1);
    expect(results.filter((result) => result.is === "stale")).toHaveLength(2);
  });

  it("tells an unknown order and an unknown customer from a refusal", async () => {
    expect(
      await execute(
        db,
        { merchantId: 1, zuid: 4 },
        { kind: "run_due" },
        { actor: systemActor, now, machineNow: Date.now() },
      ),
    ).toEqual({
      is: "not_found",
    });
    const customerId = "00000000-0000-4000-8000-000000000000";
    expect(
      await create(db, 1, instalmentDraft(shop, { customerId }), {
        actor: staffActor,
        now,
        machineNow: Date.now(),
      }),
    ).toEqual({
      is: "not_found",
    });
  });

  it("uses up no number for a refused draft", async () => {
    const before = await newOrder(db, shop, instalmentDraft(shop), now);
    const refused = await create(db, 1, instalmentDraft(shop, { parts: 0 }), {
      actor: staffActor,
      now,
      machineNow: Date.now(),
    });
    expect(refused).toMatchObject({ is: "refused", why: { code: "order_invalid" } });
    expect((await newOrder(db, shop, instalmentDraft(shop), now)).zuid).toBe(before.zuid + 1);
  });

  it("counts attempts with the same card on the customer's other orders", async () => {
    const banned = await openTestShop(db, 8);
    const order = await activeInstalments(db, banned, now);
    const other = await activeInstalments(db, banned, now);
    const due = order.events[0]?.scheduledAt ?? 0;
    const id = { merchantId: 8, zuid: order.zuid };
    const { started } = await executeOrThrow(db, id, { kind: "run_due" }, { actor: systemActor, now: due });
    const [attempt] = started;
    if (!attempt) throw new Error("nothing was started");
    const uses = async () => (await stored(8, other, due))?.cardUses ?? [];
    const sent = (await uses()).length;
    const refusal = { ...insufficientFunds, acquirerResponse: "14", visaCategoryCode: "1" };
    await executeOrThrow(db, id, settleCommand(attempt, approvedAnswer(attempt, refusal)), {
      actor: systemActor,
      now: due + 1,
    });
    expect(await uses()).toHaveLength(sent);
    expect((await uses()).at(-1)).toMatchObject({ at: due, declined: true, visaCategory: 1 });
    const yearLater = await stored(8, other, due + 365 * day);
    expect(yearLater?.cardUses).toHaveLength(1);
  });
});

describe("what the worker is told", () => {
  it("hands out each due order once, and again when it is due again", async () => {
    const far = Date.UTC(2030, 0, 1);
    const order = await activeInstalments(db, shop, far);
    const due = order.events[0]?.scheduledAt ?? 0;
    const machine = Date.now();
    const claim = (at = due) => claimDueOrders(db, at, machine, 1000);
    expect((await claim(due - 1)).map((one) => one.zuid)).not.toContain(order.zuid);
    const [first, second] = await Promise.all([claim(), claim()]);
    const mine = [...first, ...second].filter((one) => one.zuid === order.zuid);
    expect(mine).toEqual([{ merchantId: 1, zuid: order.zuid, dueAt: due }]);
    expect(await claim()).toEqual([]);
    const { order: charged } = await executeOrThrow(
      db,
      { merchantId: 1, zuid: order.zuid },
      { kind: "run_due" },
      { actor: systemActor, now: due },
    );
    expect(charged.attempts.at(-1)?.state).toBe("sent");
    expect((await claim()).map((one) => one.zuid)).not.toContain(order.zuid);
    expect(await nextDueAfter(db, due)).not.toBeNull();
  });

  it("asks about an attempt a minute after it was sent, and one caller at a time", async () => {
    const order = await activeInstalments(db, shop, now);
    const due = order.events[0]?.scheduledAt ?? 0;
    const id = { merchantId: 1, zuid: order.zuid };
    const { started } = await executeOrThrow(db, id, { kind: "run_due" }, { actor: systemActor, now: due });
    const [attempt] = started;
    const record = await attemptByReference(db, 1, attempt?.reference ?? "");
    expect(record).toMatchObject({ zuid: order.zuid, attempt: { state: "sent" } });
    const asks = async (at: number) =>
      (await claimUnsettled(db, at, 1000)).filter((one) => one.zuid === order.zuid);
    expect(await asks(Date.now())).toEqual([]);
    expect(await asks(Date.now() + 61_000)).toEqual([{ ...id, number: attempt?.number }]);
    expect(await asks(Date.now() + 61_000)).toEqual([]);
  });

  it("gets one probe an hour of a merchant whose configuration failed, until one succeeds", async () => {
    const stopped = await openTestShop(db, 9);
    const orders = [
      await activeInstalments(db, stopped, now),
      await activeInstalments(db, stopped, now),
      await activeInstalments(db, stopped, now),
    ];
    const due = orders[0]?.events[0]?.scheduledAt ?? 0;
    const hour = 60 * 60 * 1000;
    const claim = async (machine: number) =>
      (await claimDueOrders(db, due, machine, 1000)).filter((one) => one.merchantId === 9);
    const [first] = await claim(Date.now());
    const id = { merchantId: 9, zuid: first?.zuid ?? 0 };
    const { started } = await executeOrThrow(db, id, { kind: "run_due" }, { actor: systemActor, now: due });
    const [attempt] = started;
    if (!attempt) throw new Error("nothing was started");
    await executeOrThrow(db, id, settleCommand(attempt, approvedAnswer(attempt, { code: "800.900.300" })), {
      actor: systemActor,
      now: due,
    });
    expect(await claim(Date.now() + 5 * 60_000)).toEqual([]);
    const probe = await claim(Date.now() + hour + 60_000);
    expect(probe).toHaveLength(1);
    expect(await claim(Date.now() + hour + 5 * 60_000)).toEqual([]);
    const probed = { merchantId: 9, zuid: probe[0]?.zuid ?? 0 };
    const again = await executeOrThrow(
      db,
      probed,
      { kind: "run_due" },
      { actor: systemActor, now: due + hour },
    );
    const [second] = again.started;
    if (!second) throw new Error("the probe was not started");
    await executeOrThrow(db, probed, settleCommand(second, approvedAnswer(second)), {
      actor: systemActor,
      now: due + hour,
    });
    expect((await claim(Date.now() + hour + 10 * 60_000)).length).toBeGreaterThan(0);
  });
});

describe("the list", () => {
  it("shows what an order has collected and what is outstanding", async () => {
    const order = await activeInstalments(db, shop, now);
    const due = order.events[1]?.scheduledAt ?? 0;
    const filter = parseOrderFilter({ q: String(order.zuid) });
    await refreshStandings(db, due);
    const { rows } = await listOrders(db, { merchantId: 1 }, filter, due);
    expect(rows.find((row) => row.zuid === order.zuid)).toMatchObject({
      amount: 120_000,
      netPaid: netPaid(order),
      outstanding: 20_000,
      nextAttemptAt: order.events[0]?.scheduledAt,
      nextAttemptIsRetry: false,
      card: { brand: "VISA", last4: "0000" },
      customer: { name: "Anna Berg" },
    });
  });
});
