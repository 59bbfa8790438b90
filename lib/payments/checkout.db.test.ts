import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { netPaid } from "@/lib/domain/order/balance";
import { doneOf } from "@/lib/domain/order/result";
import { MINUTE } from "@/lib/domain/value/timetable";
import { noteGatewayTimes } from "@/lib/orders/attempt-record";
import { newOrder, staffActor } from "@/lib/orders/testing";
import { cardOf } from "@/lib/sandbox/shopper";
import { carryOut } from "./carry-out";
import { settleCheckout, startCheckout } from "./checkout";
import {
  activeOrderOf,
  alertKinds,
  attemptRecordOf,
  carryOutOrThrow,
  currentOrder,
  customerActor,
  debited,
  draftOf,
  lastAttempt,
  ledgerOf,
  newCustomer,
  newShop,
  openedCheckoutId,
  openPaymentsFixture,
  type PaymentsFixture,
  payByCheckout,
  pendingOrder,
  reconcileAfter,
  refusalOfCommand,
  submitCard,
} from "./testing";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture(20);
});
afterAll(() => fixture.close());

const byLink = { purpose: "initial", via: "link" } as const;
const good = cardOf("4242424242424242");

describe("opening the payment page", () => {
  it("gives every tab the same checkout", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const tabs = await Promise.all(Array.from({ length: 12 }, () => openedCheckoutId(fixture, id, byLink)));
    expect(new Set(tabs).size).toBe(1);
    expect((await currentOrder(fixture, id)).attempts).toHaveLength(1);
  });

  it("asks about one that is 25 minutes old, and only then opens a new one", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const old = await openedCheckoutId(fixture, id, byLink);
    await age(id, 26);
    const fresh = await openedCheckoutId(fixture, id, byLink);
    expect(fresh).not.toBe(old);
    expect((await currentOrder(fixture, id)).attempts.map((attempt) => attempt.state)).toEqual([
      "abandoned",
      "prepared",
    ]);
  });

  it("finds the payment in an old one that nobody reported, and opens none", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    await submitCard(fixture, await openedCheckoutId(fixture, id, byLink), good);
    await age(id, 26);
    const again = await startCheckout(fixture.payments, id, byLink, {
      actor: customerActor,
      now: fixture.clock.now,
    });
    expect(again).toMatchObject({ is: "refused", why: { code: "status" } });
    expect((await currentOrder(fixture, id)).status).toBe("complete");
  });

  it("says so when the gateway does not answer, and tries anew when asked again", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    await fixture.bank.fault({ effect: "drop_before", operations: ["open_checkout"], count: 1 });
    expect(
      await startCheckout(fixture.payments, id, byLink, { actor: customerActor, now: fixture.clock.now }),
    ).toMatchObject({ is: "refused", why: { code: "no_card_fields" } });
    await openedCheckoutId(fixture, id, byLink);
  });

  it("opens one for the link and another one by phone", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const [link, phone] = [
      await openedCheckoutId(fixture, id, byLink),
      await openedCheckoutId(fixture, id, { purpose: "initial", via: "terminal" }),
    ];
    expect(link).not.toBe(phone);
    await submitCard(fixture, link, good);
    await submitCard(fixture, phone, good);
    for (const checkout of [link, phone])
      await settleCheckout(fixture.payments, id, checkout, fixture.clock.now);
    const order = await currentOrder(fixture, id);
    expect(order.attempts.map((attempt) => attempt.state)).toEqual(["approved", "duplicate"]);
    expect(netPaid(order)).toBe(20_000);
    expect(await alertKinds(fixture, id)).toContain("duplicate");
  });
});

