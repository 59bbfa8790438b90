import postgres from "postgres";
import { expect, test } from "vitest";
import { freshDatabase } from "@/db/testing";

test("each fresh database is its own", async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  const sql = postgres(one.ownerUrl, { max: 1 });
  await sql`create table only_here (id int)`;
  await sql.end();

  const beside = postgres(other.ownerUrl, { max: 1 });
  expect(await beside`select to_regclass('only_here') as found`).toEqual([{ found: null }]);
  await beside.end();
  await Promise.all([one.drop(), other.drop()]);
});
