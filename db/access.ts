import postgres from "postgres";
import {
  CONNECTED_WITHIN,
  PERSON_WAITS,
  SECOND,
  STATEMENT_RUNS,
  TRANSACTION_LIVES,
} from "@/lib/domain/value/timetable";
import { DatabaseFault } from "./database-fault";
import { applyFunctions } from "./functions";

/**
 * The rights in the database: roles, grants, row-level security and the owner of the functions. Applied at every
 * migration and kept nowhere else, so that a restored dump, which has none of them, is complete again.
 *
 * `tenor_app` is the application's login: rows of the merchant that its transaction names, no others. `tenor_door`
 * owns the few functions that read over all merchants or read passwords; it can only read.
 * `tenor_registrar` owns the few functions that write who works where and what a merchant set; each checks the right of the person who acts.
 */
export async function grantAccess(sql: postgres.Sql, appUrl: string): Promise<void> {
  await makeRoles(sql);
  await admitLogin(sql, appUrl);
  await sql.begin(async (tx) => {
    await tx.unsafe(owners);
    await tx.unsafe(rights);
    await tx.unsafe(rowLevelSecurity);
    await applyFunctions(tx);
  });
}

/** Without the roles no policy and no grant can be made. */
export async function makeRoles(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(roles);
}

/**
 * Limits of the application's sessions. Set on the role and not on the connection, because a pooler refuses them
 * there.
 */
const bounds: Readonly<Record<string, string>> = {
  statement_timeout: `${STATEMENT_RUNS}ms`,
  // A process that hangs must not keep its locks. Only this limit ends a transaction whose process stopped in the
  // middle of a message: the server is then reading, neither idle nor running a statement.
  transaction_timeout: `${TRANSACTION_LIVES}ms`,
  idle_in_transaction_session_timeout: `${TRANSACTION_LIVES}ms`,
  // Locks of others are waited for no longer than a person would wait.
  lock_timeout: `${PERSON_WAITS}ms`,
};

