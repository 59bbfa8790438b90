import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { currentFunctions, storedFunctions } from "./functions";
import { migrate } from "./migrate";
import { type FreshDatabase, freshDatabase } from "./testing";

let database: FreshDatabase;
let owner: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const inFile = () =>
  currentFunctions()
    .map(({ signature, returns, isDoor, body }) => ({ signature, returns, isDoor, body }))
    .sort((a, b) => (a.signature < b.signature ? -1 : 1));

const inDatabase = async () =>
  (await storedFunctions(owner))
    .map(({ signature, returns, isDoor, body }) => ({ signature, returns, isDoor, body }))
    .sort((a, b) => (a.signature < b.signature ? -1 : 1));

it("has exactly the functions of the file, word for word", async () => {
  expect(inFile().length).toBeGreaterThan(15);
  expect(await inDatabase()).toEqual(inFile());
});

it("has them again after somebody changed, added and overloaded some", async () => {
  await owner.unsafe(`
    create or replace function is_name(given text) returns boolean language sql immutable as $$ select true $$;
    create or replace function next_due(business_now timestamptz) returns timestamptz
      language sql stable security definer as $$ select null::timestamptz $$;
    create function next_due(business_now date) returns date language sql security definer as $$ select null::date $$;
    drop function is_any_due(timestamptz, timestamptz);
    create function is_any_due(business_now timestamptz, machine_now timestamptz) returns text
      language sql security definer as $$ select 'perhaps' $$;
    alter function change_role(uuid, timestamptz, timestamptz, uuid, text) owner to tenor_door;
    alter function search_orders(text, integer) volatile`);
  expect(await inDatabase()).not.toEqual(inFile());
  await migrate(database.ownerUrl, database.url);
  expect(await inDatabase()).toEqual(inFile());
  const others = await owner`
    select proname from pg_proc
     where pronamespace = 'public'::regnamespace and prosecdef
       and (proowner <> (case provolatile when 'v' then 'tenor_registrar' else 'tenor_door' end)::regrole or not has_function_privilege('tenor_app', oid, 'execute')
            or has_function_privilege('public', oid, 'execute'))`;
  expect([...others]).toEqual([]);
});
