import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect } from "@/db/client";
import { requireHeldRole } from "@/db/held-role";
import { migrate } from "@/db/migrate";
import { type FreshDatabase, freshDatabase } from "@/db/testing";

let database: FreshDatabase;
let owner: postgres.Sql;
const made: string[] = [];

beforeAll(async () => {
  database = await freshDatabase({ isProbed: true });
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  for (const name of made) await owner.unsafe(`drop owned by ${name}; drop role ${name}`);
  await owner.end();
  await database.drop();
});

/** Somebody of the server who may log in, made by the rest of a `create role`. */
async function login(rest: string): Promise<string> {
  const name = `role_${randomBytes(4).toString("hex")}`;
  made.push(name);
  await owner.unsafe(`create role ${name} login password '${name}' ${rest}`);
  return name;
}

function addressFor(name: string): string {
  const url = new URL(database.url);
  url.username = name;
  url.password = name;
  return url.href;
}

async function tried(address: string): Promise<string> {
  const db = connect(address, { max: 1 });
  try {
    await requireHeldRole(db);
    return "let in";
  } catch (fault) {
    return (fault as Error).message;
  } finally {
    await close(db);
  }
}

describe("the application", () => {
  it("logs in as tenor_app, or as a member of it and of nothing else", async () => {
    expect(await tried(database.url)).toBe("let in");
    expect(await tried(addressFor(await login("in role tenor_app")))).toBe("let in");
  });

  it("does not run as whoever row-level security does not hold", async () => {
    expect(await tried(database.ownerUrl)).toMatch(/superuser/);
    expect(await tried(addressFor(await login("bypassrls in role tenor_app")))).toMatch(/bypass/);
    expect(await tried(addressFor(await login("in role tenor_app, tenor_door")))).toMatch(/all merchants/);
    expect(await tried(addressFor(await login("in role tenor_app, tenor_registrar")))).toMatch(/or hire/);
    expect(await tried(addressFor(await login("")))).toMatch(/not a member of tenor_app/);
  });

  it("does not run as whoever owns a table, or might act as its owner", async () => {
    const holder = await login("in role tenor_app");
    await owner.unsafe(`create table of_somebody (id integer); alter table of_somebody owner to ${holder}`);
    expect(await tried(addressFor(holder))).toMatch(/owns the tables/);
    expect(await tried(addressFor(await login(`noinherit in role tenor_app, ${holder}`)))).toMatch(/owns/);
    await owner.unsafe("drop table of_somebody");
  });

  it.each([
    ["can make roles", "createrole in role tenor_app", /more rights/],
    ["reads the log of writes", "replication in role tenor_app", /more rights/],
    ["reads the server's files", "in role tenor_app, pg_read_server_files", /more rights/],
    ["runs programs of the server", "noinherit in role tenor_app, pg_execute_server_program", /more rights/],
    ["reads all data", "in role tenor_app, pg_read_all_data", /hashes/],
    ["might read all data", "noinherit in role tenor_app, pg_read_all_data", /hashes/],
    ["writes all data", "in role tenor_app, pg_write_all_data", /change merchants/],
  ])("does not run as whoever %s", async (_what, rest, says) => {
    expect(await tried(addressFor(await login(rest)))).toMatch(says);
  });

  it.each([
    ["grant select (password_hash) on users to %", /hashes/],
    ["grant select on users to %", /hashes/],
    ["grant update (account_ecom) on merchants to %", /change merchants/],
    ["grant insert on memberships to %", /change merchants/],
    ["grant update on merchant_terms to %", /change merchants/],
  ])("does not run as whoever was given a right of its own: %s", async (grant, says) => {
    const name = await login("in role tenor_app");
    await owner.unsafe(grant.replace("%", name));
    expect(await tried(addressFor(name))).toMatch(says);
  });

  it("does not run as the owner of the database or of its schema", async () => {
    const holder = await login("in role tenor_app");
    const [{ database: name, keeper } = { database: "", keeper: "" }] = await owner<
      { database: string; keeper: string }[]
    >`select current_database() as database, nspowner::regrole::text as keeper from pg_namespace where nspname = 'public'`;
    await owner.unsafe(`alter schema public owner to ${holder}`);
    expect(await tried(addressFor(holder))).toMatch(/owns the database or its schema/);
    await owner.unsafe(`alter schema public owner to ${keeper}`);
    expect(await tried(addressFor(holder))).toBe("let in");
    await owner.unsafe(`alter database ${name} owner to ${holder}`);
    expect(await tried(addressFor(holder))).toMatch(/owns the database or its schema/);
    await owner.unsafe(`alter database ${name} owner to current_user`);
  });

  it("does not run where nothing holds it, until migrating has mended that", async () => {
    await owner.unsafe("alter table notes disable row level security");
    expect(await tried(database.url)).toMatch(/^Row-level security is off for notes, .*npm run migrate/);
    await migrate(database.ownerUrl, database.url);
    expect(await tried(database.url)).toBe("let in");
  });

  it("cannot become anybody by a reset of its role", async () => {
    const app = postgres(database.url, { max: 1, onnotice: () => undefined });
    await app`reset role`;
    expect(await app`select merchant_id from orders`).toEqual([]);
    await expect(app`set role postgres`).rejects.toThrow("permission denied");
    await app.end();
  });

  it("is bounded by its role, wherever it connects from", async () => {
    const app = postgres(database.url, { max: 1, onnotice: () => undefined });
    const bounds = await app`
      select current_setting('statement_timeout') as statement,
             current_setting('idle_in_transaction_session_timeout') as idle`;
    expect([...bounds]).toEqual([{ statement: "1min", idle: "20s" }]);
    await app.end();
  });

  it("is let in under a name of its own by migrating", async () => {
    const name = `role_${randomBytes(4).toString("hex")}`;
    made.push(name);
    await migrate(database.ownerUrl, addressFor(name));
    expect(await tried(addressFor(name))).toBe("let in");
  });

  it("is not the owner under another setting", async () => {
    await expect(migrate(database.ownerUrl, database.ownerUrl)).rejects.toThrow(/both log in as postgres/);
  });
});

