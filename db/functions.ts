import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type postgres from "postgres";

/**
 * Brings the functions of the database to those of `functions.sql`. Functions that do what their caller may not can be
 * called by tenor_app only: those that read belong to tenor_door, those that write to tenor_registrar.
 */
export async function applyFunctions(tx: postgres.TransactionSql): Promise<void> {
  const wanted = currentFunctions();
  const stored = await storedFunctions(tx);
  // To create and own a function in a schema a role needs this right, for this moment.
  await tx.unsafe("grant create on schema public to tenor_door, tenor_registrar");
  for (const one of stored) {
    const same = wanted.find(({ signature }) => signature === one.signature);
    const isDoor = one.isDoor || same?.isDoor === true;
    const kept = { isDoor, writes: (same ?? one).writes };
    if (isDoor && one.owner !== keeperOf(kept))
      await tx.unsafe(`alter function ${one.signature} owner to ${keeperOf(kept)}`);
    // An unknown function that runs with its caller's rights sees no more than the caller, and may be somebody's
    // own.
    if (same ? same.returns !== one.returns || same.isDoor !== one.isDoor : one.isDoor)
      await run(tx, kept, `drop function ${one.signature}`);
  }
  for (const one of wanted) await run(tx, one, one.text);
  for (const one of wanted.filter(({ isDoor }) => isDoor)) {
    await run(tx, one, `revoke all on function ${one.signature} from public`);
    await run(tx, one, `grant execute on function ${one.signature} to tenor_app`);
  }
  await tx.unsafe("revoke create on schema public from tenor_door, tenor_registrar");
}

/** Whose a door is. */
function keeperOf({ writes }: { writes: boolean }): string {
  return writes ? "tenor_registrar" : "tenor_door";
}

export type CurrentFunction = {
  /** As `regprocedure` writes it: name and types. */
  signature: string;
  /** As `pg_get_function_result` writes it. */
  returns: string;
  isDoor: boolean;
  /** It says that it is VOLATILE. */
  writes: boolean;
  /** What stands between its quotes. */
  body: string;
  text: string;
};

/** The functions of the file, in its order. */
export function currentFunctions(): CurrentFunction[] {
  const file = readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), "functions.sql"), "utf8");
  return [...file.matchAll(oneFunction)].map(
    ([text, name = "", given = "", returns = "", settings = "", body = ""]) => ({
      signature: `${name}(${given === "" ? "" : given.split(", ").map(typeOf).join(",")})`,
      returns: spelledOut(returns),
      isDoor: settings.includes("SECURITY DEFINER"),
      writes: settings.includes("VOLATILE"),
      body,
      text,
    }),
  );
}

const oneFunction =
  /^CREATE OR REPLACE FUNCTION (\w+)\(([^\n]*)\)\nRETURNS ([^\n]+)\n([^\n]+)\nAS \$\$(.*?)\$\$;$/gms;

/** The type of an argument, without its name. */
function typeOf(argument: string): string {
  return spelledOut(argument.split(" ").slice(1).join(" "));
}

function spelledOut(types: string): string {
  return types.replaceAll("timestamptz", "timestamp with time zone").replace("TABLE (", "TABLE(");
}

export type StoredFunction = {
  signature: string;
  returns: string;
  isDoor: boolean;
  writes: boolean;
  owner: string;
  body: string;
};

/** Functions of our schema that belong to no extension. */
export function storedFunctions(sql: postgres.Sql | postgres.TransactionSql): Promise<StoredFunction[]> {
  return sql<StoredFunction[]>`
    select p.oid::regprocedure::text as signature, pg_get_function_result(p.oid) as returns,
           p.prosecdef as "isDoor", p.provolatile = 'v' as writes, p.proowner::regrole::text as owner,
           p.prosrc as body
      from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (
         select 1 from pg_depend d
          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
     order by 1`;
}

/** A function is changed by its owner. */
async function run(
  tx: postgres.TransactionSql,
  one: { isDoor: boolean; writes: boolean },
  text: string,
): Promise<void> {
  if (one.isDoor) await tx.unsafe(`set local role ${keeperOf(one)}`);
  await tx.unsafe(text);
  if (one.isDoor) await tx.unsafe("reset role");
}
