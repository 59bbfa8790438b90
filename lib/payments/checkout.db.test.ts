import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { netPaid } from "@/lib/domain/order/balance";
import { doneOf } from "@/lib/domain/order/result";
import { noteGatewayTimes } from "@/lib/orders/attempt-record";
import { newOrder, staff } from "@/lib/orders/testing";
import { cardOf } from "@/lib/sandbox/shopper";
import { openCheckout, settleCheckout } from "./checkout";
import {
  act,
  activated,
  alertsOf,
  customer,
  debited,
  draftOf,
  enterCard,
  last,
  ledgerOf,
  MINUTE,
  newShop,
  opened,
  openTill,
  pay,
  pending,
  reconcileAfter,
  recordOf,
  standing,
  type Till,
} from "./testing";

let till: Till;
beforeAll(async () => {
  till = await openTill(20);
});
afterAll(() => till.close());

const byLink = { purpose: "initial", via: "link" } as const;
const good = cardOf("4242424242424242");

describe("opening the payment page", () => {
  it("gives every tab the same checkout", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const tabs = await Promise.all(Array.from({ length: 12 }, () => opened(till, id, byLink)));
    expect(new Set(tabs).size).toBe(1);
    expect((await standing(till, id)).attempts).toHaveLength(1);
  });

  it("asks about one that is 25 minutes old, and only then opens a new one", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const old = await opened(till, id, byLink);
    await age(id, 26);
    const fresh = await opened(till, id, byLink);
    expect(fresh).not.toBe(old);
    expect((await standing(till, id)).attempts.map((attempt) => attempt.state)).toEqual([
      "abandoned",
      "prepared",
    ]);
  });

  it("finds the payment in an old one that nobody reported, and opens none", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    await enterCard(till, await opened(till, id, byLink), good);
    await age(id, 26);
    const again = await openCheckout(till.payments, id, byLink, { actor: customer, now: till.clock.now });
    expect(again).toMatchObject({ is: "refused", why: { code: "status" } });
    expect((await standing(till, id)).status).toBe("complete");
  });

  it("says so when the gateway does not answer, and tries anew when asked again", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    await till.bank.fault({ effect: "drop_before", operations: ["open_checkout"], count: 1 });
    expect(
      await openCheckout(till.payments, id, byLink, { actor: customer, now: till.clock.now }),
    ).toMatchObject({ is: "refused", why: { code: "no_card_fields" } });
    await opened(till, id, byLink);
  });

  it("opens one for the link and another one by phone", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const [link, phone] = [
      await opened(till, id, byLink),
      await opened(till, id, { purpose: "initial", via: "terminal" }),
    ];
    expect(link).not.toBe(phone);
    await enterCard(till, link, good);
    await enterCard(till, phone, good);
    for (const checkout of [link, phone])
      await settleCheckout(till.payments, id, pathOf(checkout), till.clock.now);
    const order = await standing(till, id);
    expect(order.attempts.map((attempt) => attempt.state)).toEqual(["approved", "duplicate"]);
    expect(netPaid(order)).toBe(20_000);
    expect(await alertsOf(till, id)).toContain("duplicate");
  });
});

