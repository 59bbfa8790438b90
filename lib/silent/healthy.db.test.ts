import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { alerts } from "@/db/schema/messages";
import { freezeClock } from "@/lib/clock";
import { orderTypes } from "@/lib/domain/order/order";
import { DAY } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { deliver } from "@/lib/mail/deliver";
import {
  activeOrderOf,
  draftOf,
  newCustomer,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  pendingOrder,
  testStart,
} from "@/lib/payments/testing";
import { cardOf } from "@/lib/sandbox/shopper";
import { runUntil } from "@/lib/worker/follow-clock";
import { silentOf } from "./page";
import { type Seen, watchSilence } from "./watch";

/** A thousand, with patience: `HEALTHY_ORDERS=1000 npx vitest run --project=db lib/silent/healthy`. */
const ORDERS = Number(process.env.HEALTHY_ORDERS ?? 12);
const STEP = DAY;
const STEPS = 31;

let fixture: PaymentsFixture;
beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  fixture = await openPaymentsFixture(6);
  await freezeClock(fixture.db, testStart);
});
afterAll(() => fixture.close());

it(
  "is silent about a month of healthy orders of every type, looked at after every step of the clock",
  async () => {
    const { db, payments, clock } = fixture;
    const shop = await newShop(fixture);
    for (let i = 0; i < ORDERS; i++) {
      const buyer = await newCustomer(fixture, shop);
      const draft = draftOf(buyer, orderTypes[i % 4] ?? "single");
      if (i % 6 === 5) await pendingOrder(fixture, buyer, draft);
      else await activeOrderOf(fixture, buyer, draft, cardOf("4242424242424242"));
    }
    const seen: Seen = new Map();
    const send = () =>
      deliver(
        db,
        { smtpUrl: undefined, appUrl: "https://office.example" },
        clock.now,
        payments.machineNow() + MINUTE,
      );
    for (let step = 0; step < STEPS; step++) {
      clock.now += STEP;
      await runUntil({ payments, concurrency: 6, deliver: send }, clock.now);
      await send();
      for (const ahead of [0, 2 * MINUTE])
        await watchSilence(db, seen, { now: clock.now, machineNow: payments.machineNow() + ahead });
    }
    const times = { now: clock.now, machineNow: payments.machineNow() };
    expect(await silentOf(db, shop.merchantId, times)).toEqual([]);
    const raised = await withMerchant(db, shop.merchantId, (tx) =>
      tx.select().from(alerts).where(eq(alerts.merchantId, shop.merchantId)),
    );
    expect(raised).toEqual([]);
  },
  120_000 + ORDERS * 2_000,
);
