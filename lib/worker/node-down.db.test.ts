import postgres from "postgres";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { MINUTE } from "@/lib/domain/value/timetable";
import { deliver } from "@/lib/mail/deliver";
import { isAnyDue, nextDueAfter } from "@/lib/orders/claim";
import { collectingState } from "@/lib/orders/collecting-state";
import type { OrderId } from "@/lib/orders/execute";
import { listMessages } from "@/lib/orders/mailbox";
import {
  activeOrderOf,
  currentOrder,
  draftOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  reconcileAfter,
  testStart,
} from "@/lib/payments/testing";
import { collectDue } from "./collect";

let fixture: PaymentsFixture;
let owner: postgres.Sql;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
  owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end();
  await fixture.close();
});
afterEach(async () => {
  await owner.unsafe("drop function if exists is_there cascade");
});

/** From now on nothing of a merchant's can be read, as when its node is away; nor anything of all merchants together. */
async function takeAway(merchantId: number): Promise<void> {
  await owner.unsafe(`
    create function is_there(merchant_id integer) returns boolean language plpgsql cost 100000 as $$
      begin
        if merchant_id = ${merchantId} then raise exception 'the node is away'; end if;
        return true;
      end $$`);
  for (const table of ["orders", "attempts", "messages"])
    await owner.unsafe(`create policy node_away on ${table} as restrictive using (is_there(merchant_id))`);
}

async function instalmentOf(): Promise<OrderId> {
  const shop = await newShop(fixture);
  return activeOrderOf(fixture, shop, draftOf(shop, "instalment"));
}

const statusOf = async (id: OrderId) => (await currentOrder(fixture, id)).events[0]?.status;

it("collects, settles and writes for the others, and for that merchant once its node is back", async () => {
  const [theirs, ours] = [await instalmentOf(), await instalmentOf()];
  const due = (await currentOrder(fixture, ours)).events[0]?.scheduledAt ?? 0;
  fixture.clock.now = due;
  await takeAway(theirs.merchantId);
  expect(await nextDueAfter(fixture.db, testStart)).toBe(due);
  expect(await isAnyDue(fixture.db, due, Date.now())).toBe(true);
  expect(await collectingState(fixture.db, due + MINUTE)).toMatchObject({ behindSeconds: 60 });

  await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
  await collectDue({ payments: fixture.payments, concurrency: 4 }, due);
  await reconcileAfter(fixture, 2);
  expect(await statusOf(ours)).toBe("completed");
  expect(await isAnyDue(fixture.db, due, Date.now())).toBe(false);
  const settings = { smtpUrl: undefined, appUrl: "http://localhost" };
  expect(await deliver(fixture.db, settings, due, Date.now() + MINUTE)).toBeGreaterThan(0);
  const written = await listMessages(fixture.db, ours.merchantId);
  expect(written.filter(({ state }) => state === "queued")).toEqual([]);

  await owner.unsafe("drop function is_there cascade");
  expect(await statusOf(theirs)).toBe("scheduled");
  await collectDue({ payments: fixture.payments, concurrency: 4 }, due);
  expect(await statusOf(theirs)).toBe("completed");
});

it("says so when nobody's node is there", async () => {
  await owner.unsafe(`
    create function is_there(merchant_id integer) returns boolean language plpgsql as $$
      begin raise exception 'the node is away'; end $$;
    create policy node_away on orders as restrictive using (is_there(merchant_id))`);
  await expect(nextDueAfter(fixture.db, 0)).rejects.toThrow("P0001");
});