describe("the result of a checkout", () => {
  it("is one payment when two tabs pay", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const checkout = await opened(till, id, byLink);
    const tabs = await Promise.all([enterCard(till, checkout, good), enterCard(till, checkout, good)]);
    const seen = await Promise.all(
      tabs.map(({ resourcePath }) => settleCheckout(till.payments, id, resourcePath, till.clock.now)),
    );
    const order = await standing(till, id);
    expect(seen.every((outcome) => outcome.is === "done")).toBe(true);
    expect(order.status).toBe("complete");
    expect(await debited(till, order)).toEqual([10_000]);
  });

  it("is the same when it is read twice", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const checkout = await opened(till, id, byLink);
    await enterCard(till, checkout, good);
    const first = await settleCheckout(till.payments, id, pathOf(checkout), till.clock.now);
    const second = await settleCheckout(till.payments, id, pathOf(checkout), till.clock.now);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ is: "done", value: { attempt: { state: "approved" } } });
  });

  it("is found under our reference when another reader was told it", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const checkout = await opened(till, id, byLink);
    await enterCard(till, checkout, good);
    const { account } = last(await standing(till, id));
    await till.payments.gateway.checkoutResult({ resourcePath: pathOf(checkout), account });
    const outcome = await settleCheckout(till.payments, id, pathOf(checkout), till.clock.now);
    expect(outcome).toMatchObject({ is: "done", value: { attempt: { state: "approved" } } });
  });

  it("is not known while nobody has paid, and the checkout stays open", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const checkout = await opened(till, id, byLink);
    expect(await settleCheckout(till.payments, id, pathOf(checkout), till.clock.now)).toMatchObject({
      is: "done",
      value: { attempt: { settledAt: null } },
    });
    expect(await opened(till, id, byLink)).toBe(checkout);
    await enterCard(till, checkout, good);
    expect(await settleCheckout(till.payments, id, pathOf(checkout), till.clock.now)).toMatchObject({
      is: "done",
      value: { attempt: { state: "approved" } },
    });
  });

  it("is never asked of a path that is no checkout of this order", async () => {
    const shop = await newShop(till);
    const [mine, other] = [
      await pending(till, shop, draftOf(shop, "single")),
      await pending(till, shop, draftOf(shop, "single")),
    ];
    const foreign = await opened(till, other, byLink);
    for (const path of [
      "",
      "/v1/checkouts/../payments/payment",
      "https://evil.example/v1/checkouts/1/payment",
      `/v1/checkouts/${"A".repeat(5_000)}/payment`,
      "/v1/checkouts/%2e%2e/payment",
      pathOf(foreign),
    ])
      expect(await settleCheckout(till.payments, mine, path, till.clock.now)).toEqual({ is: "not_found" });
  });

  it("of a declined card leaves the order pending, ready for another card", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    const declined = await pay(till, id, byLink, cardOf("4000000000009995"));
    expect(declined).toMatchObject({ attempt: { state: "declined" }, order: { status: "pending" } });
    const paid = await pay(till, id, byLink, good);
    expect(paid.order.status).toBe("complete");
  });

  it("of a card declined by phone rejects the order, and a good one completes it", async () => {
    const shop = await newShop(till);
    const { zuid } = await newOrder(till.db, shop, draftOf(shop, "single"), till.clock.now);
    const id = { merchantId: shop.merchantId, zuid };
    const byPhone = { purpose: "initial", via: "terminal" } as const;
    expect((await pay(till, id, byPhone, cardOf("4000000000009995"))).order.status).toBe("rejected");
    expect((await pay(till, id, byPhone, good)).order.status).toBe("complete");
  });

  it("that the browser never brought home is found by asking", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    await enterCard(till, await opened(till, id, byLink), good);
    await reconcileAfter(till, 32);
    expect((await standing(till, id)).status).toBe("complete");
  });

  it("is closed when nobody paid in it", async () => {
    const shop = await newShop(till);
    const id = await pending(till, shop, draftOf(shop, "single"));
    await opened(till, id, byLink);
    await reconcileAfter(till, 32);
    await reconcileAfter(till, 40);
    expect(last(await standing(till, id)).state).toBe("abandoned");
    expect((await standing(till, id)).status).toBe("pending");
  });
});

