import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardUpdateSum, netPaid } from "@/lib/domain/order/balance";
import { DAY } from "@/lib/domain/value/calendar";
import type { OrderId } from "@/lib/orders/execute";
import { staffActor } from "@/lib/orders/testing";
import { cardOf } from "@/lib/sandbox/shopper";
import { settleCheckout } from "./checkout";
import {
  activeOrderOf,
  carryOutOrThrow,
  currentOrder,
  debited,
  draftOf,
  lastAttempt,
  newShop,
  openedCheckoutId,
  openPaymentsFixture,
  type PaymentsFixture,
  payByCheckout,
  reconcileAfter,
  refusalOfCommand,
  submitCard,
  testStart,
} from "./testing";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
});
afterAll(() => fixture.close());

const good = cardOf("5454545454545454");

/** Three parts of EUR 100.00, the first of which met this card's refusal. */
async function declined(number: Parameters<typeof cardOf>[0]): Promise<OrderId> {
  fixture.clock.now = testStart;
  const shop = await newShop(fixture, { autoRetry: false });
  const id = await activeOrderOf(
    fixture,
    shop,
    draftOf(shop, "instalment", { parts: 3, lines: [{ ...lineOf(shop), price: 30_000 }] }),
    cardOf(number),
  );
  fixture.clock.now = (await currentOrder(fixture, id)).events[0]?.scheduledAt ?? 0;
  await carryOutOrThrow(fixture, id, { kind: "run_due" });
  return id;
}

const lineOf = (shop: Parameters<typeof draftOf>[0]) => {
  const [line] = draftOf(shop, "single").lines;
  if (!line) throw new Error("a draft has a line");
  return line;
};

const statuses = async (id: OrderId) => (await currentOrder(fixture, id)).events.map((event) => event.status);

describe.each(["link", "terminal"] as const)("a card updated over the %s", (via) => {
  it("collects the one outstanding event itself", async () => {
    const id = await declined("4000000000000069");
    expect((await currentOrder(fixture, id)).status).toBe("suspended");
    const { order } = await payByCheckout(
      fixture,
      id,
      { purpose: "card_update", via, shownSum: 10_000 },
      good,
    );
    expect(order).toMatchObject({ status: "active" });
    expect(await statuses(id)).toEqual(["recovered", "scheduled", "scheduled"]);
    expect(await debited(fixture, order)).toEqual([10_000]);
  });

  it("merges several and collects their sum", async () => {
    const id = await declined("4000000000000069");
    fixture.clock.now += 40 * DAY;
    const sum = cardUpdateSum(await currentOrder(fixture, id), fixture.clock.now);
    expect(sum).toBe(20_000);
    const { order } = await payByCheckout(fixture, id, { purpose: "card_update", via, shownSum: sum }, good);
    expect(await statuses(id)).toEqual(["merged", "merged", "scheduled", "recovered"]);
    expect(netPaid(order)).toBe(20_000);
  });

  it("keeps the card and charges nothing when the sum has grown since it was shown", async () => {
    const id = await declined("4000000000000069");
    const checkout = await openedCheckoutId(fixture, id, { purpose: "card_update", via, shownSum: 10_000 });
    fixture.clock.now += 40 * DAY;
    const { checkoutId } = await submitCard(fixture, checkout, good);
    await settleCheckout(fixture.payments, id, checkoutId, fixture.clock.now);
    const waiting = await currentOrder(fixture, id);
    expect(waiting.pendingCollection).toMatchObject({ awaits: "confirmation" });
    expect(waiting.wallet.find((card) => card.id === waiting.cardId)?.brand).toBe("MASTER");
    expect(await debited(fixture, waiting)).toEqual([]);
    expect(
      await refusalOfCommand(fixture, id, { kind: "collect_outstanding", shownSum: 10_000 }),
    ).toMatchObject({
      code: "sum_has_grown",
      now: 20_000,
    });
    const paid = await carryOutOrThrow(fixture, id, { kind: "collect_outstanding", shownSum: 20_000 });
    expect(paid.status).toBe("active");
    expect(await debited(fixture, paid)).toEqual([20_000]);
  });

  it("keeps the new card when its bank declines too", async () => {
    const id = await declined("4000000000000069");
    const { order } = await payByCheckout(
      fixture,
      id,
      { purpose: "card_update", via, shownSum: 10_000 },
      cardOf("4000000000000341"),
    );
    expect(order.status).toBe("failed");
    expect(order.wallet.find((card) => card.id === order.cardId)?.last4).toBe("0341");
    expect(order.events[0]).toMatchObject({ status: "soft_declined" });
    expect(order.events[0]?.cardFacts.at(-1)).toMatchObject({ window: { retries: 0 } });
  });

  it("is checked by a small authorisation where the merchant wants it, and then collects", async () => {
    fixture.clock.now = testStart;
    const shop = await newShop(fixture, { autoRetry: false, defaultInitialAmount: 50 });
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment"), cardOf("4000000000000069"));
    fixture.clock.now = (await currentOrder(fixture, id)).events[0]?.scheduledAt ?? 0;
    await carryOutOrThrow(fixture, id, { kind: "run_due" });
    await payByCheckout(fixture, id, { purpose: "card_update", via, shownSum: 10_000 }, good);
    const order = await currentOrder(fixture, id);
    expect(order.attempts.slice(3).map(({ type, state }) => `${type} ${state}`)).toEqual([
      "authorisation approved",
      "reversal approved",
      "debit approved",
    ]);
    expect(order).toMatchObject({ status: "active", pendingCollection: null });
    expect(await debited(fixture, order)).toEqual([10_000]);
  });
});

