import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const directory = path.join(import.meta.dirname, "migrations");

/** The first that may meet a database that is spread over nodes. */
const first = "0019";

/** Tables for merchants that a migration makes and does not put beside the others before it ties them to something. */
function leftBehindIn(migration: string): string[] {
  const made = [...migration.matchAll(/CREATE TABLE "(\w+)" \((.*?)\n\);/gs)];
  return made.flatMap(([, table = "", columns = ""]) => {
    if (!columns.includes('"merchant_id"')) return [];
    const put = migration.indexOf(`SELECT distribute_tenant('${table}')`);
    const tied = migration.search(new RegExp(`ALTER TABLE "${table}" ADD CONSTRAINT \\S+ FOREIGN KEY`));
    return put >= 0 && (tied < 0 || put < tied) ? [] : [table];
  });
}

it("puts each new table of a merchant beside the others, where the database is spread over nodes", () => {
  const later = readdirSync(directory).filter((name) => name.endsWith(".sql") && name >= first);
  expect(later.length).toBeGreaterThan(0);
  for (const name of later)
    expect([name, leftBehindIn(readFileSync(path.join(directory, name), "utf8"))]).toEqual([name, []]);
});

it("ties no table of a merchant to people, who stay on the coordinator", () => {
  const later = readdirSync(directory).filter((name) => name.endsWith(".sql") && name >= first);
  for (const name of later) {
    const migration = readFileSync(path.join(directory, name), "utf8");
    const tenants = [...migration.matchAll(/distribute_tenant\('(\w+)'\)/g)].map(([, table]) => table);
    const tied = [
      ...migration.matchAll(/ALTER TABLE "(\w+)" ADD CONSTRAINT .* REFERENCES "public"\."users"/g),
    ];
    expect([name, tied.map(([, table]) => table).filter((table) => tenants.includes(table))]).toEqual([
      name,
      [],
    ]);
  }
});

it("finds a table that was forgotten, or put there too late", () => {
  const made = 'CREATE TABLE "tags" (\n\t"merchant_id" integer NOT NULL\n);\n';
  const tied =
    'ALTER TABLE "tags" ADD CONSTRAINT "tags_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchants";\n';
  const put = "SELECT distribute_tenant('tags');\n";
  expect(leftBehindIn(made + tied)).toEqual(["tags"]);
  expect(leftBehindIn(made + tied + put)).toEqual(["tags"]);
  expect(leftBehindIn(made + put + tied)).toEqual([]);
  expect(leftBehindIn('CREATE TABLE "flags" (\n\t"name" text\n);\n')).toEqual([]);
});
