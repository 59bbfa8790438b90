import { readFileSync } from "node:fs";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { activeInstalments, openTestShop } from "@/lib/orders/testing";
import { close, connect } from "./client";
import { distribute } from "./distribute";
import { migrate } from "./migrate";
import { type FreshDatabase, freshDatabase } from "./testing";

let database: FreshDatabase;
let owner: postgres.Sql;

beforeEach(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterEach(async () => {
  await owner.unsafe("alter role tenor_door nologin");
  await owner.end();
  await database.drop();
});

/** What a cluster refuses, and what it remembers, without one: functions of its names that look at the catalogue. */
async function plantCluster(): Promise<void> {
  await owner.unsafe(`
    create table pg_dist_partition (logicalrelid regclass primary key, partmethod "char", beside text);
    create table told (what text, nr serial);
    create function refuse(given regclass) returns void language plpgsql as $$
      begin
        if current_setting('citus.multi_shard_modify_mode', true) is distinct from 'sequential' then
          raise exception 'parallel changes of %', given; end if;
        if exists (select 1 from pg_trigger where tgrelid = given and not tgisinternal) then
          raise exception '% has triggers', given; end if;
        if exists (select 1 from pg_constraint where contype = 'f' and given in (conrelid, confrelid)) then
          raise exception '% has foreign keys', given; end if;
      end $$;
    create function create_reference_table(given regclass) returns void language plpgsql as $$
      begin perform refuse(given); insert into pg_dist_partition values (given, 'n', null); end $$;
    create function create_distributed_table(given regclass, by_column text, colocate_with text default 'default')
    returns void language plpgsql as $$
      begin
        perform refuse(given);
        if (select relforcerowsecurity from pg_class where oid = given) then
          raise exception 'no row of % would be moved', given; end if;
        if not exists (select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                        where i.indrelid = given and i.indisprimary and a.attname = by_column) then
          raise exception 'the key of % lacks %', given, by_column; end if;
        insert into pg_dist_partition values (given, 'h', colocate_with);
      end $$;
    create function create_distributed_function(given text) returns void language sql as $$
      insert into told (what) values (given) $$;
    create function truncate_local_data_after_distributing_table(given regclass) returns void language sql as $$
      insert into told (what) values ('truncate ' || given) $$`);
}

const schemaNow = async () => {
  const [row] = await owner`
    select (select jsonb_agg(array[conrelid::regclass::text, conname, pg_get_constraintdef(oid)] order by 1)
              from (select * from pg_constraint where contype = 'f' order by conrelid::regclass::text, conname) k) as keys,
           (select jsonb_agg(relname order by relname) from pg_class
             where relforcerowsecurity and relnamespace = 'public'::regnamespace) as forced`;
  return row as { keys: string[][]; forced: string[] };
};

describe("distributing", () => {
  it("says in a sentence that there is no cluster, and does nothing", async () => {
    const before = await schemaNow();
    expect(await distribute(database.ownerUrl)).toEqual([
      "This PostgreSQL does not have Citus. Nothing was changed.",
    ]);
    expect(await schemaNow()).toEqual(before);
  });

  it("puts every merchant's table beside its customers, keys and rules as before, and once", async () => {
    const db = connect(database.url, { max: 2 });
    await activeInstalments(db, await openTestShop(db, 1), Date.UTC(2026, 0, 15, 10));
    await close(db);
    const before = await schemaNow();
    await plantCluster();
    const said = await distribute(database.ownerUrl);
    expect(said).toContain("customers: distributed by merchant.");
    expect(said).toContain("merchants: copied to every node.");
    expect(said).toContain("customers_keep_search: skipped, because a cluster does not support it.");

    const spread = await owner<{ name: string; method: string; beside: string | null }[]>`
      select logicalrelid::text as name, partmethod::text as method, beside from pg_dist_partition order by 1`;
    const tenants = spread.filter(({ method }) => method === "h");
    expect(tenants.map(({ name }) => name)).toEqual(before.forced);
    expect(new Set(tenants.map(({ name, beside }) => name === "customers" || beside))).toEqual(
      new Set([true, "customers"]),
    );
    expect(spread.filter(({ method }) => method === "n").map(({ name }) => name)).toEqual(["merchants"]);
    const after = await schemaNow();
    expect(after.forced).toEqual(before.forced);
    expect(after.keys).toEqual(
      before.keys.filter(([, name]) => name !== "memberships_merchant_id_merchants_id_fk"),
    );
    const told = (await owner<{ what: string }[]>`select what from told order by nr`).map(({ what }) => what);
    expect(told).toContain("folded(text)");
    expect(told).toContain("truncate order_log");
    expect(told.some((what) => what.startsWith("search_orders"))).toBe(false);
    const [settings] = await owner`
      select array(select unnest(setconfig) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
                    where d.datname = current_database()) as set`;
    expect(settings?.set).toEqual(["citus.propagate_set_commands=local"]);

    expect(await distribute(database.ownerUrl)).toEqual([
      "Every table is already distributed. Nothing was changed.",
    ]);
  });

  it("leaves a database that migrates on, and puts a new table of a merchant beside the others", async () => {
    await plantCluster();
    await distribute(database.ownerUrl);
    await owner.unsafe(`
      create table later (merchant_id integer primary key);
      set citus.multi_shard_modify_mode = 'sequential';
      select distribute_tenant('later')`);
    expect(await owner`select beside from pg_dist_partition where logicalrelid = 'later'::regclass`).toEqual([
      { beside: "customers" },
    ]);
    await migrate(database.ownerUrl, database.url);
    expect(await distribute(database.ownerUrl)).toEqual([
      "Every table is already distributed. Nothing was changed.",
    ]);
  });

  it("gives a table that is on every node no trigger by a later migration", async () => {
    await plantCluster();
    await distribute(database.ownerUrl);
    const [, trigger = ""] = readFileSync("db/migrations/0025_gateway_is_kept.sql", "utf8").split(
      "--> statement-breakpoint",
    );
    const kept = () => owner`select 1 from pg_trigger where tgname = 'merchants_keep_gateway'`;
    await owner.unsafe(trigger);
    expect(await kept()).toHaveLength(0);
    await owner`drop table pg_dist_partition`;
    await owner.unsafe(trigger);
    expect(await kept()).toHaveLength(1);
  });
});
