import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import {
  carryOutOrThrow,
  draftOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  pendingOrder,
} from "@/lib/payments/testing";
import type { OrderId } from "./execute";
import { linkOf, markOpened, orderOfLink } from "./link";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
});
afterAll(() => fixture.close());

const linkNow = async (id: OrderId) => {
  const link = await withMerchant(fixture.db, id.merchantId, (tx) => linkOf(tx, id));
  return { ...link, leadsTo: await orderOfLink(fixture.db, link?.token ?? "") };
};

async function opened() {
  const shop = await newShop(fixture);
  const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
  await markOpened(fixture.db, id, fixture.clock.now);
  return id;
}

it("leads nowhere once it is withdrawn, and the next that is asked for works and was opened by nobody", async () => {
  for (const how of ["email", "display"] as const) {
    const id = await opened();
    const first = await linkNow(id);
    expect(first.leadsTo).toEqual(id);
    await carryOutOrThrow(fixture, id, { kind: "withdraw_link" });
    expect((await linkNow(id)).leadsTo).toBeNull();
    await carryOutOrThrow(fixture, id, { kind: "request_link", how });
    const second = await linkNow(id);
    expect(second).toMatchObject({ leadsTo: id, openedAt: null, withdrawnAt: null });
    expect(second.token).not.toBe(first.token);
    expect(await orderOfLink(fixture.db, first.token ?? "")).toBeNull();
  }
});

it("stays the same when it is sent or shown once more", async () => {
  const id = await opened();
  const first = await linkNow(id);
  for (const how of ["email", "display"] as const)
    await carryOutOrThrow(fixture, id, { kind: "request_link", how });
  expect(await linkNow(id)).toEqual(first);
});
