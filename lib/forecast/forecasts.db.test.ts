import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { forecasts, recoveryCounts } from "@/db/schema/forecasts";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { declineGroupOf, stepOf } from "@/lib/domain/forecast/cell";
import type { Order } from "@/lib/domain/order/order";
import { changedRecoveries } from "@/lib/domain/preview/recovery";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { AT_RISK_DAYS, FORECAST_DAYS } from "@/lib/domain/value/timetable";
import { openTestShop } from "@/lib/orders/testing";
import { lastOf, livedOrders } from "@/lib/payment-lists/testing";
import { keepForecasts } from "./keep";
import { countRecoveries, openPayments } from "./open-payments";
import { readForecasts } from "./read";

let database: FreshDatabase;
let db: Db;
let lives: Order[];
beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 2 });
  const shop = await openTestShop(db, 1);
  lives = await livedOrders(db, shop, { seed: 7, ofEachType: 30 });
  await livedOrders(db, await openTestShop(db, 2), { seed: 900, ofEachType: 3 });
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

/** The same from the orders themselves: what was missed, open at that time, and paid before the horizon ended. */
function openIn(orders: readonly Order[], at: Instant) {
  return orders.flatMap((order) =>
    changedRecoveries(null, order, lastOf(order))
      .filter(
        ({ missedAt, endedAt }) =>
          missedAt < at && missedAt >= at - AT_RISK_DAYS * DAY && (endedAt ?? at) >= at,
      )
      .flatMap(({ event, amount, missedAt, end, endedAt }) => {
        const failed = order.attempts.filter(
          (one) => one.event === event && one.state === "declined" && (one.settledAt ?? at) < at,
        );
        const last = failed.at(-1);
        const step = stepOf(failed.length, last?.settledAt ?? missedAt, at);
        const verdict = last?.answer?.verdict;
        const group = declineGroupOf(last?.outcome ?? "soft_limited", verdict?.reason ?? "");
        const cameIn = end === "recovered" && (endedAt ?? 0) < at + FORECAST_DAYS * DAY;
        return step ? [{ currency: order.currency, amount, group, step, cameIn }] : [];
      }),
  );
}

const declinedAt = () =>
  lives
    .flatMap(({ attempts }) =>
      attempts.flatMap(({ state, settledAt }) => (state === "declined" ? (settledAt ?? []) : [])),
    )
    .sort((a, b) => a - b);
const times = () =>
  [0.3, 0.6, 0.9].map((share) => (declinedAt()[Math.floor(share * declinedAt().length)] ?? 0) + DAY);
const inOrder = (rows: readonly object[]) =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

it("reads what was open at any time, in its cell, as the orders themselves tell it, and nothing of another merchant", async () => {
  let seen = 0;
  for (const at of times()) {
    const open = await withMerchant(db, 1, (tx) => openPayments(tx, 1, at));
    const told = openIn(lives, at);
    seen += told.length;
    expect(inOrder(open)).toEqual(inOrder(told.map(({ cameIn: _, ...one }) => one)));
    const counts = await withMerchant(db, 1, (tx) => countRecoveries(tx, 1, at));
    for (const { group, step, open: count, cameIn } of counts) {
      const same = told.filter((one) => one.group === group && one.step === step);
      expect([group, step, count, cameIn]).toEqual([
        group,
        step,
        same.length,
        same.filter((one) => one.cameIn).length,
      ]);
    }
    expect(counts.reduce((sum, { open: count }) => sum + count, 0)).toBe(told.length);
  }
  expect(seen).toBeGreaterThan(8);
});

it("keeps the first forecast of a day, and later says what came in of it", async () => {
  const [at = 0] = times();
  await keepForecasts(db, at);
  const kept = () =>
    withMerchant(db, 1, (tx) => tx.select().from(forecasts).where(eq(forecasts.merchantId, 1)));
  const first = await kept();
  expect(first.map(({ currency, atRisk, cameIn }) => [currency, atRisk, cameIn])).toEqual([
    ["EUR", openIn(lives, at).reduce((sum, { amount }) => sum + amount, 0), null],
  ]);
  await keepForecasts(db, at + 1_000);
  expect(await kept()).toEqual(first);
  const counted = await withMerchant(db, 1, (tx) =>
    tx
      .selectDistinct({ since: recoveryCounts.since })
      .from(recoveryCounts)
      .where(eq(recoveryCounts.merchantId, 1)),
  );
  expect(counted).toHaveLength(52);

  const later = at + FORECAST_DAYS * DAY;
  await keepForecasts(db, later);
  const came = openIn(lives, at)
    .filter(({ cameIn }) => cameIn)
    .reduce((sum, { amount }) => sum + amount, 0);
  expect((await readForecasts(db, 1, later)).past).toMatchObject([
    { currency: "EUR", madeAt: at, cameIn: came },
  ]);
  expect(
    (await readForecasts(db, 2, later)).past.filter(
      ({ madeAt, atRisk }) => madeAt === at && atRisk === first[0]?.atRisk,
    ),
  ).toEqual([]);
});

it("forecasts what is open now, the same twice", async () => {
  const at = times()[1] ?? 0;
  const { made } = await readForecasts(db, 1, at);
  expect(made).toEqual((await readForecasts(db, 1, at)).made);
  expect(made[0]?.atRisk).toBe(openIn(lives, at).reduce((sum, { amount }) => sum + amount, 0));
  expect(made[0]?.until).toBe(at + FORECAST_DAYS * DAY);
});
