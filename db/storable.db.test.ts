import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase } from "@/db/testing";
import { countOrders } from "@/lib/orders/counts";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listOrders, orderOfId } from "@/lib/orders/queries";
import { writeCursor } from "@/lib/orders/sort";
import { close, connect, type Db } from "./client";
import { toTimestamp } from "./schema/columns";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase({ isProbed: true });
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

const unholdable = ["\0", "a\0b", "\ud800", "a\udc00"];

it("takes any text and any JSON that the program can hold", async () => {
  for (const text of unholdable) {
    const [row] = await db.execute<{ text: string; json: { x: string } }>(
      sql`select ${text}::text as text, ${JSON.stringify({ x: text })}::text::jsonb as json`,
    );
    expect(row?.text).toContain("\ufffd");
    expect(row?.json.x).toBe(row?.text);
  }
});

it("takes any instant", async () => {
  for (const at of [-8.64e15, -62_135_596_800_001, 0, 253_402_300_800_000, 8.64e15]) {
    const [row] = await db.execute<{ at: string }>(sql`select ${toTimestamp(at)} as at`);
    expect(row?.at).toMatch(/^\d{4}-/);
  }
});

it("answers every address of a list, whatever is written into it", async () => {
  const scope = { merchantId: 1, createdBy: undefined };
  const names = [
    "q",
    "zuid",
    "status",
    "type",
    "currency",
    "from",
    "to",
    "zone",
    "outstanding",
    "card",
    "tag",
  ];
  const values = [
    ...unholdable,
    "9".repeat(30),
    "-1",
    "1e309",
    "NaN",
    "Infinity",
    "9999-12-31",
    "1000-01-01",
    "\\u0000",
  ];
  const params = [...names, "sort", "dir", "cursor", "size"].flatMap((name) =>
    values.map((value): Record<string, string> => ({ [name]: value })),
  );
  for (const sort of ["created", "next", "amount", "outstanding"]) {
    for (const key of [-8.64e15, 8.64e15, 1e15, null]) {
      const cursor = writeCursor({ way: "older", key, zuid: 2_147_483_647 });
      params.push({ sort, cursor, currency: "EUR", outstanding: "some" }, { sort, cursor, currency: "EUR" });
    }
  }
  for (const asked of params) {
    const filter = parseOrderFilter(asked);
    await expect(listOrders(db, scope, filter, 0), JSON.stringify(asked)).resolves.toBeDefined();
    await expect(countOrders(db, scope, filter, 0), JSON.stringify(asked)).resolves.toBeDefined();
  }
  for (const text of [...unholdable, "ZUID 999999999", "spid-999999999"]) {
    expect(await orderOfId(db, scope, text, 0)).toBeNull();
  }
});