describe("the result of a checkout", () => {
  it("is one payment when two tabs pay", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const checkout = await openedCheckoutId(fixture, id, byLink);
    const tabs = await Promise.all([
      submitCard(fixture, checkout, good),
      submitCard(fixture, checkout, good),
    ]);
    const seen = await Promise.all(
      tabs.map(({ checkoutId }) => settleCheckout(fixture.payments, id, checkoutId, fixture.clock.now)),
    );
    const order = await currentOrder(fixture, id);
    expect(seen.every((outcome) => outcome.is === "done")).toBe(true);
    expect(order.status).toBe("complete");
    expect(await debited(fixture, order)).toEqual([10_000]);
  });

  it("is the same when it is read twice", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const checkout = await openedCheckoutId(fixture, id, byLink);
    await submitCard(fixture, checkout, good);
    const first = await settleCheckout(fixture.payments, id, checkout, fixture.clock.now);
    const second = await settleCheckout(fixture.payments, id, checkout, fixture.clock.now);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ is: "done", value: { attempt: { state: "approved" } } });
  });

  it("is found under our reference when another reader was told it", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const checkout = await openedCheckoutId(fixture, id, byLink);
    await submitCard(fixture, checkout, good);
    const { account } = lastAttempt(await currentOrder(fixture, id));
    await fixture.gateway.checkoutResult({ checkoutId: checkout, type: "debit", account });
    const outcome = await settleCheckout(fixture.payments, id, checkout, fixture.clock.now);
    expect(outcome).toMatchObject({ is: "done", value: { attempt: { state: "approved" } } });
  });

  it("is not known while nobody has paid, and the checkout stays open", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const checkout = await openedCheckoutId(fixture, id, byLink);
    expect(await settleCheckout(fixture.payments, id, checkout, fixture.clock.now)).toMatchObject({
      is: "done",
      value: { attempt: { settledAt: null } },
    });
    expect(await openedCheckoutId(fixture, id, byLink)).toBe(checkout);
    await submitCard(fixture, checkout, good);
    expect(await settleCheckout(fixture.payments, id, checkout, fixture.clock.now)).toMatchObject({
      is: "done",
      value: { attempt: { state: "approved" } },
    });
  });

  it("is never asked of what is no checkout of this order", async () => {
    const shop = await newShop(fixture);
    const [mine, other] = [
      await pendingOrder(fixture, shop, draftOf(shop, "single")),
      await pendingOrder(fixture, shop, draftOf(shop, "single")),
    ];
    const foreign = await openedCheckoutId(fixture, other, byLink);
    for (const path of [
      "",
      "/v1/checkouts/../payments/payment",
      "https://evil.example/v1/checkouts/1/payment",
      `/v1/checkouts/${"A".repeat(5_000)}/payment`,
      "/v1/checkouts/%2e%2e/payment",
      foreign,
    ])
      expect(await settleCheckout(fixture.payments, mine, path, fixture.clock.now)).toEqual({
        is: "not_found",
      });
  });

  it("of a declined card leaves the order pending, ready for another card", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const declined = await payByCheckout(fixture, id, byLink, cardOf("4000000000009995"));
    expect(declined).toMatchObject({ attempt: { state: "declined" }, order: { status: "pending" } });
    const paid = await payByCheckout(fixture, id, byLink, good);
    expect(paid.order.status).toBe("complete");
  });

  it("of a card declined by phone rejects the order, and a good one completes it", async () => {
    const shop = await newShop(fixture);
    const { zuid } = await newOrder(fixture.db, shop, draftOf(shop, "single"), fixture.clock.now);
    const id = { merchantId: shop.merchantId, zuid };
    const byPhone = { purpose: "initial", via: "terminal" } as const;
    expect((await payByCheckout(fixture, id, byPhone, cardOf("4000000000009995"))).order.status).toBe(
      "rejected",
    );
    expect((await payByCheckout(fixture, id, byPhone, good)).order.status).toBe("complete");
  });

  it("that the browser never brought home is found by asking", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    await submitCard(fixture, await openedCheckoutId(fixture, id, byLink), good);
    await reconcileAfter(fixture, 32);
    expect((await currentOrder(fixture, id)).status).toBe("complete");
  });

  it("is waited for when the gateway says nothing to whoever came back, and no other payment is made", async () => {
    const shop = await newShop(fixture);
    const stored = await currentOrder(fixture, await activeOrderOf(fixture, shop, draftOf(shop, "metered")));
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const checkout = await openedCheckoutId(fixture, id, { purpose: "initial", via: "terminal" });
    const { checkoutId } = await submitCard(fixture, checkout, good);
    await fixture.bank.fault({ effect: "drop_after", operations: ["checkout_result"] });
    const back = doneOf(await settleCheckout(fixture.payments, id, checkoutId, fixture.clock.now));
    await fixture.bank.clearFaults();
    expect(back.attempt.state).toBe("unknown");
    const saved = { cardId: stored.cardId ?? "", how: "telephone", agreedAt: 0 } as const;
    const refusal = await refusalOfCommand(fixture, id, { kind: "pay_with_saved_card", ...saved });
    expect(refusal.code).toBe("payment_running");
    const again = await startCheckout(fixture.payments, id, byLink, {
      actor: customerActor,
      now: fixture.clock.now,
    });
    expect(again).toMatchObject({ is: "refused", why: { code: "payment_running" } });
    await reconcileAfter(fixture, 2);
    const order = await currentOrder(fixture, id);
    expect(order.status).toBe("complete");
    expect(await debited(fixture, order)).toEqual([10_000]);
  });

  it("is one payment when a saved card is charged twice at once", async () => {
    const shop = await newShop(fixture);
    const stored = await currentOrder(fixture, await activeOrderOf(fixture, shop, draftOf(shop, "metered")));
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const saved = { cardId: stored.cardId ?? "", how: "in_person", agreedAt: 0 } as const;
    const pay = () =>
      carryOut(
        fixture.payments,
        id,
        { kind: "pay_with_saved_card", ...saved },
        { actor: staffActor, now: fixture.clock.now },
      );
    const told = await Promise.all([pay(), pay(), pay()]);
    expect(told.map(({ is }) => is).toSorted()).toEqual(["done", "refused", "refused"]);
    expect(await debited(fixture, await currentOrder(fixture, id))).toEqual([10_000]);
  });

  it("is never taken from a card of another customer or of another merchant", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const customer = await newCustomer(fixture, shop);
    for (const owner of [customer, await newShop(fixture)]) {
      const theirs = await currentOrder(
        fixture,
        await activeOrderOf(fixture, owner, draftOf(owner, "metered")),
      );
      const foreign = { cardId: theirs.cardId ?? "", how: "telephone", agreedAt: 0 } as const;
      expect(await refusalOfCommand(fixture, id, { kind: "pay_with_saved_card", ...foreign })).toEqual({
        code: "unknown_card",
      });
    }
    expect(await ledgerOf(fixture, await currentOrder(fixture, id))).toEqual([]);
  });

  it("is closed when nobody paid in it", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    await openedCheckoutId(fixture, id, byLink);
    await reconcileAfter(fixture, 32);
    await reconcileAfter(fixture, 40);
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("abandoned");
    expect((await currentOrder(fixture, id)).status).toBe("pending");
  });
});