/** The user in the application's address: tenor_app itself, or a member of it and of nothing else. */
async function admitLogin(sql: postgres.Sql, appUrl: string): Promise<void> {
  const url = new URL(appUrl);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const [owner] = await sql<{ user: string }[]>`select session_user as user`;
  if (user === owner?.user) {
    throw new DatabaseFault(
      `DATABASE_URL and DATABASE_OWNER_URL both log in as ${user}, which row-level security does not restrict. Let DATABASE_URL log in as tenor_app, with its own password.`,
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
  const sql = postgres(appUrl, {
    max: 1,
    connect_timeout: CONNECTED_WITHIN / SECOND,
    onnotice: () => undefined,
  });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

// Roles belong to the whole server: another database on it may have made them already.
const roles = `
  do $$
  declare
    name text;
  begin
    foreach name in array array['tenor_app', 'tenor_door', 'tenor_registrar'] loop
      begin
        if to_regrole(name) is null then
          execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls', name);
        end if;
      exception when duplicate_object or unique_violation then
        null;
      end;
      -- One that was made by hand may have more than it needs.
      if exists (select from pg_roles r where r.rolname = name
                  and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)) then
        execute format('alter role %I nosuperuser nocreatedb nocreaterole noreplication nobypassrls', name);
      end if;
      if not pg_has_role(current_user, name, 'set') then
        execute format('grant %I to current_user with inherit false, set true', name);
      end if;
    end loop;
  end
  $$`;

// Whoever restored a backup as the application has made it the owner of everything.
const owners = `
  do $$
  declare
    ours constant name[] := array['tenor_app', 'tenor_door', 'tenor_registrar'];
    one record;
  begin
    for one in
      select nspname as name from pg_namespace
       where nspname in ('public', 'drizzle') and nspowner::regrole::name = any(ours)
    loop
      execute format('alter schema %I owner to current_user', one.name);
    end loop;
    for one in
      select c.oid::regclass as name from pg_class c
       where c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'drizzle'))
         and c.relkind in ('r', 'p') and c.relowner::regrole::name = any(ours)
    loop
      execute format('alter table %s owner to current_user', one.name);
    end loop;
    for one in
      select roleid::regrole::name as role, member::regrole::name as holder from pg_auth_members
       where roleid::regrole::name = any(ours) and member::regrole::name = any(ours)
    loop
      execute format('revoke %I from %I', one.role, one.holder);
    end loop;
    execute format('grant connect on database %I to tenor_app', current_database());
  end
  $$`;

const rights = `
  revoke all on all tables in schema public from public;
  grant usage on schema public to tenor_app, tenor_door, tenor_registrar;
  grant select, insert, update, delete on all tables in schema public to tenor_app;
  -- What happened stays: no one edits or deletes it.
  revoke update, delete on order_log, notes, customer_log from tenor_app;
  revoke update on customer_notes from tenor_app;
  revoke insert, update, delete on audit_log, invitations from tenor_app;
  -- Merchants are the owner's to write, their terms and profiles, users and who works where the registrar's. Of a user the
  -- application never reads the password's hash.
  revoke all on users, memberships, merchants from tenor_app;
  grant select on memberships, merchants to tenor_app;
  grant update (last_seen_at, alert_mail) on memberships to tenor_app;
  revoke insert, update, delete on merchant_terms, merchant_profiles from tenor_app;
  grant select (id, email, name, active, time_zone, created_at) on users to tenor_app;
  grant update (time_zone) on users to tenor_app;
  revoke update on sessions from tenor_app;
  grant update (last_seen_at) on sessions to tenor_app;
  -- What opens an account is the registrar's to write.
  revoke insert, update, delete on person_links, second_factors, recovery_codes from tenor_app;
  revoke insert, delete on clock from tenor_app;
  revoke insert, update, delete on all tables in schema public from tenor_door;
  grant select on all tables in schema public to tenor_door;
  revoke all on all tables in schema public from tenor_registrar;
  grant select on users, memberships, sessions, merchants, invitations, person_links, second_factors, recovery_codes
    to tenor_registrar;
  grant insert on users, memberships, invitations, audit_log, sessions, person_links, second_factors, recovery_codes
    to tenor_registrar;
  grant update (role, active) on memberships to tenor_registrar;
  grant update (password_hash, email) on users to tenor_registrar;
  grant update (used_at, withdrawn_at) on invitations to tenor_registrar;
  grant update (secret, confirmed_at, last_step) on second_factors to tenor_registrar;
  grant select on orders to tenor_registrar;
  grant select, delete on notes to tenor_registrar;
  grant delete on sessions, person_links, second_factors, recovery_codes to tenor_registrar;
  grant select, insert, update on merchant_terms, merchant_profiles to tenor_registrar;
  grant update (name, descriptor, requires_two_step) on merchants to tenor_registrar`;

// A transaction that names no merchant sees nothing: the setting is missing or empty. The comparison is a plain one
// of integers, so that indexes are used, and it also applies to the owner of the tables.
const named = "nullif(current_setting('app.merchant_id', true), '')::integer";
const rowLevelSecurity = `
  do $do$
  declare
    tenant pg_class;
    other name;
    held constant text := $q$(merchant_id = (NULLIF(current_setting('app.merchant_id'::text, true), ''::text))::integer)$q$;
  begin
    for tenant in
      select c.* from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'memberships'
    loop
      if not tenant.relrowsecurity or not tenant.relforcerowsecurity then
        execute format('alter table %I enable row level security, force row level security', tenant.relname);
      end if;
      -- As PostgreSQL writes them back. Any other is replaced.
      for other in
        select polname from pg_policy
         where polrelid = tenant.oid
           and (polname <> 'of_merchant' or polcmd <> '*' or not polpermissive or polroles <> array[0::oid]
                or pg_get_expr(polqual, polrelid) is distinct from held
                or pg_get_expr(polwithcheck, polrelid) is distinct from held)
           and (polname <> 'of_doors' or polcmd <> 'r' or not polpermissive
                or polroles <> array['tenor_door'::regrole::oid])
      loop
        execute format('drop policy %I on %I', other, tenant.relname);
      end loop;
      if not exists (select from pg_policy where polrelid = tenant.oid and polname = 'of_merchant') then
        execute format($$create policy of_merchant on %I
          using (merchant_id = ${named}) with check (merchant_id = ${named})$$, tenant.relname);
      end if;
      if not exists (select from pg_policy where polrelid = tenant.oid and polname = 'of_doors') then
        execute format('create policy of_doors on %I for select to tenor_door using (true)', tenant.relname);
      end if;
    end loop;
    -- A merchant is read to find out whom a link, a report or a sign-in is about; only the owner changes it.
    if (select relrowsecurity from pg_class where oid = 'merchants'::regclass) then
      drop policy if exists seen on merchants;
      drop policy if exists of_merchant on merchants;
      drop policy if exists of_doors on merchants;
      alter table merchants disable row level security;
    end if;
  end
  $do$`;
