import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { areRetryDays } from "@/lib/domain/rules/retry-plan";
import { type FreshDatabase, freshDatabase } from "./testing";

let database: FreshDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase();
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await sql`insert into merchants (id, code, name, account_ecom, account_moto)
            values (1, 'one', 'One', 'e1', 'm1'), (2, 'two', 'Two', 'e2', 'm2')`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const insert = (merchantId: number, days?: unknown) =>
  days === undefined
    ? sql`insert into merchant_terms (merchant_id) values (${merchantId})
          returning auto_retry_days as days, end_action`
    : sql`insert into merchant_terms (merchant_id, auto_retry_days) values (${merchantId}, ${sql.json(days as never)})`;

it("gives a new merchant 3, 7 and 14 days, and lets its orders go on after them", async () => {
  const [merchant] = await insert(1);
  expect(merchant).toEqual({ days: [3, 7, 14], end_action: "go_on" });
});

it.each<{ days: unknown }>([
  { days: [13, 7] },
  { days: [3, 3] },
  { days: [0] },
  { days: [30] },
  { days: [1.5] },
  { days: ["3"] },
  { days: 3 },
  { days: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] },
])("keeps no days that a merchant may not choose: $days", async ({ days }) => {
  if (Array.isArray(days)) expect(areRetryDays(days)).toBe(false);
  await expect(insert(2, days)).rejects.toThrow(/merchant_terms_auto_retry_days_allowed/);
});

it.each([{ days: [] }, { days: [1] }, { days: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 29] }])(
  "keeps the days that a merchant may choose: $days",
  async ({ days }) => {
    expect(areRetryDays(days)).toBe(true);
    expect(await sql`select are_retry_days(${sql.json(days)}) as allowed`).toEqual([{ allowed: true }]);
  },
);
