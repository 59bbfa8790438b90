import { openMerchant } from "@/db/open-merchant";
import { memberships, users } from "@/db/schema/users";
import { hashPassword } from "@/lib/auth/password";
import { freezeClock } from "@/lib/clock";
import type { Instant } from "@/lib/domain/value/calendar";
import { type Installation, install } from "./installation";
import { manyMerchant, writeManyOrders } from "./many-orders";

export const NOW: Instant = Date.UTC(2026, 0, 15, 10);
export const ORDERS = Number(process.env.BENCH_ORDERS ?? 100_000);
export const SCOPE = { merchantId: manyMerchant.id, timeZone: "UTC" };
export const STAFF = { email: "sam@northwind.example", password: "a-password-for-benches" };

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
  const [user] = await place.hiring
    .insert(users)
    .values({ email: STAFF.email, name: "Sam", passwordHash: await hashPassword(STAFF.password) })
    .returning({ id: users.id });
  if (!user) throw new Error("nobody was hired");
  await place.hiring
    .insert(memberships)
    .values({ merchantId: manyMerchant.id, userId: user.id, role: "admin" });
  const since = performance.now();
  const { orders, events, attempts, entries } = await writeManyOrders(place.ownerUrl, ORDERS, NOW);
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(
    `${orders} orders, ${events} events, ${attempts} transactions, ${entries} log entries, in ${seconds} s.`,
  );
}
