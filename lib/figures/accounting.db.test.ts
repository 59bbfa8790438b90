import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import { openTestShop } from "@/lib/orders/testing";
import { livedOrders } from "@/lib/payment-lists/testing";
import { accountFile, accountLines, bookedSums } from "./accounting";

const MERCHANT = 1;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 2 });
  await livedOrders(db, await openTestShop(db, MERCHANT), { seed: 815, ofEachType: 25 });
  await livedOrders(db, await openTestShop(db, 2), { seed: 915, ofEachType: 5 });
  await owner.unsafe(`
    insert into order_lines (merchant_id, zuid, number, name, quantity, price, discount, fee, initial_discount, initial_fee, tax_basis_points)
    select merchant_id, zuid, n, 'Part', 1, 1000 + zuid % 7 * n, 0, 0, 0, 0, (array[700, 1900])[n]
      from orders, generate_series(1, 1 + zuid % 2) n where merchant_id > 0`);
});
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

const always = {
  merchantId: MERCHANT,
  month: { from: Date.parse("2020-01-01"), before: Date.parse("2040-01-01") },
  timeZone: "Europe/Berlin",
};

it("adds up to what the orders have been paid, in each currency", async () => {
  const lines = await accountLines(db, always);
  const paid = await owner.unsafe(
    `select currency, sum(net_paid) as paid from orders where merchant_id = 1 group by 1`,
  );
  for (const { currency, paid: expected } of paid) {
    const sum = lines.filter((line) => line.currency === currency).reduce((all, { gross }) => all + gross, 0);
    expect([currency, sum]).toEqual([currency, Number(expected)]);
  }
  expect(new Set(lines.map(({ taxBasisPoints }) => taxBasisPoints))).toEqual(new Set([700, 1_900]));
  expect(lines.every(({ gross, tax }) => Math.abs(tax) <= Math.abs(gross))).toBe(true);
});

it("agrees with the books by type, and month by month with the whole", async () => {
  const whole = await accountLines(db, always);
  const days = [...new Set(whole.map(({ day }) => day))];
  const middle = Date.parse(`${days[Math.floor(days.length / 2)]}T00:00+01:00`);
  const halves = await Promise.all([
    accountLines(db, { ...always, month: { ...always.month, before: middle } }),
    accountLines(db, { ...always, month: { ...always.month, from: middle } }),
  ]);
  const total = (lines: typeof whole) => lines.reduce((all, { gross }) => all + gross, 0);
  expect(total(halves.flat())).toBe(total(whole));
  for (const { type, currency, amount } of await bookedSums(db, always)) {
    const own = whole.filter((line) => line.type === type && line.currency === currency);
    expect([type, own.reduce((all, { gross }) => all + Math.abs(gross), 0)]).toEqual([type, amount]);
  }
});

it("lists every open item behind the bookings", async () => {
  const pieces: string[] = [];
  for await (const piece of accountFile(db, always)) pieces.push(piece);
  const rows = pieces.join("").trim().split("\r\n");
  const [open] = await owner.unsafe(`
    select count(*) filter (where outstanding > 0) as outstanding, count(*) filter (where disputed_amount > 0) as disputed
      from orders where merchant_id = 1`);
  expect(rows.filter((row) => row.startsWith("Outstanding,")).length).toBe(Number(open?.outstanding));
  expect(rows.filter((row) => row.startsWith("Disputed,")).length).toBe(Number(open?.disputed));
  expect(rows.filter((row) => row.startsWith("Booking,")).length).toBe(
    (await accountLines(db, always)).length,
  );
});
