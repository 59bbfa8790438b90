import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect } from "@/db/client";
import { type EmbeddedDatabase, ensureDatabase, startEmbedded } from "@/db/embedded";
import { existingHome } from "@/db/embedded-place";
import { freePort } from "@/db/free-port";
import { requireHeldRole } from "@/db/held-role";
import { migrate } from "@/db/migrate";
import { readClock } from "@/lib/clock";

const directory = mkdtempSync(path.join(tmpdir(), "tenor-restored-"));
let server: EmbeddedDatabase;
let owner: postgres.Sql;
let ownerUrl: string;
let appUrl: string;

// Roles belong to a whole server, and here they are taken away: it is one of this file's own.
beforeAll(async () => {
  chmodSync(directory, 0o755);
  server = await startEmbedded({ directory, port: await freePort(), password: "restored", fast: true });
});
afterAll(async () => {
  await server.stop();
  rmSync(existingHome(directory), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  await ensureDatabase(server.url, "restored");
  ownerUrl = addressFor("postgres", "restored");
  appUrl = addressFor("tenor_app", "of-the-application");
  await migrate(ownerUrl, appUrl);
  owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
});
afterEach(async () => {
  await owner.end();
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  await sql`drop database restored with (force)`;
  await sql.end();
});

function addressFor(user: string, password: string): string {
  const url = new URL(server.url);
  url.username = user;
  url.password = password;
  url.pathname = "/restored";
  return url.href;
}

/** What a dump does not hold, or cannot bring back on a server without its roles. */
async function access() {
  const [row] = await owner`
    select (select jsonb_agg(array[schemaname, tablename, policyname, roles::text, cmd, qual, with_check]
                             order by schemaname, tablename, policyname) from pg_policies) as policies,
           (select jsonb_agg(array[c.oid::regclass::text, a.item::text] order by c.oid::regclass::text, a.item::text)
              from pg_class c, unnest(c.relacl) a (item)
             where c.relnamespace = 'public'::regnamespace) as rights,
           (select jsonb_agg(array[c.attrelid::regclass::text, c.attname, a.item::text]
                             order by c.attrelid::regclass::text, c.attname, a.item::text)
              from pg_attribute c, unnest(c.attacl) a (item)) as columns,
           (select jsonb_agg(array[p.oid::regprocedure::text, p.proowner::regrole::text, p.proacl::text]
                             order by p.oid::regprocedure::text)
              from pg_proc p where p.pronamespace = 'public'::regnamespace) as doors,
           (select jsonb_agg(array[c.relname, c.relrowsecurity::text, c.relforcerowsecurity::text] order by c.relname)
              from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r') as held,
           (select jsonb_agg(array[rolname, rolcanlogin::text, rolsuper::text, rolbypassrls::text, rolconfig::text]
                             order by rolname)
              from pg_roles where rolname like 'tenor%') as roles`;
  return row;
}

describe("a database that came from a backup to a server without its roles", () => {
  it("is given by migrating what no backup holds, all of it, and lets the application in", async () => {
    const before = await access();
    await owner.unsafe(`
      reassign owned by tenor_door, tenor_registrar to postgres;
      drop owned by tenor_app, tenor_door, tenor_registrar;
      drop role tenor_app, tenor_door, tenor_registrar`);
    expect(await access()).not.toEqual(before);

    await migrate(ownerUrl, appUrl);
    expect(await access()).toEqual(before);
    const db = connect(appUrl, { max: 1 });
    await requireHeldRole(db);
    expect(await db.execute("select * from orders")).toEqual([]);
    await close(db);
  });

  it.each([
    ["a policy that lets everybody see", "alter policy of_merchant on orders using (true)"],
    [
      "a policy that holds no one who writes",
      "drop policy of_merchant on orders; create policy of_merchant on orders for select using (merchant_id = 1)",
    ],
    ["a policy of somebody else", "create policy open on notes to tenor_app using (true)"],
    [
      "a policy of the doors for everybody",
      "drop policy of_doors on cards; create policy of_doors on cards using (true)",
    ],
    ["no security of rows", "alter table orders disable row level security, no force row level security"],
    ["rights of everybody", "grant all on all tables in schema public to public"],
    ["the application as the owner of a table", "alter table orders owner to tenor_app"],
    [
      "the application as the owner of all",
      "alter schema public owner to tenor_app; alter table notes owner to tenor_app; alter schema drizzle owner to tenor_app",
    ],
    ["an application that is a superuser", "alter role tenor_app superuser"],
    ["an application that bypasses policies and makes roles", "alter role tenor_app bypassrls createrole"],
    ["an application that opens doors", "grant tenor_door, tenor_registrar to tenor_app"],
    ["a door that is a superuser", "alter role tenor_door superuser"],
    ["no one but its owner let in", "revoke connect on database restored from public"],
    ["no clock", "delete from clock"],
  ])("is made right by migrating where it has %s", async (_what, statement) => {
    const before = await access();
    await owner.unsafe(statement);
    await migrate(ownerUrl, appUrl);
    expect(await access()).toEqual(before);
    const db = connect(appUrl, { max: 1 });
    await requireHeldRole(db);
    expect((await readClock(db)).frozen).toBe(false);
    await close(db);
  });

  it.each([
    ["the record of its migrations", "drop schema drizzle cascade", /no record of its migrations/],
    ["what the record says", "delete from drizzle.__drizzle_migrations", /no record of its migrations/],
    ["a table", "drop table notes cascade", /not complete: notes\..* and \d+ more are missing/],
    ["a column", "alter table orders drop column tags", /not complete: orders\.tags/],
    ["an index", "drop index cards_expiry", /not complete: cards_expiry is missing/],
    [
      "a foreign key",
      "alter table memberships drop constraint memberships_user_id_users_id_fk",
      /memberships_user_id_users_id_fk is missing/,
    ],
    ["a check", "alter table memberships drop constraint memberships_role", /memberships_role is missing/],
    ["a door", "drop function search_orders", /search_orders is missing/],
    ["a trigger", "drop trigger users_end_sessions on users", /users_end_sessions is missing/],
    [
      "a working trigger",
      "alter table users disable trigger users_end_sessions",
      /users_end_sessions is missing/,
    ],
    [
      "working foreign keys, as an import leaves it that broke off",
      "alter table sessions disable trigger all",
      /sessions_user_id_users_id_fk is missing/,
    ],
    ["a key", "alter table rate_limits drop constraint rate_limits_pkey", /rate_limits_pkey is missing/],
    ["what a column gives", "alter table messages alter id drop default", /messages\.id default is missing/],
    [
      "what a column demands",
      "alter table orders alter status drop not null",
      /orders\.status not null is missing/,
    ],
    [
      "the later part of the record",
      "delete from drizzle.__drizzle_migrations where id > 10",
      /more of Tenor's schema than the record/,
    ],
  ])("is refused with a sentence when it lacks %s", async (_what, statement, sentence) => {
    await owner.unsafe(statement);
    await expect(migrate(ownerUrl, appUrl)).rejects.toMatchObject({
      name: "DatabaseFault",
      message: expect.stringMatching(sentence),
    });
  });

  it("is refused when a newer version has made it", async () => {
    await owner`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)`;
    await expect(migrate(ownerUrl, appUrl)).rejects.toThrow(/by a newer version/);
  });
});
