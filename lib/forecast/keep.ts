import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { forecasts, recoveryCounts } from "@/db/schema/forecasts";
import { merchants } from "@/db/schema/merchants";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { COUNTED_EVERY_DAYS, FORECAST_DAYS } from "@/lib/domain/value/timetable";
import { forecastsOf } from "./forecasts-of";
import { historyOf } from "./history";
import { cameInOf, countRecoveries, openPayments } from "./open-payments";

/**
 * Counts what has become of each merchant's missed payments, keeps the first forecast of each day, and what came in of
 * the forecasts whose horizon has ended. Done twice at once it keeps the same.
 */
export async function keepForecasts(db: Db, now: Instant): Promise<void> {
  const all = await db.select({ id: merchants.id }).from(merchants).orderBy(asc(merchants.id));
  for (const { id } of all) {
    for (const since of await uncounted(db, id, now)) await keepCount(db, id, since);
    await withMerchant(db, id, (tx) => keepToday(tx, id, now));
    await withMerchant(db, id, (tx) => judgeEnded(tx, id, now));
  }
}

/** A year's counts; of them those that are missing. */
async function uncounted(db: Db, merchantId: number, now: Instant): Promise<Instant[]> {
  const every = COUNTED_EVERY_DAYS * DAY;
  const latest = Math.floor((now - FORECAST_DAYS * DAY) / every) * every;
  const wanted = Array.from({ length: COUNTS }, (_, i) => latest - i * every);
  const known = await withMerchant(db, merchantId, (tx) =>
    tx
      .selectDistinct({ since: recoveryCounts.since })
      .from(recoveryCounts)
      .where(eq(recoveryCounts.merchantId, merchantId)),
  );
  const counted = new Set(known.map(({ since }) => since));
  return wanted.filter((since) => !counted.has(since));
}

const COUNTS = 52;

/** A time at which nothing was open is kept too, so that it is not counted again. */
function keepCount(db: Db, merchantId: number, since: Instant): Promise<unknown> {
  return withMerchant(db, merchantId, async (tx) => {
    const counts = await countRecoveries(tx, merchantId, since);
    const nothing = { group: "none" as const, step: "1" as const, since, open: 0, cameIn: 0 };
    await tx
      .insert(recoveryCounts)
      .values((counts.length > 0 ? counts : [nothing]).map((count) => ({ merchantId, ...count })))
      .onConflictDoNothing();
  });
}

async function keepToday(tx: Tx, merchantId: number, now: Instant): Promise<void> {
  const day = Math.floor(now / DAY) * DAY;
  const kept = await tx
    .select({ day: forecasts.day })
    .from(forecasts)
    .where(and(eq(forecasts.merchantId, merchantId), eq(forecasts.day, day)))
    .limit(1);
  if (kept.length > 0) return;
  const open = await openPayments(tx, merchantId, now);
  if (open.length === 0) return;
  const made = forecastsOf(open, await historyOf(tx, merchantId), { merchantId, now });
  const until = now + FORECAST_DAYS * DAY;
  await tx
    .insert(forecasts)
    .values(made.map((one) => ({ merchantId, day, madeAt: now, until, ...one })))
    .onConflictDoNothing();
}

async function judgeEnded(tx: Tx, merchantId: number, now: Instant): Promise<void> {
  const isEnded = and(
    eq(forecasts.merchantId, merchantId),
    isNull(forecasts.cameIn),
    lte(forecasts.until, now),
  );
  const ended = await tx
    .select({ madeAt: forecasts.madeAt, day: forecasts.day, currency: forecasts.currency })
    .from(forecasts)
    .where(isEnded)
    .limit(MOST_AT_ONCE);
  for (const [madeAt, ones] of Map.groupBy(ended, (one) => one.madeAt)) {
    const came = await cameInOf(tx, merchantId, madeAt);
    for (const { currency, day } of ones) {
      const isIt = and(eq(forecasts.currency, currency), eq(forecasts.day, day));
      await tx
        .update(forecasts)
        .set({ cameIn: came.get(currency) ?? 0 })
        .where(and(eq(forecasts.merchantId, merchantId), isIt));
    }
  }
}

const MOST_AT_ONCE = 200;
