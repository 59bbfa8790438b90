import postgres from "postgres";

/**
 * Spreads a database, empty or full, over the nodes of its Citus cluster: each table of a merchant by the merchant,
 * beside the others; what those point at is on every node; the rest stays on the coordinator. Which tables these are is
 * read from the catalogue. Does what is left to do, and says what it did.
 */
export async function distribute(ownerUrl: string): Promise<string[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    if (!(await hasCitus(sql))) return ["This PostgreSQL does not have Citus. Nothing was changed."];
    const tables = await tablesOf(sql);
    const tenants = tables.filter(({ isTenant }) => isTenant);
    const moved = tables.filter(({ isSpread }) => !isSpread);
    if (moved.length === 0) return ["Every table is already distributed. Nothing was changed."];
    await oneByOne(sql);
    const left = await sql.begin((tx) => spread(tx, tables));
    for (const { name } of moved)
      await sql`select truncate_local_data_after_distributing_table(${name}::regclass)`;
    return [
      ...moved.map(({ name, isTenant }) =>
        isTenant ? `${name}: distributed by merchant.` : `${name}: copied to every node.`,
      ),
      ...left.map((name) => `${name}: skipped, because a cluster does not support it.`),
      `${tenants.length} merchant tables are distributed over the cluster.`,
    ];
  } finally {
    await sql.end();
  }
}

export async function hasCitus(sql: postgres.Sql): Promise<boolean> {
  const [found] = await sql`select to_regclass('pg_dist_partition') is not null as yes`;
  return found?.yes === true;
}

/** Several changes of tables in one transaction: one after another on each node. */
export async function oneByOne(sql: postgres.Sql): Promise<void> {
  await sql`set citus.multi_shard_modify_mode = 'sequential'`;
}

type Table = { name: string; isTenant: boolean; isSpread: boolean };

/** Tables of merchants, recognised by their row-level security, and the tables their keys refer to. */
async function tablesOf(sql: postgres.Sql): Promise<Table[]> {
  return sql<Table[]>`
    with tenants as (
      select polrelid as id from pg_policy where polname = 'of_merchant'
    ), pointed_at as (
      select distinct confrelid as id from pg_constraint
       where contype = 'f' and conrelid in (select id from tenants) and confrelid not in (select id from tenants)
    ), both_kinds as (
      select id, true as is_tenant from tenants union all select id, false from pointed_at
    )
    select c.relname as name, k.is_tenant as "isTenant",
           exists (select 1 from pg_dist_partition d where d.logicalrelid = c.oid) as "isSpread"
      from both_kinds k join pg_class c on c.oid = k.id
     where c.relnamespace = 'public'::regnamespace
     order by k.is_tenant, c.relname <> 'customers', c.relname`;
}

/** Returns what could not be moved. */
async function spread(tx: postgres.TransactionSql, tables: readonly Table[]): Promise<string[]> {
  const moved = tables.filter(({ isSpread }) => !isSpread);
  const there = tables.map(({ name }) => name);
  const keys = await keysOf(
    tx,
    moved.map(({ name }) => name),
  );
  for (const { table, name } of keys) await tx.unsafe(`alter table ${table} drop constraint ${name}`);
  const triggers = await triggersOf(
    tx,
    moved.map(({ name }) => name),
  );
  for (const { table, name } of triggers) await tx.unsafe(`drop trigger ${name} on ${table}`);
  for (const { name, isTenant } of moved) {
    if (!isTenant) {
      await tx`select create_reference_table(${name}::regclass)`;
      continue;
    }
    // Row-level security applies to the owner of the tables too, who could move no row while it is forced.
    await tx.unsafe(`alter table ${name} no force row level security`);
    if (name === "customers") await tx`select create_distributed_table('customers', 'merchant_id')`;
    else
      await tx`select create_distributed_table(${name}::regclass, 'merchant_id', colocate_with => 'customers')`;
    await tx.unsafe(`alter table ${name} force row level security`);
  }
  const kept = keys.filter(({ table, target }) => there.includes(table) && there.includes(target));
  for (const { table, name, definition } of kept)
    await tx.unsafe(`alter table ${table} add constraint ${name} ${definition}`);
  await shareFunctions(tx);
  await settle(tx);
  return [...keys.filter((key) => !kept.includes(key)), ...triggers].map(({ name }) => name);
}

type Key = { table: string; target: string; name: string; definition: string };

async function keysOf(tx: postgres.TransactionSql, tables: readonly string[]): Promise<Key[]> {
  return tx<Key[]>`
    select conrelid::regclass::text as table, confrelid::regclass::text as target,
           quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
      from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace
       and (conrelid::regclass::text in ${tx(tables)} or confrelid::regclass::text in ${tx(tables)})
     order by 1, 3`;
}

async function triggersOf(tx: postgres.TransactionSql, tables: readonly string[]) {
  return tx<{ table: string; name: string }[]>`
    select tgrelid::regclass::text as table, quote_ident(tgname) as name from pg_trigger
     where not tgisinternal and tgrelid::regclass::text in ${tx(tables)} order by 1, 2`;
}

/** Functions of values only are called on the nodes. */
async function shareFunctions(tx: postgres.TransactionSql): Promise<void> {
  const functions = await tx<{ signature: string }[]>`
    select p.oid::regprocedure::text as signature from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.provolatile = 'i' and p.prokind = 'f'
       and not exists (
         select 1 from pg_depend d
          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
     order by 1`;
  for (const { signature } of functions) await tx`select create_distributed_function(${signature})`;
}

/** Nodes get the transaction's merchant setting, and access for the role that owns the functions. */
async function settle(tx: postgres.TransactionSql): Promise<void> {
  const [database] = await tx<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await tx.unsafe(`alter database ${database?.name} set citus.propagate_set_commands = 'local'`);
  await tx.unsafe("alter role tenor_door login");
}

/**
 * What a cluster cannot keep: a foreign key from the coordinator to a table that is on every node, and triggers.
 */
export const leftOut: readonly string[] = [
  "memberships_merchant_id_merchants_id_fk",
  "customers_keep_search",
  "merchants_keep_gateway",
];
