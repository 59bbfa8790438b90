import { afterAll, beforeAll, expect, it } from "vitest";
import {
  activeOrderOf,
  currentOrder,
  draftOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
} from "@/lib/payments/testing";
import { collectDue } from "./collect";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
});
afterAll(() => fixture.close());

it("collects for everyone else when it cannot be told which gateway a merchant has", async () => {
  const instalment = async () => {
    const shop = await newShop(fixture);
    return activeOrderOf(fixture, shop, draftOf(shop, "instalment"));
  };
  const [theirs, ours] = [await instalment(), await instalment()];
  const due = (await currentOrder(fixture, ours)).events[0]?.scheduledAt ?? 0;
  fixture.clock.now = due;
  const { gateways } = fixture.payments;
  const of = async (merchantId: number) => {
    if (merchantId === theirs.merchantId) throw new Error("a gateway of no known kind");
    return gateways.of(merchantId);
  };
  const payments = { ...fixture.payments, gateways: { ...gateways, of } };
  await collectDue({ payments, concurrency: 4 }, due);
  const statusOf = async (id: typeof ours) => (await currentOrder(fixture, id)).events[0]?.status;
  expect(await statusOf(ours)).toBe("completed");
  expect(await statusOf(theirs)).toBe("scheduled");
});
