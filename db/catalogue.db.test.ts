import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase } from "@/db/testing";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase();
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** Tables that belong to a merchant. Memberships are read before a merchant is known. */
async function tenantTables(): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'memberships'
     order by 1`;
  return rows.map((row) => row.name);
}

it("keeps every table of a merchant under forced row-level security", async () => {
  const tables = await tenantTables();
  expect(tables.length).toBeGreaterThan(10);
  const open = await sql`
    select relname from pg_class
     where relname = any(${tables}) and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`;
  expect([...open]).toEqual([]);
});

it("lets the application's role see a table of a merchant by one rule only: the merchant that was named", async () => {
  const tables = await tenantTables();
  const rules = await sql<{ table: string; qual: string; check: string }[]>`
    select tablename as table, qual, with_check as check from pg_policies
     where schemaname = 'public' and tablename <> 'merchants' and (roles && array['public', 'tenor_app']::name[])`;
  expect(rules.map((rule) => rule.table).sort()).toEqual(tables);
  const wanted =
    "(merchant_id = (NULLIF(current_setting('app.merchant_id'::text, true), ''::text))::integer)";
  for (const rule of rules) expect([rule.qual, rule.check]).toEqual([wanted, wanted]);
});

it("begins every primary key of a merchant's table with the merchant", async () => {
  const keys = await sql<{ table: string; first: string }[]>`
    select c.relname as table, a.attname as first
      from pg_index i
      join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where i.indisprimary and c.relname = any(${await tenantTables()}) order by 1`;
  expect(keys.map((key) => key.table)).toEqual(await tenantTables());
  expect(keys.filter((key) => key.first !== "merchant_id")).toEqual([]);
});

it("keeps every other unique index within a merchant", async () => {
  const loose = await sql`
    select i.indexrelid::regclass::text as index
      from pg_index i
      join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id'
     where i.indisunique and c.relname = any(${await tenantTables()}) and not (a.attnum = any(i.indkey::int2[]))`;
  expect([...loose]).toEqual([]);
});

it("points from one merchant's row to that same merchant's only", async () => {
  const tables = await tenantTables();
  const pointers = await sql<{ name: string; carries: boolean }[]>`
    select k.conname as name, exists (
      select from unnest(k.conkey, k.confkey) as pair (here, there)
        join pg_attribute h on h.attrelid = k.conrelid and h.attnum = pair.here
        join pg_attribute t on t.attrelid = k.confrelid and t.attnum = pair.there
       where h.attname = 'merchant_id' and t.attname = 'merchant_id'
    ) as carries
      from pg_constraint k
      join pg_class here on here.oid = k.conrelid
      join pg_class there on there.oid = k.confrelid
     where k.contype = 'f' and here.relname = any(${tables}) and there.relname = any(${tables})`;
  expect(pointers.length).toBeGreaterThan(10);
  expect(pointers.filter((pointer) => !pointer.carries)).toEqual([]);
});

it("ties every table of a merchant to it", async () => {
  const loose = await sql<{ table: string }[]>`
    select c.relname as table from pg_class c
     where c.relname = any(${await tenantTables()}) and c.relkind = 'r'
       and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f')`;
  expect([...loose]).toEqual([]);
});

it("has no enum types and no column of arrays, which would keep indexes from being used", async () => {
  const enums =
    await sql`select typname from pg_type where typtype = 'e' and typnamespace = 'public'::regnamespace`;
  const arrays = await sql`
    select attrelid::regclass::text as table, attname as column from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
     where a.attnum > 0 and a.attndims > 0`;
  expect([...enums, ...arrays]).toEqual([]);
});

it("checks every status against its words", async () => {
  const checked = await sql<{ column: string }[]>`
    select c.relname || '.' || a.attname as column
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
     where k.contype = 'c'`;
  const columns = checked.map((row) => row.column);
  for (const column of [
    "orders.status",
    "orders.type",
    "billing_events.status",
    "attempts.state",
    "attempts.type",
    "messages.state",
    "memberships.role",
    "cards.state",
  ]) {
    expect(columns).toContain(column);
  }
});

it("gives the application's role nothing to get around the rules with", async () => {
  const roles = await sql`
    select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles
     where rolname in ('tenor_app', 'tenor_door', 'tenor_registrar') order by 1`;
  const nothing = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
  expect([...roles]).toEqual([
    { rolname: "tenor_app", rolcanlogin: true, ...nothing },
    { rolname: "tenor_door", rolcanlogin: false, ...nothing },
    { rolname: "tenor_registrar", rolcanlogin: false, ...nothing },
  ]);
  const [row] = await sql`
    select pg_has_role('tenor_app', 'tenor_door', 'member') or pg_has_role('tenor_app', 'tenor_registrar', 'member') as door,
           (select count(*)::int from pg_class where relowner = 'tenor_app'::regrole) as owns,
           has_schema_privilege('tenor_app', 'public', 'create') as creates`;
  expect(row).toEqual({ door: false, owns: 0, creates: false });
});

it("opens every door with a search path of its own, to the application's role only", async () => {
  const doors = await sql<{ name: string; owner: string; path: string[]; anyone: boolean }[]>`
    select proname as name, proowner::regrole::text as owner, proconfig as path,
           has_function_privilege('public', oid, 'execute') as anyone
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`;
  expect(doors.map((door) => door.name)).toEqual([
    "accept_invitation",
    "alert_candidates",
    "ask_email_link",
    "ask_password_link",
    "begin_two_step",
    "bulk_in_doubt",
    "change_password",
    "change_profile",
    "change_role",
    "change_terms",
    "confirm_email",
    "confirm_two_step",
    "due_candidates",
    "end_two_step",
    "import_candidates",
    "invite_user",
    "is_any_due",
    "merchant_of_account",
    "merchant_of_link",
    "message_candidates",
    "next_due",
    "note_person",
    "note_product_change",
    "password_terms",
    "require_two_step",
    "reset_password",
    "reset_two_step",
    "running_bulk",
    "search_customers",
    "search_orders",
    "search_products",
    "set_user_active",
    "silence_candidates",
    "stale_standings",
    "terms_candidates",
    "unsettled_candidates",
    "use_recovery_code",
    "use_time_step",
    "user_with_password",
    "withdraw_invitation",
  ]);
  const writing = [
    "accept_invitation",
    "ask_email_link",
    "ask_password_link",
    "begin_two_step",
    "change_password",
    "change_profile",
    "change_role",
    "change_terms",
    "confirm_email",
    "confirm_two_step",
    "end_two_step",
    "invite_user",
    "note_person",
    "note_product_change",
    "require_two_step",
    "reset_password",
    "reset_two_step",
    "set_user_active",
    "use_recovery_code",
    "use_time_step",
    "withdraw_invitation",
  ];
  for (const door of doors) {
    expect(door).toMatchObject({
      owner: writing.includes(door.name) ? "tenor_registrar" : "tenor_door",
      path: ["search_path=pg_catalog, public, pg_temp"],
      anyone: false,
    });
  }
});