describe("the first payment", () => {
  it("holds the money of a pre-authorised order", async () => {
    const shop = await newShop(fixture);
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "single", { initialKind: "preauthorise" }));
    const order = await currentOrder(fixture, id);
    expect(order).toMatchObject({
      status: "active",
      attempts: [{ type: "authorisation", state: "approved" }],
    });
    expect(netPaid(order)).toBe(0);
  });

  it.each(["instalment", "subscription", "metered"] as const)(
    "stores the card of the %s order and schedules what is to come",
    async (type) => {
      const shop = await newShop(fixture);
      const id = await activeOrderOf(fixture, shop, draftOf(shop, type));
      const order = await currentOrder(fixture, id);
      expect(order.status).toBe("active");
      expect(order.wallet.map((card) => card.id)).toEqual([order.cardId]);
      expect(order.citId).toMatch(/^\d{15}$/);
      expect(order.events.map((event) => event.status)).toEqual(
        Array.from({ length: { instalment: 12, subscription: 1, metered: 0 }[type] }, () => "scheduled"),
      );
    },
  );

  it("checks a card with a small authorisation where the merchant wants it, and gives it back", async () => {
    const shop = await newShop(fixture, { defaultInitialAmount: 50 });
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment"));
    const order = await currentOrder(fixture, id);
    expect(order.attempts.map(({ type, state, amount }) => [type, state, amount])).toEqual([
      ["authorisation", "approved", 50],
      ["reversal", "approved", 50],
    ]);
    expect(order).toMatchObject({ status: "active" });
    expect(netPaid(order)).toBe(0);
  });

  it("is taken from a card of the customer's that is stored already", async () => {
    const shop = await newShop(fixture);
    const first = await currentOrder(fixture, await activeOrderOf(fixture, shop, draftOf(shop, "metered")));
    const { zuid } = await newOrder(
      fixture.db,
      shop,
      draftOf(shop, "instalment", { deposit: 2_000 }),
      fixture.clock.now,
    );
    const id = { merchantId: shop.merchantId, zuid };
    const order = await carryOutOrThrow(fixture, id, {
      kind: "pay_with_saved_card",
      cardId: first.cardId ?? "",
      how: "telephone",
      agreedAt: 0,
    });
    expect(order).toMatchObject({ status: "active", cardId: first.cardId });
    expect(await debited(fixture, order)).toEqual([2_000]);
  });

  it("of nothing only looks at the stored card", async () => {
    const shop = await newShop(fixture);
    const first = await currentOrder(fixture, await activeOrderOf(fixture, shop, draftOf(shop, "metered")));
    const { zuid } = await newOrder(fixture.db, shop, draftOf(shop, "instalment"), fixture.clock.now);
    const id = { merchantId: shop.merchantId, zuid };
    const order = await carryOutOrThrow(fixture, id, {
      kind: "pay_with_saved_card",
      cardId: first.cardId ?? "",
      how: "telephone",
      agreedAt: 0,
    });
    expect(order.status).toBe("active");
    expect(await ledgerOf(fixture, order)).toEqual([]);
  });
});

