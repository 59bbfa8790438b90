import { openMerchant } from "@/db/open-merchant";
import { freezeClock } from "@/lib/clock";
import type { Instant } from "@/lib/domain/value/calendar";
import { hire } from "./as-staff";
import { type Installation, install } from "./installation";
import { manyMerchant, writeManyOrders } from "./many-orders";

export const NOW: Instant = Date.UTC(2026, 0, 15, 10);
export const ORDERS = Number(process.env.BENCH_ORDERS ?? 100_000);
export const SCOPE = { merchantId: manyMerchant.id, timeZone: "UTC" };

/**
 * An installation whose merchant has many orders. With `BENCH_DATA` it stays in that directory, and a later run finds
 * them there.
 */
export async function manyOrders(): Promise<Installation> {
  const place = await install({
    settings: { shared_buffers: "512MB" },
    directory: process.env.BENCH_DATA,
  });
  const [found] = await place.owner`select exists (select from merchants) as filled`;
  if (!found?.filled) await fill(place);
  return place;
}

async function fill(place: Installation): Promise<void> {
  await freezeClock(place.db, NOW);
  await openMerchant(place.hiring, manyMerchant);
  await hire(place, manyMerchant.id);
  const since = performance.now();
  const { orders, events, attempts, entries } = await writeManyOrders(place.ownerUrl, ORDERS, NOW);
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(
    `${orders} orders, ${events} events, ${attempts} transactions, ${entries} log entries, in ${seconds} s.`,
  );
}
