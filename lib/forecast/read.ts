import { and, desc, eq, isNotNull } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { forecasts } from "@/db/schema/forecasts";
import type { Forecast } from "@/lib/domain/forecast/forecast";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { FORECAST_DAYS } from "@/lib/domain/value/timetable";
import { forecastsOf } from "./forecasts-of";
import { historyOf } from "./history";
import { areMoreOpen, openPayments } from "./open-payments";

/**
 * What of a merchant's missed payments is likely to come in, as they stand now; with very many of them, as they stood
 * when the day's forecast was kept. And what became of the last forecasts that have ended.
 */
export function readForecasts(db: Db, merchantId: number, now: Instant): Promise<ReadForecasts> {
  return withMerchant(db, merchantId, async (tx) => {
    const isLarge = await areMoreOpen(tx, merchantId, DRAWN_WHILE_ONE_WAITS);
    return {
      made: await (isLarge ? lastKept(tx, merchantId) : madeNow(tx, merchantId, now)),
      past: await pastOf(tx, merchantId),
    };
  });
}

export type ReadForecasts = { made: readonly MadeForecast[]; past: readonly PastForecast[] };
export type MadeForecast = Forecast & { currency: Currency; madeAt: Instant; until: Instant };

/** `cameIn`: what came in of the money that was at risk when it was made. Minor units. */
export type PastForecast = {
  currency: Currency;
  madeAt: Instant;
  until: Instant;
  atRisk: number;
  low: number;
  high: number;
  cameIn: number;
};

async function madeNow(tx: Tx, merchantId: number, now: Instant): Promise<MadeForecast[]> {
  const open = await openPayments(tx, merchantId, now);
  const made = forecastsOf(open, await historyOf(tx, merchantId), { merchantId, now });
  return made.map((one) => ({ ...one, madeAt: now, until: now + FORECAST_DAYS * DAY }));
}

async function lastKept(tx: Tx, merchantId: number): Promise<MadeForecast[]> {
  const kept = await tx
    .select()
    .from(forecasts)
    .where(eq(forecasts.merchantId, merchantId))
    .orderBy(desc(forecasts.until))
    .limit(SHOWN);
  return kept.filter(({ day }) => day === kept[0]?.day);
}

async function pastOf(tx: Tx, merchantId: number): Promise<PastForecast[]> {
  const ended = await tx
    .select()
    .from(forecasts)
    .where(and(eq(forecasts.merchantId, merchantId), isNotNull(forecasts.cameIn)))
    .orderBy(desc(forecasts.until))
    .limit(SHOWN);
  return ended.flatMap(({ cameIn, ...one }) => (cameIn === null ? [] : [{ ...one, cameIn }]));
}

const DRAWN_WHILE_ONE_WAITS = 2_000;
const SHOWN = 30;
