import postgres from "postgres";
import { violationsIn } from "./statement-rules";

/**
 * What the server of a test run is started with: it keeps every statement that is made, once each, with parameters in
 * place of values.
 */
export const recordingSettings: Readonly<Record<string, string>> = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.max": "20000",
  "pg_stat_statements.track_utility": "off",
  "pg_stat_statements.save": "off",
};

/** Once, in a migrated database that nothing else is done in. `probed`: databases whose statements do not count. */
export async function beginRecord(owner: postgres.Sql): Promise<void> {
  await owner`create extension pg_stat_statements`;
  await owner`create table probed (database oid primary key)`;
}

/**
 * Statements of the application's role that do not keep to the rules, with what is wrong. There may be none at all: a
 * file that is run alone, or ends first, may only probe. A server that records nothing refuses the question.
 */
export async function wrongStatements(record: string): Promise<string[]> {
  const owner = postgres(record, { max: 1, onnotice: () => undefined });
  try {
    const [known] = await owner<{ tenants: string[]; doors: string[] }[]>`
      select array(select tablename::text from pg_policies
                    where schemaname = 'public' and policyname = 'of_merchant' order by 1) as tenants,
             array(select proname::text from pg_proc
                    where pronamespace = 'public'::regnamespace and prosecdef order by 1) as doors`;
    const made = await owner<{ query: string }[]>`
      select distinct query from pg_stat_statements
       where userid = 'tenor_app'::regrole and toplevel
         and dbid not in (select database from probed)`;
    if (!known) throw new Error("the record does not say what it is held to");
    return made.flatMap(({ query }) => {
      const wrong = violationsIn(query, known);
      return wrong.length > 0 ? [`${wrong.join("; ")}: ${query.replaceAll(/\s+/g, " ").trim()}`] : [];
    });
  } finally {
    await owner.end();
  }
}
