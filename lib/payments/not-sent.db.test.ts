import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instant } from "@/lib/domain/value/calendar";
import { GIVEN_UP_AFTER, MINUTE, SENT_WITHIN } from "@/lib/domain/value/timetable";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { execute, type OrderId } from "@/lib/orders/execute";
import { sameForAll } from "@/lib/payments/gateways";
import { collectDue } from "@/lib/worker/collect";
import { settleCheckout, startCheckout } from "./checkout";
import type { Payments } from "./context";
import {
  activeOrderOf,
  carryOutOrThrow,
  currentOrder,
  customerActor,
  debited,
  draftOf,
  lastAttempt,
  ledgerOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  pendingOrder,
  reconcileAfter,
  testStart,
} from "./testing";
import { fixtureToken } from "./testing-bank";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
});
afterAll(() => fixture.close());

const HALF_A_MINUTE = 30_000;

/** Ours, with a machine clock of its own and a gateway that may be away. */
function apart(change: { url?: string; now?: () => Instant } = {}): Payments {
  const machineNow = change.now ?? Date.now;
  const url = change.url ?? fixture.bankUrl;
  return {
    db: fixture.db,
    gateways: sameForAll(oppGateway({ url, token: fixtureToken, machineNow })),
    machineNow,
  };
}

/** An address at which nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function dueToday(orders: number): Promise<OrderId[]> {
  fixture.clock.now = testStart;
  const shop = await newShop(fixture);
  const ids: OrderId[] = [];
  for (let i = 0; i < orders; i++) ids.push(await activeOrderOf(fixture, shop, draftOf(shop, "instalment")));
  const [first] = ids;
  fixture.clock.now = (first && (await currentOrder(fixture, first)).events[0]?.scheduledAt) ?? 0;
  return ids;
}

describe("a gateway that is away", () => {
  it("leaves nothing unknown, is met by a few orders only, and all is collected once it is back", async () => {
    const ids = await dueToday(12);
    const cut = apart({ url: await nobody() });
    await collectDue({ payments: cut, concurrency: 2 }, fixture.clock.now);
    await collectDue({ payments: cut, concurrency: 2 }, fixture.clock.now);
    const tried = (await Promise.all(ids.map((id) => currentOrder(fixture, id)))).map((order) =>
      order.attempts.at(1),
    );
    expect(tried.filter((attempt) => attempt !== undefined).map(({ state }) => state)).toEqual(
      tried.flatMap((attempt) => (attempt ? ["abandoned"] : [])),
    );
    expect(tried.filter((attempt) => attempt !== undefined).length).toBeLessThanOrEqual(4);

    fixture.clock.now += HALF_A_MINUTE;
    await collectDue({ payments: fixture.payments, concurrency: 4 }, fixture.clock.now);
    for (const id of ids) {
      const order = await currentOrder(fixture, id);
      expect(order.events[0]).toMatchObject({ status: "completed", technicalFailures: 0 });
      expect(await debited(fixture, order)).toEqual([10_000]);
    }
  });

  it("tells whoever refunds that nothing was sent, and takes the refund when it is back", async () => {
    const [id] = await dueToday(1);
    if (!id) throw new Error("no order");
    await collectDue({ payments: fixture.payments, concurrency: 4 }, fixture.clock.now);
    const refund = { kind: "refund_payment", attempt: 2, amount: 4_000 } as const;
    const away = { ...fixture, payments: apart({ url: await nobody() }) };
    expect(lastAttempt(await carryOutOrThrow(away, id, refund))).toMatchObject({
      type: "refund",
      state: "abandoned",
      answer: null,
    });
    expect(lastAttempt(await carryOutOrThrow(fixture, id, refund))).toMatchObject({
      type: "refund",
      state: "approved",
    });
  });

  it("opens no payment page, and one opens when it is back", async () => {
    fixture.clock.now = testStart;
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const wanted = { purpose: "initial", via: "link" } as const;
    const opened = await startCheckout(apart({ url: await nobody() }), id, wanted, {
      actor: customerActor,
      now: fixture.clock.now,
    });
    expect(opened).toMatchObject({ is: "refused", why: { code: "no_card_fields" } });
    expect(
      await startCheckout(fixture.payments, id, wanted, { actor: customerActor, now: fixture.clock.now }),
    ).toMatchObject({ is: "done" });
  });
});

describe("a process that stood still", () => {
  /** Machine time that jumps once it was asked for so often: while a connection is being made. */
  const stoodStill = (ms: number, after = 1) => {
    let asked = 0;
    return () => Date.now() + (asked++ >= after ? ms : 0);
  };

  it("does not send what it had written down before, and what was repeated meanwhile is charged once", async () => {
    const [id] = await dueToday(1);
    if (!id) throw new Error("no order");
    const asleep = apart({ now: stoodStill(SENT_WITHIN) });
    const done = await carryOutOrThrow({ ...fixture, payments: asleep }, id, { kind: "run_due" });
    expect(lastAttempt(done)).toMatchObject({ state: "abandoned", answer: null });
    fixture.clock.now += HALF_A_MINUTE;
    await collectDue({ payments: fixture.payments, concurrency: 1 }, fixture.clock.now);
    expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([10_000]);
  });

  it("sends what is a little younger than that", async () => {
    const [id] = await dueToday(1);
    if (!id) throw new Error("no order");
    const slow = apart({ now: stoodStill(SENT_WITHIN - MINUTE) });
    expect(
      lastAttempt(await carryOutOrThrow({ ...fixture, payments: slow }, id, { kind: "run_due" })).state,
    ).toBe("approved");
  });

  it("finds given up and repeated by another what it was to send, and leaves it so", async () => {
    const [id] = await dueToday(1);
    if (!id) throw new Error("no order");
    await execute(
      fixture.db,
      id,
      { kind: "run_due" },
      { actor: customerActor, now: fixture.clock.now, machineNow: Date.now() - GIVEN_UP_AFTER },
    );
    await reconcileAfter(fixture, 0);
    await reconcileAfter(fixture, 6);
    await collectDue({ payments: fixture.payments, concurrency: 1 }, fixture.clock.now);
    const order = await currentOrder(fixture, id);
    expect(order.attempts.map(({ state }) => state)).toEqual(["approved", "abandoned", "approved"]);
    expect((await ledgerOf(fixture, order)).filter((line) => line.type === "debit")).toHaveLength(1);
  });

  it("shows nobody a payment page that was cleared away while it slept", async () => {
    fixture.clock.now = testStart;
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const wanted = { purpose: "initial", via: "link" } as const;
    const late = await startCheckout(apart({ now: stoodStill(MINUTE, 3) }), id, wanted, {
      actor: customerActor,
      now: fixture.clock.now,
    });
    expect(late).toMatchObject({ is: "refused", why: { code: "no_card_fields" } });
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("abandoned");
    expect(
      await settleCheckout(fixture.payments, id, "/v1/checkouts/none/payment", fixture.clock.now),
    ).toEqual({
      is: "not_found",
    });
  });
});
