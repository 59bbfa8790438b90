import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { netPaid } from "@/lib/domain/order/balance";
import { DAY } from "@/lib/domain/value/calendar";
import type { OrderId } from "@/lib/orders/execute";
import { cardOf } from "@/lib/sandbox/shopper";
import { carryOut } from "./carry-out";
import {
  type AnyFixture,
  activeOrderOf,
  alertKinds,
  carryOutOrThrow,
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

  const time = { kind: "system" } as const;

  async function instalmentDue(number: Parameters<typeof cardOf>[0] = "4242424242424242"): Promise<OrderId> {
    fixture.clock.now = testStart;
    const shop = await newShop(fixture);
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment"), cardOf(number));
    fixture.clock.now = (await currentOrder(fixture, id)).events[0]?.scheduledAt ?? 0;
    return id;
  }

  /** The due event is sent, and the gateway never gets it. */
  async function lost(id: OrderId): Promise<void> {
    await fixture.bank.fault({ effect: "drop_before", operations: ["charge"], count: 1 });
    await carryOutOrThrow(fixture, id, { kind: "run_due" }, time);
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("unknown");
  }

  const states = async (id: OrderId) =>
    (await currentOrder(fixture, id)).attempts.slice(1).map(({ state }) => state);

  describe("a request that nobody answered", () => {
    it("is believed lost only when the gateway said so twice, five minutes apart, after a quarter of an hour", async () => {
      const id = await instalmentDue();
      await lost(id);
      for (const minutes of [2, 8, 14]) {
        await reconcileAfter(fixture, minutes);
        expect(await states(id)).toEqual(["unknown"]);
      }
      await reconcileAfter(fixture, 16);
      expect(await states(id)).toEqual(["abandoned"]);
      expect((await currentOrder(fixture, id)).events[0]?.status).toBe("scheduled");
      await carryOutOrThrow(fixture, id, { kind: "run_due" }, time);
      expect(await states(id)).toEqual(["abandoned", "approved"]);
      const references = (await currentOrder(fixture, id)).attempts.map((attempt) => attempt.reference);
      expect(new Set(references).size).toBe(3);
      expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([10_000]);
    });

    it("is not believed lost on a first question, however old it is", async () => {
      const id = await instalmentDue();
      await lost(id);
      await reconcileAfter(fixture, 60 * 24);
      expect(await states(id)).toEqual(["unknown"]);
      await reconcileAfter(fixture, 60 * 24 + 4);
      expect(await states(id)).toEqual(["unknown"]);
      await reconcileAfter(fixture, 60 * 24 + 6);
      expect(await states(id)).toEqual(["abandoned"]);
    });

    it("is not believed lost while the gateway only fails to answer", async () => {
      const id = await instalmentDue();
      await lost(id);
      const { referenceKey, zuid } = await currentOrder(fixture, id);
      await fixture.bank.fault({
        effect: "error_before",
        operations: ["query"],
        referencePrefix: `ZUID-${zuid}-2-${referenceKey}`,
        count: 4,
      });
      for (const minutes of [20, 40, 60, 80]) await reconcileAfter(fixture, minutes);
      expect(await states(id)).toEqual(["unknown"]);
    });

    it("alerts staff once when it stays unknown for over an hour", async () => {
      const id = await instalmentDue();
      await lost(id);
      await fixture.bank.fault({
        effect: "error_before",
        operations: ["query"],
        referencePrefix: lastAttempt(await currentOrder(fixture, id)).reference,
        count: 6,
      });
      for (const minutes of [30, 59, 75, 90, 120, 180]) await reconcileAfter(fixture, minutes);
      expect((await alertKinds(fixture, id)).filter((kind) => kind === "unknown_for_long")).toHaveLength(1);
    });

    it("that was booked is found, whichever way its answer was lost", async () => {
      for (const effect of ["drop_after", "error_after"] as const) {
        const id = await instalmentDue();
        await fixture.bank.fault({ effect, operations: ["charge"], count: 1 });
        await carryOutOrThrow(fixture, id, { kind: "run_due" }, time);
        await reconcileAfter(fixture, 2);
        expect(await states(id)).toEqual(["approved"]);
        expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([10_000]);
      }
    });

    it("is asked about when the gateway only says that it does not know", async () => {
      fixture.clock.now = testStart;
      const shop = await newShop(fixture);
      const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"), cardOf("4242424242424242"));
      const { cardId } = await currentOrder(fixture, id);
      await fixture.bank.next({ code: fixture.codes.pending, registrationId: cardId ?? "" });
      await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
      expect(await states(id)).toEqual(["unknown"]);
      await reconcileAfter(fixture, 2);
      expect(await states(id)).toEqual(["unknown"]);
      const [line] = (await ledgerOf(fixture, await currentOrder(fixture, id))).slice(-1);
      await fixture.bank.resolve(line?.transactionId ?? "", fixture.codes.approved);
      await reconcileAfter(fixture, 20);
      expect(await states(id)).toEqual(["approved"]);
    });

    it("of a card that makes the gateway never answer is there when asked", async () => {
      const id = await instalmentDue("4000000000000119");
      await carryOut(
        fixture.impatient(300),
        id,
        { kind: "run_due" },
        { actor: time, now: fixture.clock.now },
      );
      expect(await states(id)).toEqual(["unknown"]);
      await reconcileAfter(fixture, 2);
      expect(await states(id)).toEqual(["approved"]);
      expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([10_000]);
    });
  });

  describe("a booking that comes after the request was given up", () => {
    async function givenUp(): Promise<OrderId> {
      const id = await instalmentDue();
      await fixture.bank.fault({ effect: "book_late", operations: ["charge"], count: 1 });
      await carryOutOrThrow(fixture, id, { kind: "run_due" }, time);
      await reconcileAfter(fixture, 16);
      await reconcileAfter(fixture, 22);
      expect(await states(id)).toEqual(["abandoned"]);
      return id;
    }

    it("is recorded as a duplicate once its payment was repeated: paid, not collected, to be refunded", async () => {
      const id = await givenUp();
      await carryOutOrThrow(fixture, id, { kind: "run_due" }, time);
      expect(await fixture.bank.release()).toEqual({ booked: 1 });
      await reconcileAfter(fixture, 60 * 24);
      const order = await currentOrder(fixture, id);
      expect(await states(id)).toEqual(["duplicate", "approved"]);
      expect(netPaid(order)).toBe(20_000);
      expect(order.status).toBe("review");
      expect(await alertKinds(fixture, id)).toContain("duplicate");
      const refunded = await carryOutOrThrow(fixture, id, {
        kind: "refund_payment",
        attempt: 2,
        amount: 10_000,
      });
      expect(netPaid(refunded)).toBe(10_000);
    });

    it("is the payment itself while it was not repeated", async () => {
      const id = await givenUp();
      await fixture.bank.release();
      await fixture.bank.releaseWebhooks();
      const order = await currentOrder(fixture, id);
      expect(await states(id)).toEqual(["approved"]);
      expect(order.events[0]?.status).toBe("completed");
      expect(netPaid(order)).toBe(10_000);
    });

    it("is looked for during a week, and not any longer", async () => {
      const id = await givenUp();
      await reconcileAfter(fixture, 60 * 24 * 6);
      await reconcileAfter(fixture, 60 * 24 * 8);
      await fixture.bank.release();
      await reconcileAfter(fixture, 60 * 24 * 9);
      expect(await states(id)).toEqual(["abandoned"]);
      await fixture.bank.releaseWebhooks();
      expect(await states(id)).toEqual(["approved"]);
    });
  });

  describe("an order that ended before the answer came", () => {
    it("is complete at once; the late approval completes its event, counts, and can be refunded", async () => {
      const id = await instalmentDue();
      await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
      await carryOutOrThrow(fixture, id, { kind: "run_due" }, time);
      const ended = await carryOutOrThrow(fixture, id, { kind: "complete_order" });
      expect(ended.status).toBe("complete");
      expect(ended.events.map((event) => event.status)).toEqual([
        "processing",
        ...Array.from({ length: 11 }, () => "cancelled"),
      ]);
      await reconcileAfter(fixture, 10);
      const order = await currentOrder(fixture, id);
      expect(order.status).toBe("complete");
      expect(order.events[0]?.status).toBe("completed");
      expect(netPaid(order)).toBe(10_000);
      expect(await alertKinds(fixture, id)).toEqual(["booked_after_end"]);
      const refunded = await carryOutOrThrow(fixture, id, {
        kind: "refund_payment",
        attempt: lastAttempt(order).number,
        amount: 10_000,
      });
      expect(netPaid(refunded)).toBe(0);
    });

    it("cancels its event when the payment never came", async () => {
      const id = await instalmentDue();
      await lost(id);
      await carryOutOrThrow(fixture, id, { kind: "complete_order" });
      await reconcileAfter(fixture, 16);
      await reconcileAfter(fixture, 22);
      const order = await currentOrder(fixture, id);
      expect(order.events.every((event) => event.status === "cancelled")).toBe(true);
      fixture.clock.now += 90 * DAY;
      expect(await refusalOfCommand(fixture, id, { kind: "run_due" })).toEqual({ code: "nothing_due" });
    });
  });

  it("finds out about captures, refunds and reversals in the same way", async () => {
    fixture.clock.now = testStart;
    const shop = await newShop(fixture);
    const held = await activeOrderOf(fixture, shop, draftOf(shop, "single", { initialKind: "preauthorise" }));
    await fixture.bank.fault({ effect: "drop_after", operations: ["capture"], count: 1 });
    const waiting = await carryOutOrThrow(fixture, held, {
      kind: "capture_payment",
      attempt: 1,
      amount: 10_000,
    });
    expect(waiting.status).toBe("active");
    expect(await refusalOfCommand(fixture, held, { kind: "reverse_payment", attempt: 1 })).toMatchObject({
      code: "payment_running",
    });
    await reconcileAfter(fixture, 2);
    expect(await currentOrder(fixture, held)).toMatchObject({ status: "complete" });

    await fixture.bank.fault({ effect: "drop_before", operations: ["refund"], count: 1 });
    await carryOutOrThrow(fixture, held, { kind: "refund_payment", attempt: 2, amount: 10_000 });
    expect(
      await refusalOfCommand(fixture, held, { kind: "refund_payment", attempt: 2, amount: 10_000 }),
    ).toMatchObject({
      code: "payment_running",
    });
    await reconcileAfter(fixture, 16);
    await reconcileAfter(fixture, 22);
    expect(lastAttempt(await currentOrder(fixture, held)).state).toBe("abandoned");
    expect(await alertKinds(fixture, held)).toEqual(["not_found"]);
    const refunded = await carryOutOrThrow(fixture, held, {
      kind: "refund_payment",
      attempt: 2,
      amount: 10_000,
    });
    expect(netPaid(refunded)).toBe(0);

    const other = await activeOrderOf(
      fixture,
      shop,
      draftOf(shop, "single", { initialKind: "preauthorise" }),
    );
    await fixture.bank.fault({ effect: "error_after", operations: ["reversal"], count: 1 });
    await carryOutOrThrow(fixture, other, { kind: "reverse_payment", attempt: 1 });
    await reconcileAfter(fixture, 2);
    expect(await currentOrder(fixture, other)).toMatchObject({ status: "complete" });
  });
});