describe("the application's role", () => {
  it.each([
    ["reads a password's hash", "select password_hash from users"],
    ["reads all of a user", "select * from users"],
    ["hires", "insert into users (email, name, password_hash) values ('a@b.example', 'A', 'x')"],
    ["changes a password", "update users set password_hash = 'x'"],
    ["reactivates", "update users set active = true"],
    ["gives a role", "update memberships set role = 'admin'"],
    [
      "hires for a merchant",
      "insert into memberships (merchant_id, user_id, role) select 1, id, 'admin' from users",
    ],
    ["reactivates at a merchant", "update memberships set active = true"],
    ["invites", "insert into invitations select * from invitations"],
    ["opens an invitation again", "update invitations set used_at = null"],
    ["writes the audit log", "insert into audit_log select * from audit_log"],
    ["edits the audit log", "update audit_log set subject = ''"],
    ["empties the audit log", "delete from audit_log"],
    ["opens a merchant", "insert into merchants (id, code, name) values (9, 'x', 'X')"],
    ["renames a merchant", "update merchants set name = 'X'"],
    ["changes where money goes", "update merchants set account_ecom = 'X'"],
    ["closes a merchant", "delete from merchants"],
    ["changes a merchant's terms", "update merchant_terms set auto_retry = true"],
    ["takes the clock away", "delete from clock"],
  ])("never %s", async (_what, statement) => {
    const app = postgres(database.url, { max: 1, onnotice: () => undefined });
    await expect(app.unsafe(statement)).rejects.toThrow("permission denied");
    await app.end();
  });

  it("stops the merchant whose transaction it is, and no other", async () => {
    await owner`insert into merchants (id, code, name, account_ecom, account_moto)
                values (1, 'one', 'One', 'e1', 'm1'), (2, 'two', 'Two', 'e2', 'm2') on conflict do nothing`;
    const app = postgres(database.url, { max: 1, onnotice: () => undefined });
    await app.begin(async (tx) => {
      await tx`set local app.merchant_id = '1'`;
      const stop = (id: number, within = tx) =>
        within`insert into collecting_stops (merchant_id, since, why, probe_at) values (${id}, now(), 'test', now())`;
      await stop(1);
      await expect(tx.savepoint((within) => stop(2, within))).rejects.toThrow("row-level security");
    });
    expect(await owner`select merchant_id as id from collecting_stops`).toEqual([{ id: 1 }]);
    await app.end();
  });
});
