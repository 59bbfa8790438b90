import { randomUUID } from "node:crypto";
import { type SQL, sql, TransactionRollbackError } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, type Tx, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { memberships, type Role, roles, secondFactors, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import { openTestShop } from "@/lib/orders/testing";
import { isPermitted, permissions } from "./permissions";
import { startSession } from "./sessions";

const now = Date.UTC(2026, 2, 2, 9);
const people = ["ada", "eve", "bob", "cy", "dee", "fay", "gus"] as const;
type Person = (typeof people)[number];

/** Eve is what Ada is; Fay is an administrator elsewhere; Gus works only there. */
const roleAt: Record<Person, Partial<Record<1 | 2, Role>>> = {
  ada: { 1: "admin" },
  eve: { 1: "admin" },
  bob: { 1: "accountant" },
  cy: { 1: "agent" },
  dee: { 1: "restricted" },
  fay: { 1: "agent", 2: "admin" },
  gus: { 2: "admin" },
};

/** They have two-step verification: an administrator, somebody who works here alone, and two who work elsewhere. */
const protectedPeople = ["ada", "cy", "fay", "gus"] as const;

let database: FreshDatabase;
let db: Db;
const ids = {} as Record<Person, string>;
const sessions = {} as Record<Person, string>;

beforeAll(async () => {
  database = await freshDatabase({ isProbed: true });
  db = connect(database.url, { max: 2 });
  const owner = connect(database.ownerUrl, { max: 1 });
  await openTestShop(db, 1);
  await openTestShop(db, 2);
  for (const name of people) {
    const [user] = await owner
      .insert(users)
      .values({ email: `${name}@shop.example`, name, passwordHash: "hash" })
      .returning();
    ids[name] = user?.id ?? "";
    for (const [merchantId, role] of Object.entries(roleAt[name]))
      await owner.insert(memberships).values({ merchantId: Number(merchantId), userId: ids[name], role });
    sessions[name] = await startSession(db, ids[name], now);
  }
  for (const name of protectedPeople)
    await owner.insert(secondFactors).values({ userId: ids[name], secret: "sealed", confirmedAt: now });
  await close(owner);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

type Act = { name: string; door: (actor: Person) => SQL };

/** Everything that can be done about users, to everybody, oneself and strangers included. */
function acts(actor: Person): Act[] {
  const by = (who: Person) => sql`${sessions[who]}, ${toTimestamp(now - SIGNED_IN_FOR)}, ${toTimestamp(now)}`;
  const sessionOf = by;
  // One that is like the actor stands for all of them.
  const others = [...new Set<Person>([actor, "eve", "cy", "fay", "gus"])];
  const until = toTimestamp(now + 1);
  const invite = (email: string, role: Role): Act => ({
    name: `invite ${email} as ${role}`,
    door: (who) => sql`invite_user(${by(who)}, ${randomUUID()}, ${email}, ${role}, ${until})`,
  });
  const newest = sql`(select id from invitations where merchant_id = ${1} and used_at is null
                       and withdrawn_at is null order by id limit 1)`;
  return [
    ...roles.map((role) => invite("new@shop.example", role)),
    ...[`${actor}@shop.example`, "gus@shop.example"].map((email) => invite(email, "admin")),
    { name: "accept", door: () => sql`accept_invitation(${newest}, ${toTimestamp(now)}, 'New', 'hash')` },
    { name: "withdraw", door: (who) => sql`withdraw_invitation(${by(who)}, ${newest})` },
    ...others.flatMap((person) => [
      ...roles.map((role) => ({
        name: `make ${person} ${role}`,
        door: (who: Person) => sql`change_role(${by(who)}, ${ids[person]}, ${role})`,
      })),
      ...[true, false].map((active) => ({
        name: `${active ? "re" : "de"}activate ${person}`,
        door: (who: Person) => sql`set_user_active(${by(who)}, ${ids[person]}, ${active})`,
      })),
      {
        name: `reset two-step verification of ${person}`,
        door: (who: Person) => sql`reset_two_step(${by(who)}, ${ids[person]})`,
      },
    ]),
    ...[true, false].map((required) => ({
      name: `${required ? "require" : "release"} two-step verification`,
      door: (who: Person) => sql`require_two_step(${by(who)}, ${required})`,
    })),
    // What a person does with their own account reaches nobody else's, whoever else is named.
    {
      name: "take away somebody's second step as one's own",
      door: (who) => sql`end_two_step(${sessionOf(who)}, 'hash')`,
    },
    {
      name: "change one's own password",
      door: (who) => sql`change_password(${sessionOf(who)}, 'hash', 'hash')`,
    },
  ];
}

/** Who may do what where, and how their account is held: all that an act can change. */
type World = { rights: Set<string>; secured: Set<string>; text: string; administrators: number };

async function worldIn(tx: Tx): Promise<World> {
  return worldOf(await tx.execute<Row>(everybody));
}

const everybody = sql`select m.merchant_id as merchant, u.email, m.role, m.active, f.confirmed_at is not null as secured,
                             n.requires_two_step as required
                        from memberships m join users u on u.id = m.user_id
                        join merchants n on n.id = m.merchant_id
                        left join second_factors f on f.user_id = u.id order by 1, 2`;
type Row = {
  merchant: number;
  email: string;
  role: Role;
  active: boolean;
  secured: boolean;
  required: boolean;
};

function worldOf(rows: Row[]): World {
  const working = rows.filter(({ active }) => active);
  const rights = working.flatMap(({ merchant, email, role }) =>
    permissions.filter((one) => isPermitted(role, one)).map((one) => `${merchant} ${email} ${one}`),
  );
  return {
    rights: new Set(rights),
    secured: new Set(
      rows.filter(({ secured }) => secured).map(({ merchant, email }) => `${merchant} ${email}`),
    ),
    text: rows.map((row) => Object.values(row).join(" ")).join("\n"),
    administrators: working.filter(({ merchant, role }) => merchant === 1 && role === "admin").length,
  };
}

/**
 * Tries every act from where things stand, undoing each; what was refused has changed nothing, and leads nowhere new.
 * They are sent in one go. Resolves to how many sequences there were.
 */
async function walk(tx: Tx, actor: Person, told: Told, depth: number): Promise<number> {
  const before = await worldIn(tx);
  const tried = await Promise.all(
    acts(actor).map(async (act) => {
      // Each is sent when it is made a promise, and so in this order.
      const [, answer, rows] = await Promise.all([
        Promise.resolve(tx.execute(sql`savepoint tried`)),
        Promise.resolve(tx.execute<{ word: string }>(sql`select ${act.door(actor)} as word`)),
        Promise.resolve(tx.execute<Row>(everybody)),
        Promise.resolve(tx.execute(sql`rollback to savepoint tried`)),
      ]);
      const after = worldOf(rows);
      const path = [...told.path, act.name];
      const isDone = answer[0]?.word === "done";
      if (!isDone) expect(after.text, path.join(", ")).toBe(before.text);
      else expect(wrongs(actor, told.first, after), path.join(", ")).toEqual([]);
      if (isDone && /^(make|accept|deactivate|reactivate|reset|require|release|take)/.test(act.name))
        expect(after.text, path.join(", ")).not.toBe(before.text);
      return { act, path, isDone };
    }),
  );
  let walked = tried.length;
  if (depth > 1)
    for (const { act, path } of tried.filter(({ isDone }) => isDone)) {
      await tx.execute(sql`savepoint gone`);
      await tx.execute(sql`select ${act.door(actor)} as word`);
      walked += await walk(tx, actor, { ...told, path }, depth - 1);
      await tx.execute(sql`rollback to savepoint gone`);
    }
  return walked;
}

/** Everybody may do that to their own account. */
function isOwn({ name }: Act): boolean {
  return /own/.test(name);
}

type Told = { first: World; path: readonly string[] };

/** What an actor has come to who should not have. */
function wrongs(actor: Person, first: World, after: World): string[] {
  const held = (right: string) => first.rights.has(right);
  const given = [...after.rights].filter((right) => !held(right));
  const own = (right: string) => right.split(" ")[1] === `${actor}@shop.example`;
  return [
    ...given.filter((right) => {
      const [merchant, , permission] = right.split(" ");
      return !held(`${merchant} ${actor}@shop.example ${permission}`);
    }),
    ...given.filter(own),
    ...[...first.rights].filter((right) => right.startsWith("2 ") && !after.rights.has(right)),
    // The second step of an account that opens another merchant is not this one's to take; everybody may drop their own.
    ...[...first.secured].filter(
      (one) => one.startsWith("2 ") && !after.secured.has(one) && one !== `2 ${actor}@shop.example`,
    ),
    ...(after.administrators === 0 ? ["nobody administers the merchant"] : []),
  ];
}

describe("no three acts about users, one after another,", () => {
  it.each(people.filter((name) => name !== "eve"))(
    "give %s, or anybody through them, a right that they do not hold",
    async (actor) => {
      const isAdministrator = roleAt[actor][1] === "admin";
      let walked = 0;
      // A transaction for each first act: none lives for long.
      for (const act of acts(actor)) {
        const tried = withMerchant(db, 1, async (tx) => {
          const first = await worldIn(tx);
          const [answer] = await tx.execute<{ word: string }>(sql`select ${act.door(actor)} as word`);
          const after = await worldIn(tx);
          walked += 1;
          if (answer?.word !== "done") expect(after.text, act.name).toBe(first.text);
          else {
            expect(isAdministrator || isOwn(act), act.name).toBe(true);
            expect(wrongs(actor, first, after), act.name).toEqual([]);
            walked += await walk(tx, actor, { first, path: [act.name] }, 2);
          }
          tx.rollback();
        });
        await expect(tried).rejects.toThrow(TransactionRollbackError);
      }
      expect(walked).toBeGreaterThan(isAdministrator ? 5_000 : 30);
    },
  );
});
