import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { cards } from "@/db/schema/customers";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import type { Shop } from "@/lib/orders/testing";
import { cardOf } from "@/lib/sandbox/shopper";
import {
  act,
  activated,
  draftOf,
  last,
  ledgerOf,
  newShop,
  openTill,
  pay,
  pending,
  standing,
  type Till,
} from "./testing";

let till: Till;
beforeAll(async () => {
  till = await openTill(20);
});
afterAll(() => till.close());

const visa = cardOf("4242424242424242");
const mastercard = cardOf("5454545454545454");
const charge = { kind: "charge_now", amount: 1_500, note: "" } as const;

const cardsOf = ({ merchantId }: Shop) =>
  withMerchant(till.db, merchantId, (tx) => tx.select().from(cards).where(eq(cards.merchantId, merchantId)));

it("charges a card that another order registered for the entity that the card belongs to", async () => {
  const shop = await newShop(till);
  const phone = await pending(till, shop, draftOf(shop, "metered"));
  await pay(till, phone, { purpose: "initial", via: "terminal" }, visa);
  const cardId = (await standing(till, phone)).cardId ?? "";
  const id = await activated(till, shop, draftOf(shop, "metered"), mastercard);
  await act(till, id, { kind: "replace_card", cardId, shownSum: 0 });
  const paid = await act(till, id, charge);
  expect(last(paid)).toMatchObject({ state: "approved", channel: "MOTO" });
  expect(last(paid).account).toBe(paid.merchant.accounts.MOTO);
  expect((await standing(till, id)).channel).toBe("MOTO");
});

it("lists an order under the channel that it was paid over, whatever it was created for", async () => {
  const shop = await newShop(till);
  const id = await pending(till, shop, draftOf(shop, "single", { channel: "MOTO" }));
  const listed = async () => {
    const page = await listOrders(till.db, shop, parseOrderFilter({}), till.clock.now);
    return page.rows.map(({ channel }) => channel);
  };
  const no = cardOf("4000000000009995");
  await pay(till, id, { purpose: "initial", via: "terminal" }, no);
  expect(await listed()).toEqual(["MOTO"]);
  await pay(till, id, { purpose: "initial", via: "link" }, visa);
  expect(await listed()).toEqual(["ECOM"]);
});

it("makes a first payment with a saved card over that card's channel, whatever the merchant has beside it", async () => {
  const shop = await newShop(till);
  const online = await activated(till, shop, draftOf(shop, "metered"), visa);
  const cardId = (await standing(till, online)).cardId ?? "";
  const id = await pending(till, shop, draftOf(shop, "instalment", { channel: "MOTO" }));
  const paid = await act(till, id, { kind: "pay_with_saved_card", cardId });
  expect(last(paid)).toMatchObject({ state: "approved", channel: "ECOM" });
  expect(paid.channel).toBe("ECOM");
  expect((await cardsOf(shop)).map(({ channel }) => channel)).toEqual(["ECOM"]);
});

it("names each card's own first payment, over all orders that charge it", async () => {
  const shop = await newShop(till);
  const id = await activated(till, shop, draftOf(shop, "metered"), mastercard);
  const cardId = (await standing(till, id)).cardId ?? "";
  await act(till, id, charge);
  const [card] = await cardsOf(shop);
  expect(card?.networkReferences).toMatchObject([
    { from: last(await standing(till, id)).answer?.transactionId },
  ]);
  await act(till, id, charge);
  const other = await activated(till, shop, draftOf(shop, "metered"), visa);
  await act(till, other, charge);
  await act(till, other, { kind: "replace_card", cardId, shownSum: 0 });
  await act(till, other, charge);
  for (const order of [await standing(till, id), await standing(till, other)]) {
    const lines = await ledgerOf(till, order);
    expect(lines.filter((line) => line.lacksLink)).toEqual([]);
    expect(order.attempts.every(({ state }) => state === "approved")).toBe(true);
  }
  expect((await cardsOf(shop)).find((one) => one.id === cardId)?.networkReferences).toHaveLength(1);
});