it("books both tabs' one payment on an order that was cancelled meanwhile, and tells staff", async () => {
  const shop = await newShop(fixture);
  const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
  const checkout = await openedCheckoutId(fixture, id, byLink);
  expect(await openedCheckoutId(fixture, id, byLink)).toBe(checkout);
  await carryOutOrThrow(fixture, id, { kind: "cancel_order" }, staffActor);
  await Promise.all([submitCard(fixture, checkout, good), submitCard(fixture, checkout, good)]);
  for (const _tab of [1, 2]) {
    const outcome = await settleCheckout(fixture.payments, id, checkout, fixture.clock.now);
    expect(doneOf(outcome)).toMatchObject({ attempt: { state: "approved" }, order: { status: "cancelled" } });
  }
  const order = await currentOrder(fixture, id);
  expect(order.attempts).toHaveLength(1);
  expect(netPaid(order)).toBe(10_000);
  expect(await debited(fixture, order)).toEqual([10_000]);
  expect(await alertKinds(fixture, id)).toEqual(["booked_after_end"]);
  const paid = lastAttempt(order).number;
  const refunded = await carryOutOrThrow(fixture, id, {
    kind: "refund_payment",
    attempt: paid,
    amount: 10_000,
  });
  expect(netPaid(refunded)).toBe(0);
});

async function age(id: { merchantId: number; zuid: number }, minutes: number): Promise<void> {
  const { attempt, checkoutOpenedAt } = await attemptRecordOf(
    fixture,
    id,
    lastAttempt(await currentOrder(fixture, id)),
  );
  await noteGatewayTimes(fixture.db, id, attempt.number, {
    checkoutOpenedAt: (checkoutOpenedAt ?? 0) - minutes * MINUTE,
  });
}
