import { sql } from "drizzle-orm";
import type { Db } from "./client";
import { DatabaseFault } from "./database-fault";

/**
 * Refuses a pool whose connections can bypass row-level security, by their role or by a role they could take on.
 * Throws another error when the database does not answer.
 */
export async function requireHeldRole(db: Db): Promise<void> {
  const [role] = await db.execute<Record<string, boolean> & { name: string }>(sql`
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
           coalesce(bool_or(rolname in ('tenor_door', 'tenor_registrar')), false) as opens_doors,
           coalesce(bool_or(rolname = 'tenor_app'), false) as is_app
      from mine`);
  const what = whatIsWrong(role);
  if (what) {
    throw new DatabaseFault(
      `DATABASE_URL logs in as ${role?.name}, ${what}. Let it log in as tenor_app, which \`npm run migrate\` sets up. The owner's address belongs in DATABASE_OWNER_URL.`,
    );
  }
}

function whatIsWrong(role: Record<string, unknown> | undefined): string | undefined {
  if (role?.is_super) return "which is or can become a superuser";
  if (role?.bypasses) return "which can bypass row-level security";
  if (role?.owns) return "which owns the tables";
  if (role?.opens_doors) return "which can read all merchants or hire";
  return role?.is_app ? undefined : "which is not a member of tenor_app";
}
