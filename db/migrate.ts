import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";

/** Brings the database at this address, opened as its owner, to the newest schema. Safe to run twice at once. */
export async function migrate(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${lockKey})`;
    await applyMigrations(drizzle(sql), { migrationsFolder });
    await runMigrations({ connectionString: databaseUrl, logger: new Logger(() => () => undefined) });
    await admitAppToQueue(sql);
  } finally {
    await sql.end();
  }
}

const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");

/** Any number that only this program uses. */
const lockKey = 7_363_667;

/** The queue's tables come with row-level security on and no policy: only their owner could use them. */
async function admitAppToQueue(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
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
    $$;
  `);
}
