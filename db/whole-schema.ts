import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type postgres from "postgres";
import { DatabaseFault } from "./database-fault";
import { hasCitus, leftOut } from "./distribute";

/**
 * Before a migration: refuses a database that holds tables of ours but not the record of how they came, and one that a
 * newer version has made.
 */
export async function requireKnownHistory(sql: postgres.Sql, migrations: string): Promise<void> {
  const [found] = await sql<{ orders: boolean; record: boolean }[]>`
    select to_regclass('public.orders') is not null as orders,
           to_regclass('drizzle.__drizzle_migrations') is not null as record`;
  const last = found?.record
    ? (await sql<{ at: string | null }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`)[0]
        ?.at
    : null;
  if (found?.orders && !last) {
    throw new DatabaseFault(
      "The database has Tenor's tables but no record of its migrations, so it is only a part of a backup. Restore the whole backup, including the schema drizzle, into an empty database.",
    );
  }
  const newest = Math.max(...journalOf(migrations).map(({ when }) => when));
  if (Number(last ?? 0) > newest) {
    throw new DatabaseFault(
      "The database was migrated by a newer version of Tenor. Run that version, or restore an earlier backup.",
    );
  }
}

/** After a migration: refuses a database in which something is missing that the migrations have made. */
export async function requireWholeSchema(sql: postgres.Sql, migrations: string): Promise<void> {
  const there = new Set(
    (
      await sql<{ name: string }[]>`
        select c.table_name || '.' || c.column_name || part as name
          from information_schema.columns c, unnest(array['', ' not null', ' default']) part
         where c.table_schema = 'public'
           and (part <> ' not null' or c.is_nullable = 'NO') and (part <> ' default' or c.column_default is not null)
        union all select indexname from pg_indexes where schemaname = 'public'
        union all select conname from pg_constraint c where connamespace = 'public'::regnamespace
                     and not exists (select from pg_trigger t where t.tgconstraint = c.oid and t.tgenabled = 'D')
        union all select proname from pg_proc where pronamespace = 'public'::regnamespace
        union all select tgname from pg_trigger where not tgisinternal and tgenabled <> 'D'`
    ).map(({ name }) => name),
  );
  const without = (await hasCitus(sql)) ? leftOut : [];
  const missing = [...expectedOf(migrations)].filter(
    (name) => !without.includes(name) && !there.has(name.includes(".") ? name : name.slice(0, mostOfName)),
  );
  if (missing.length === 0) return;
  const named = missing.slice(0, 5).join(", ");
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : "";
  throw new DatabaseFault(
    `The database is not complete: ${named}${more} ${missing.length > 1 ? "are" : "is"} missing. Restore the whole backup into an empty database, then migrate.`,
  );
}

type Snapshot = { tables: Record<string, SnapshotTable> };
type SnapshotTable = {
  name: string;
  columns: Record<string, { notNull: boolean; primaryKey: boolean; default?: unknown }>;
} & Record<
  "indexes" | "foreignKeys" | "checkConstraints" | "compositePrimaryKeys",
  Record<string, { name: string }>
>;

/** The names of all columns with what they demand and give, indexes and constraints of the schema, and of what migrations make by hand. */
function expectedOf(migrations: string): Set<string> {
  const journal = journalOf(migrations);
  const newest = readdirSync(path.join(migrations, "meta"))
    .filter((name) => name.endsWith("_snapshot.json"))
    .sort()
    .at(-1);
  const snapshot = JSON.parse(readFileSync(path.join(migrations, "meta", newest ?? ""), "utf8")) as Snapshot;
  const names = Object.values(snapshot.tables).flatMap((table) => [
    ...Object.entries(table.columns).flatMap(([column, { notNull, primaryKey, default: usual }]) => [
      `${table.name}.${column}`,
      ...(primaryKey ? [`${table.name}_pkey`] : []),
      ...(notNull ? [`${table.name}.${column} not null`] : []),
      ...(usual === undefined ? [] : [`${table.name}.${column} default`]),
    ]),
    ...[table.indexes, table.foreignKeys, table.checkConstraints, table.compositePrimaryKeys].flatMap(
      (kind) => Object.values(kind).map(({ name }) => name),
    ),
  ]);
  const byHand = new Set<string>();
  for (const { tag } of journal) {
    const text = readFileSync(path.join(migrations, `${tag}.sql`), "utf8").replaceAll(/^\s*--.*$/gm, "");
    for (const [, verb = "", name = ""] of text.matchAll(madeByHand)) {
      if (/^drop/i.test(verb)) byHand.delete(name);
      else byHand.add(name);
    }
  }
  return new Set([...names, ...byHand]);
}

/** Functions and triggers of our own schema; what lives in `pg_temp` is gone with its session. */
const madeByHand =
  /\b(create(?:\s+or\s+replace)?|drop)\s+(?:function|trigger)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:public\.)?"?([a-z_0-9]+)"?(?![a-z_0-9."])/gi;

/** PostgreSQL cuts a longer name. */
const mostOfName = 63;

function journalOf(migrations: string): { when: number; tag: string }[] {
  const text = readFileSync(path.join(migrations, "meta/_journal.json"), "utf8");
  return (JSON.parse(text) as { entries: { when: number; tag: string }[] }).entries;
}
