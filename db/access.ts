import postgres from "postgres";
import { DatabaseFault } from "./database-fault";

/**
 * Who may do what in the database: roles, rights, row-level security and whose the doors are. Said anew at every
 * migration and nowhere kept but here, so that a database that came from a dump, without them, is whole again.
 *
 *   tenor_app   what the application logs in as: rows of the merchant that its transaction names, no others
 *   tenor_door  owner of the few functions that look over all merchants or at passwords, and of nothing else
 */
export async function grantAccess(sql: postgres.Sql, appUrl: string): Promise<void> {
  await sql.unsafe(roles);
  await admitLogin(sql, appUrl);
  await sql.begin(async (tx) => {
    await tx.unsafe(rights);
    await tx.unsafe(rowLevelSecurity);
    await tx.unsafe(doors);
    await tx.unsafe(queue);
  });
}

/** Bounds of the application's sessions. On the role and not in the connection: a pooler refuses them there. */
const bounds: Readonly<Record<string, string>> = {
  statement_timeout: "60s",
  // A process that stands still must not hold its rows. Only this one ends a transaction whose process stopped in the
  // middle of a message: the server is busy reading then, neither idle nor at work on a statement.
  transaction_timeout: "20s",
  idle_in_transaction_session_timeout: "20s",
  // What somebody else holds is not waited for longer than a person would.
  lock_timeout: "5s",
};

/** The user in the application's address: tenor_app itself, or one that is a member of it and of nothing else. */
async function admitLogin(sql: postgres.Sql, appUrl: string): Promise<void> {
  const url = new URL(appUrl);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const [owner] = await sql<{ user: string }[]>`select session_user as user`;
  if (user === owner?.user) {
    throw new DatabaseFault(
      `DATABASE_URL and DATABASE_OWNER_URL both log in as ${user}, whom row-level security does not hold: let DATABASE_URL log in as tenor_app, with a password of its own.`,
    );
  }
  if (!(await logsIn(appUrl))) {
    const [known] = await sql`select 1 from pg_roles where rolname = ${user}`;
    const make = known ? "alter role %I login password %L" : "create role %I login password %L";
    const [made] = await sql<{ text: string }[]>`
      select format(${make}, ${user}::text, ${password}::text) as text`;
    await sql.unsafe(made?.text ?? "");
  }
  const [told] = await sql<{ texts: string[] }[]>`
    select array(
      select format('grant tenor_app to %I', ${user}::text)
       where ${user} <> 'tenor_app' and not pg_has_role(${user}, 'tenor_app', 'usage')
      union all
      select format('alter role %I set %I = %L', ${user}::text, key, value)
        from jsonb_each_text(${JSON.stringify(bounds)}::text::jsonb)
       where not exists (
         select from pg_db_role_setting s
          where s.setrole = ${user}::regrole and s.setdatabase = 0
            and key || '=' || value = any(s.setconfig))
    ) as texts`;
  for (const text of told?.texts ?? []) await sql.unsafe(text);
}

async function logsIn(appUrl: string): Promise<boolean> {
  const sql = postgres(appUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

// Roles belong to the whole server: another database of it may have made them already.
const roles = `
  do $$
  declare
    name text;
  begin
    foreach name in array array['tenor_app', 'tenor_door'] loop
      begin
        if to_regrole(name) is null then
          execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls', name);
        end if;
      exception when duplicate_object or unique_violation then
        null;
      end;
      if not pg_has_role(current_user, name, 'set') then
        execute format('grant %I to current_user with inherit false, set true', name);
      end if;
    end loop;
  end
  $$`;

const rights = `
  grant usage on schema public to tenor_app, tenor_door;
  grant select, insert, update, delete on all tables in schema public to tenor_app;
  -- What happened stays: nobody edits or deletes it.
  revoke update, delete on order_log, notes from tenor_app;
  -- Merchants, users and who works where are the owner's to write. Of a user the application never reads the
  -- password's hash, and of a merchant it changes only whether its collecting is stopped.
  revoke all on users, memberships, merchants from tenor_app;
  grant select on memberships, merchants to tenor_app;
  grant update (stopped_since, stopped_why, probe_at) on merchants to tenor_app;
  grant select (id, email, name, active, time_zone, created_at) on users to tenor_app;
  grant update (time_zone) on users to tenor_app;
  revoke update on sessions from tenor_app;
  revoke insert, delete on clock from tenor_app;
  grant select on all tables in schema public to tenor_door;
  grant update on orders, attempts, messages, merchants to tenor_door`;

// A transaction that names no merchant sees nothing: the setting is then missing or empty. The comparison is a plain
// one of integers, so that indexes are used, and the owner of the tables is held to it too.
const named = "nullif(current_setting('app.merchant_id', true), '')::integer";
const rowLevelSecurity = `
  do $do$
  declare
    tenant pg_class;
  begin
    for tenant in
      select c.* from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'memberships'
    loop
      if not tenant.relrowsecurity or not tenant.relforcerowsecurity then
        execute format('alter table %I enable row level security, force row level security', tenant.relname);
      end if;
      if not exists (select from pg_policy where polrelid = tenant.oid and polname = 'of_merchant') then
        execute format($$create policy of_merchant on %I
          using (merchant_id = ${named}) with check (merchant_id = ${named})$$, tenant.relname);
      end if;
      if not exists (select from pg_policy where polrelid = tenant.oid and polname = 'of_doors') then
        execute format('create policy of_doors on %I to tenor_door using (true) with check (true)', tenant.relname);
      end if;
    end loop;
    -- A merchant is read to find out whom a link, a report or a sign-in is about; it is changed by name only.
    if not exists (select from pg_policy where polrelid = 'merchants'::regclass and polname = 'of_doors') then
      alter table merchants enable row level security;
      drop policy if exists seen on merchants;
      drop policy if exists of_merchant on merchants;
      create policy seen on merchants for select using (true);
      create policy of_merchant on merchants for update using (id = ${named}) with check (id = ${named});
      create policy of_doors on merchants for update to tenor_door using (true) with check (true);
    end if;
  end
  $do$`;

const doors = `
  do $$
  declare
    door pg_proc;
  begin
    for door in select * from pg_proc where pronamespace = 'public'::regnamespace and prosecdef loop
      if door.proowner <> 'tenor_door'::regrole then
        -- To own a function a role must be able to make one, for this moment.
        grant create on schema public to tenor_door;
        execute format('alter function %s owner to tenor_door', door.oid::regprocedure);
        revoke create on schema public from tenor_door;
      end if;
      execute format('revoke all on function %s from public', door.oid::regprocedure);
      execute format('grant execute on function %s to tenor_app', door.oid::regprocedure);
    end loop;
  end
  $$`;

/** The queue's tables come with row-level security on and no policy: only their owner could use them. */
const queue = `
  grant usage on schema graphile_worker to tenor_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to tenor_app;
  grant usage, select on all sequences in schema graphile_worker to tenor_app;
  grant execute on all functions in schema graphile_worker to tenor_app;
  do $$
  declare
    queue regclass;
  begin
    for queue in
      select c.oid::regclass from pg_class c
       where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
         and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'of_app')
    loop
      execute format('create policy of_app on %s to tenor_app using (true) with check (true)', queue);
    end loop;
  end
  $$`;