it("selects another registered card of the customer without asking for it again", async () => {
  const id = await declined("4000000000000069");
  const { order } = await payByCheckout(
    fixture,
    id,
    { purpose: "card_update", via: "link", shownSum: 0 },
    good,
  );
  expect(order.pendingCollection?.awaits).toBe("confirmation");
  const old = order.wallet.find((card) => card.id !== order.cardId)?.id ?? "";
  expect(
    await refusalOfCommand(fixture, id, {
      kind: "replace_card",
      cardId: order.cardId ?? "",
      shownSum: 10_000,
    }),
  ).toEqual({
    code: "card_is_current",
  });
  const tried = await carryOutOrThrow(fixture, id, { kind: "replace_card", cardId: old, shownSum: 10_000 });
  expect(tried).toMatchObject({ status: "suspended", cardId: old });
  const paid = await carryOutOrThrow(fixture, id, {
    kind: "replace_card",
    cardId: order.cardId ?? "",
    shownSum: 10_000,
  });
  expect(paid.status).toBe("active");
});

describe("a card that the customer enters while a payment is at the gateway", () => {
  it("is kept, and collects what is outstanding once the old card was declined", async () => {
    const id = await declined("4000000000000341");
    await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
    await carryOutOrThrow(fixture, id, { kind: "retry_events", events: [1] });
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("unknown");
    const during = await payByCheckout(
      fixture,
      id,
      { purpose: "card_update", via: "link", shownSum: 10_000 },
      good,
    );
    expect(during.order).toMatchObject({ status: "failed", pendingCollection: { awaits: "payment" } });
    await reconcileAfter(fixture, 2);
    const order = await currentOrder(fixture, id);
    expect(order).toMatchObject({ status: "active", pendingCollection: null });
    expect(order.events[0]?.status).toBe("recovered");
    expect(await debited(fixture, order)).toEqual([10_000]);
  });

  it("does not collect what the old card paid after all", async () => {
    const id = await declined("4000000000005126");
    await carryOutOrThrow(fixture, id, { kind: "retry_events", events: [1] });
    await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
    await carryOutOrThrow(fixture, id, { kind: "retry_events", events: [1] });
    await payByCheckout(fixture, id, { purpose: "card_update", via: "link", shownSum: 10_000 }, good);
    await reconcileAfter(fixture, 2);
    const order = await currentOrder(fixture, id);
    expect(order).toMatchObject({ status: "active", pendingCollection: null });
    expect(await debited(fixture, order)).toEqual([10_000]);
  });

  it("is refused to staff by phone, with who started the payment", async () => {
    const id = await declined("4000000000000341");
    await fixture.bank.fault({ effect: "drop_before", operations: ["charge"], count: 1 });
    await carryOutOrThrow(fixture, id, { kind: "retry_events", events: [1] });
    expect(
      await refusalOfCommand(fixture, id, {
        kind: "open_checkout",
        purpose: "card_update",
        via: "terminal",
        shownSum: 10_000,
      }),
    ).toMatchObject({ code: "payment_running", by: staffActor, unknown: true });
  });
});
