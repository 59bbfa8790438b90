import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { schemeOf } from "@/lib/domain/decline/scheme";
import { isBooked } from "@/lib/domain/order/balance";
import { cardOfAttempt, currentCard, expiresAt } from "@/lib/domain/order/card";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { nextAttempt } from "@/lib/domain/rules/due";
import { calendarWeek } from "@/lib/domain/value/calendar";
import { listRadar, radarQuery, radarWeeks } from "./card-radar";
import { disputesByScheme, listDisputes } from "./disputes";
import { keysOfPages, LIVED_MERCHANT, type Lived, openLived } from "./testing";
import { listUnknown } from "./unknown";

const zones = ["Pacific/Auckland", "Europe/Berlin", "America/Los_Angeles"];
let seed: number;
let owner: Lived["owner"];
let db: Lived["db"];
let all: Lived["all"];
let close: Lived["close"];

beforeAll(async () => {
  ({ seed, owner, db, all, close } = await openLived({ ofEachType: 40, ofOthers: 5 }));
});
afterAll(() => close());

const offsets = [-1, 0, -86_400_000, 3 * 86_400_000];

const tried = () => all.flatMap((order) => order.attempts.map((attempt) => ({ order, attempt })));
const keyOf = ({ order, attempt }: { order: Order; attempt: Attempt }) => `${order.zuid}-${attempt.number}`;
const timeOf = ({ settledAt, startedAt }: Attempt) => settledAt ?? startedAt;
const isDispute = ({ type }: Attempt) => type === "chargeback" || type === "rapid_dispute";

it("lists the payments without a result, the oldest first, and none that has one", async () => {
  const expected = tried()
    .filter(({ attempt }) => attempt.state === "sent" || attempt.state === "unknown")
    .sort((a, b) => a.attempt.startedAt - b.attempt.startedAt || a.order.zuid - b.order.zuid)
    .map(keyOf);
  expect(expected.length, `seed ${seed}`).toBeGreaterThan(5);
  expect(await keysOfPages((cursor) => listUnknown(db, LIVED_MERCHANT, { cursor, size: 3 }))).toEqual(
    expected,
  );
});

it("lists what banks took back, the newest first", async () => {
  const expected = tried()
    .filter(({ attempt }) => isDispute(attempt) && isBooked(attempt))
    .sort(
      (a, b) =>
        timeOf(b.attempt) - timeOf(a.attempt) ||
        b.order.zuid - a.order.zuid ||
        b.attempt.number - a.attempt.number,
    )
    .map(keyOf);
  expect(
    await keysOfPages((cursor) => listDisputes(db, LIVED_MERCHANT, { cursor, size: 2 })),
    `seed ${seed}`,
  ).toEqual(expected);
});

it("counts disputes and payments by scheme, within the month alone", async () => {
  const times = tried().map(({ attempt }) => timeOf(attempt));
  const [from, before] = [Math.min(...times) + 86_400_000, Math.max(...times)];
  const counted = await disputesByScheme(db, LIVED_MERCHANT, { from, before });
  for (const { scheme, disputes, payments } of counted) {
    const its = tried().filter(({ order, attempt }) => {
      const brand = cardOfAttempt(order, attempt)?.brand ?? attempt.answer?.brand ?? null;
      const at = timeOf(attempt);
      return (schemeOf(brand) ?? "other") === scheme && isBooked(attempt) && at >= from && at < before;
    });
    const taken = its.filter(({ attempt }) => attempt.type === "debit" || attempt.type === "capture");
    expect(disputes, `seed ${seed}`).toBe(its.filter(({ attempt }) => isDispute(attempt)).length);
    expect(payments).toBe(taken.length);
  }
  expect(counted.reduce((sum, { payments }) => sum + payments, 0)).toBeGreaterThan(10);
});

it.each(zones)("shows the cards that expire before their next payment, in %s", async (timeZone) => {
  // Cards of the lives are valid for years: each order's next payment is moved around the end of its card.
  const moved = all.flatMap((order, i) => {
    const card = currentCard(order);
    return nextAttempt(order) && card
      ? [{ zuid: order.zuid, at: expiresAt(card, timeZone) + (offsets[i % 4] ?? 0) }]
      : [];
  });
  for (const { zuid, at } of moved)
    await owner`update orders set next_attempt_at = ${new Date(at).toISOString()} where merchant_id = ${LIVED_MERCHANT} and zuid = ${zuid}`;
  const ends = new Map(all.map((order) => [order.zuid, currentCard(order)]));
  const expected = moved
    .filter(({ zuid, at }) => {
      const card = ends.get(zuid);
      return card && expiresAt(card, timeZone) <= at;
    })
    .sort((a, b) => a.at - b.at || a.zuid - b.zuid);
  const scope = { merchantId: LIVED_MERCHANT, timeZone };
  const whole = { from: null, before: null };
  const shown = await keysOfPages((cursor) => listRadar(db, scope, { ...whole, cursor, size: 4 }));
  expect(expected.length, `seed ${seed}`).toBeGreaterThan(3);
  expect(shown, `seed ${seed}`).toEqual(expected.map(({ zuid }) => `${zuid}-${zuid}`));
  for (const zone of zones) {
    const weeks = await radarWeeks(db, scope, zone);
    expect(weeks.reduce((sum, { orders }) => sum + orders, 0)).toBe(expected.length);
    for (const { monday, orders } of weeks) {
      const week = calendarWeek(monday, zone);
      const within = { from: week?.startsAt ?? null, before: week?.endsAt ?? null };
      expect(week).not.toBeNull();
      const { rows } = await listRadar(db, scope, { ...within, cursor: null, size: 500 });
      expect(rows).toHaveLength(orders);
    }
  }
});

it("reads the radar off its own index", async () => {
  await owner.unsafe(`
    insert into orders select (jsonb_populate_record(o, jsonb_build_object('zuid', 100000 + n, 'reference_key', 'copy' || n,
        'card_expires_month', 2030 * 12 + n % 30,
        'next_attempt_at', timestamptz '2030-01-15' + n * interval '1 minute'))).*
      from orders o, generate_series(1, 3000) n where o.merchant_id = 1 and o.zuid = 1001`);
  await owner.unsafe("vacuum analyze orders");
  const lines = await withMerchant(db, LIVED_MERCHANT, (tx) =>
    tx.execute<{ "QUERY PLAN": string }>(
      sql`explain (costs off) ${radarQuery(tx, { merchantId: LIVED_MERCHANT, timeZone: "Europe/Berlin" }, { from: null, before: null, cursor: null, size: 25 }).getSQL()}`,
    ),
  );
  const read = lines.map((line) => line["QUERY PLAN"]).join("\n");
  expect(read).toMatch(/Index (Only )?Scan using orders_card_radar/);
});
