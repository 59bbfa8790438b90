import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { cards } from "@/db/schema/customers";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import type { TestShop } from "@/lib/orders/testing";
import { cardOf } from "@/lib/sandbox/shopper";
import {
  activeOrderOf,
  carryOutOrThrow,
  currentOrder,
  draftOf,
  lastAttempt,
  ledgerOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  payByCheckout,
  pendingOrder,
} from "./testing";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture(20);
});
afterAll(() => fixture.close());

const visa = cardOf("4242424242424242");
const mastercard = cardOf("5454545454545454");
const charge = { kind: "charge_now", amount: 1_500, note: "" } as const;

const cardsOf = ({ merchantId }: TestShop) =>
  withMerchant(fixture.db, merchantId, (tx) =>
    tx.select().from(cards).where(eq(cards.merchantId, merchantId)),
  );

it("charges a card that another order registered for the entity that the card belongs to", async () => {
  const shop = await newShop(fixture);
  const phone = await pendingOrder(fixture, shop, draftOf(shop, "metered"));
  await payByCheckout(fixture, phone, { purpose: "initial", via: "terminal" }, visa);
  const cardId = (await currentOrder(fixture, phone)).cardId ?? "";
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"), mastercard);
  await carryOutOrThrow(fixture, id, { kind: "replace_card", cardId, shownSum: 0 });
  const paid = await carryOutOrThrow(fixture, id, charge);
  expect(lastAttempt(paid)).toMatchObject({ state: "approved", channel: "MOTO" });
  expect(lastAttempt(paid).account).toBe(paid.merchant.accounts.MOTO);
  expect((await currentOrder(fixture, id)).channel).toBe("MOTO");
});

it("lists an order under the channel that it was paid over, whatever it was created for", async () => {
  const shop = await newShop(fixture);
  const id = await pendingOrder(fixture, shop, draftOf(shop, "single", { channel: "MOTO" }));
  const listed = async () => {
    const page = await listOrders(fixture.db, shop, parseOrderFilter({}), fixture.clock.now);
    return page.rows.map(({ channel }) => channel);
  };
  const no = cardOf("4000000000009995");
  await payByCheckout(fixture, id, { purpose: "initial", via: "terminal" }, no);
  expect(await listed()).toEqual(["MOTO"]);
  await payByCheckout(fixture, id, { purpose: "initial", via: "link" }, visa);
  expect(await listed()).toEqual(["ECOM"]);
});

it("makes a first payment with a saved card over that card's channel, whatever the merchant has beside it", async () => {
  const shop = await newShop(fixture);
  const online = await activeOrderOf(fixture, shop, draftOf(shop, "metered"), visa);
  const cardId = (await currentOrder(fixture, online)).cardId ?? "";
  const id = await pendingOrder(fixture, shop, draftOf(shop, "instalment", { channel: "MOTO" }));
  const paid = await carryOutOrThrow(fixture, id, {
    kind: "pay_with_saved_card",
    cardId,
    how: "telephone",
    agreedAt: 0,
  });
  expect(lastAttempt(paid)).toMatchObject({ state: "approved", channel: "ECOM" });
  expect(paid.channel).toBe("ECOM");
  expect((await cardsOf(shop)).map(({ channel }) => channel)).toEqual(["ECOM"]);
});

it("names each card's own first payment, over all orders that charge it", async () => {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"), mastercard);
  const cardId = (await currentOrder(fixture, id)).cardId ?? "";
  await carryOutOrThrow(fixture, id, charge);
  const [card] = await cardsOf(shop);
  expect(card?.networkReferences).toMatchObject([
    { from: lastAttempt(await currentOrder(fixture, id)).answer?.transactionId },
  ]);
  await carryOutOrThrow(fixture, id, charge);
  const other = await activeOrderOf(fixture, shop, draftOf(shop, "metered"), visa);
  await carryOutOrThrow(fixture, other, charge);
  await carryOutOrThrow(fixture, other, { kind: "replace_card", cardId, shownSum: 0 });
  await carryOutOrThrow(fixture, other, charge);
  for (const order of [await currentOrder(fixture, id), await currentOrder(fixture, other)]) {
    const lines = await ledgerOf(fixture, order);
    expect(lines.filter((line) => line.lacksLink)).toEqual([]);
    expect(order.attempts.every(({ state }) => state === "approved")).toBe(true);
  }
  expect((await cardsOf(shop)).find((one) => one.id === cardId)?.networkReferences).toHaveLength(1);
});