describe("the first payment", () => {
  it("holds the money of a pre-authorised order", async () => {
    const shop = await newShop(till);
    const id = await activated(till, shop, draftOf(shop, "single", { initialKind: "preauthorise" }));
    const order = await standing(till, id);
    expect(order).toMatchObject({
      status: "active",
      attempts: [{ type: "authorisation", state: "approved" }],
    });
    expect(netPaid(order)).toBe(0);
  });

  it.each(["instalment", "subscription", "metered"] as const)(
    "stores the card of the %s order and schedules what is to come",
    async (type) => {
      const shop = await newShop(till);
      const id = await activated(till, shop, draftOf(shop, type));
      const order = await standing(till, id);
      expect(order.status).toBe("active");
      expect(order.wallet.map((card) => card.id)).toEqual([order.cardId]);
      expect(order.citId).toMatch(/^\d{15}$/);
      expect(order.events.map((event) => event.status)).toEqual(
        Array.from({ length: { instalment: 12, subscription: 1, metered: 0 }[type] }, () => "scheduled"),
      );
    },
  );

  it("checks a card with a small authorisation where the merchant wants it, and gives it back", async () => {
    const shop = await newShop(till, { defaultInitialAmount: 50 });
    const id = await activated(till, shop, draftOf(shop, "instalment"));
    const order = await standing(till, id);
    expect(order.attempts.map(({ type, state, amount }) => [type, state, amount])).toEqual([
      ["authorisation", "approved", 50],
      ["reversal", "approved", 50],
    ]);
    expect(order).toMatchObject({ status: "active" });
    expect(netPaid(order)).toBe(0);
  });

  it("is taken from a card of the customer's that is stored already", async () => {
    const shop = await newShop(till);
    const first = await standing(till, await activated(till, shop, draftOf(shop, "metered")));
    const { zuid } = await newOrder(
      till.db,
      shop,
      draftOf(shop, "instalment", { deposit: 2_000 }),
      till.clock.now,
    );
    const id = { merchantId: shop.merchantId, zuid };
    const order = await act(till, id, { kind: "pay_with_saved_card", cardId: first.cardId ?? "" });
    expect(order).toMatchObject({ status: "active", cardId: first.cardId });
    expect(await debited(till, order)).toEqual([2_000]);
  });

  it("of nothing only looks at the stored card", async () => {
    const shop = await newShop(till);
    const first = await standing(till, await activated(till, shop, draftOf(shop, "metered")));
    const { zuid } = await newOrder(till.db, shop, draftOf(shop, "instalment"), till.clock.now);
    const id = { merchantId: shop.merchantId, zuid };
    const order = await act(till, id, { kind: "pay_with_saved_card", cardId: first.cardId ?? "" });
    expect(order.status).toBe("active");
    expect(await ledgerOf(till, order)).toEqual([]);
  });
});

it("books both tabs' one payment on an order that was cancelled meanwhile, and tells staff", async () => {
  const shop = await newShop(till);
  const id = await pending(till, shop, draftOf(shop, "single"));
  const checkout = await opened(till, id, byLink);
  expect(await opened(till, id, byLink)).toBe(checkout);
  await act(till, id, { kind: "cancel_order" }, staff);
  await Promise.all([enterCard(till, checkout, good), enterCard(till, checkout, good)]);
  for (const _tab of [1, 2]) {
    const outcome = await settleCheckout(till.payments, id, pathOf(checkout), till.clock.now);
    expect(doneOf(outcome)).toMatchObject({ attempt: { state: "approved" }, order: { status: "cancelled" } });
  }
  const order = await standing(till, id);
  expect(order.attempts).toHaveLength(1);
  expect(netPaid(order)).toBe(10_000);
  expect(await debited(till, order)).toEqual([10_000]);
  expect(await alertsOf(till, id)).toEqual(["booked_after_end"]);
  const paid = last(order).number;
  const refunded = await act(till, id, { kind: "refund_payment", attempt: paid, amount: 10_000 });
  expect(netPaid(refunded)).toBe(0);
});

function pathOf(checkoutId: string): string {
  return `/v1/checkouts/${checkoutId}/payment`;
}

async function age(id: { merchantId: number; zuid: number }, minutes: number): Promise<void> {
  const { attempt, checkoutOpenedAt } = await recordOf(till, id, last(await standing(till, id)));
  await noteGatewayTimes(till.db, id, attempt.number, {
    checkoutOpenedAt: (checkoutOpenedAt ?? 0) - minutes * MINUTE,
  });
}
