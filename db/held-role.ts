import { sql } from "drizzle-orm";
import type { Db } from "./client";
import { DatabaseFault } from "./database-fault";

/**
 * Refuses a pool whose connections can see or do more than the application's role: by their own role, by one they could
 * take on, or because nothing holds them any more. Throws another error when the database does not answer.
 */
export async function requireHeldRole(db: Db): Promise<void> {
  const [role] = await db.execute<Role>(sql`
    with mine as (
      select r.* from pg_roles r
       where pg_has_role(session_user, r.oid, 'member') or pg_has_role(current_user, r.oid, 'member')
    )
    select session_user::text as name,
           coalesce(bool_or(rolsuper), false) as is_super,
           coalesce(bool_or(rolbypassrls), false) as bypasses,
           coalesce(bool_or(exists (
             select 1 from pg_class c where c.relowner = mine.oid
                and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p'))), false) as owns,
           coalesce(bool_or(exists (
             select 1 from pg_namespace n where n.nspowner = mine.oid and n.nspname = 'public' and mine.rolname <> 'pg_database_owner'
             union all
             select 1 from pg_database d where d.datdba = mine.oid and d.datname = current_database())), false) as owns_all,
           coalesce(bool_or(rolname in ('tenor_door', 'tenor_registrar')), false) as opens_doors,
           coalesce(bool_or(rolcreaterole or rolreplication or rolname in (
             'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')), false) as may_become_more,
           coalesce(bool_or(exists (
             select 1 from pg_class c where c.oid = to_regclass('public.users')
                and has_column_privilege(mine.oid, c.oid, 'password_hash', 'select'))), false) as reads_hashes,
           coalesce(bool_or(exists (
             select 1 from pg_class c where c.oid in (to_regclass('public.merchants'), to_regclass('public.merchant_terms'))
                and has_any_column_privilege(mine.oid, c.oid, 'insert, update')
             union all
             select 1 from pg_class c where c.oid = to_regclass('public.memberships')
                and has_any_column_privilege(mine.oid, c.oid, 'insert'))), false) as writes_merchants,
           coalesce(bool_or(rolname = 'tenor_app'), false) as is_app,
           (select string_agg(c.relname, ', ' order by c.relname) from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'memberships'
               and not c.relrowsecurity) as unheld
      from mine`);
  const what = whatIsWrong(role);
  if (what) {
    throw new DatabaseFault(
      `DATABASE_URL logs in as ${role?.name}, ${what}. Let it log in as tenor_app, which \`npm run migrate\` sets up. The owner's address belongs in DATABASE_OWNER_URL.`,
    );
  }
  if (role?.unheld)
    throw new DatabaseFault(
      `Row-level security is off for ${role.unheld}, so each merchant would see the others' rows. Run \`npm run migrate\`.`,
    );
}

type Role = Record<string, boolean> & { name: string; unheld: string | null };

function whatIsWrong(role: Record<string, unknown> | undefined): string | undefined {
  if (role?.is_super) return "which is or can become a superuser";
  if (role?.bypasses) return "which can bypass row-level security";
  if (role?.owns) return "which owns the tables";
  if (role?.owns_all) return "which owns the database or its schema";
  if (role?.opens_doors) return "which can read all merchants or hire";
  if (role?.may_become_more) return "which can give itself more rights, or read the server's files";
  if (role?.reads_hashes) return "which can read the hashes of passwords";
  if (role?.writes_merchants) return "which can change merchants and who works for them";
  return role?.is_app ? undefined : "which is not a member of tenor_app";
}
