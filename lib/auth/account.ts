import { createHash, randomUUID } from "node:crypto";
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { messages } from "@/db/schema/messages";
import { memberships, type PersonLinkKind, personLinks, users } from "@/db/schema/users";
import type { Instant } from "@/lib/domain/value/calendar";
import { PERSON_LINK_LIVES, PERSON_LINKS_COUNTED, SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import { hashedOn, hashPassword } from "./password";
import { readPersonLink } from "./person-link";
import { countTry } from "./rate-limit";

/** Somebody acts on their own account, by the session they have. */
export type OwnAct = {
  sessionId: string;
  user: { id: string; email: string };
  /** Business time, for what is mailed. */
  now: Instant;
  machineNow: Instant;
};

/** Everything but `done` has changed nothing. `wrong`: this is not the password of the account. */
export type AccountAnswer = "done" | "wrong" | "not_allowed" | "unchanged" | "unusable" | "too_many";

/** Another password in place of one's own. All other sessions end, and so does every link that was mailed. */
export async function changePassword(
  db: Db,
  act: OwnAct,
  { password, wanted }: { password: string; wanted: string },
): Promise<AccountAnswer> {
  if (!(await mayTryPassword(db, act))) return "too_many";
  const [old, fresh] = await Promise.all([hashOf(db, act.user.email, password), hashPassword(wanted)]);
  return ask(db, sql`change_password(${by(act)}, ${toTimestamp(act.machineNow)}, ${old}, ${fresh})`);
}

/** Mails a link to an address that is to be one's own. Whether it has an account already is not said. */
export async function askForEmail(
  db: Db,
  act: OwnAct,
  { password, email }: { password: string; email: string },
): Promise<AccountAnswer> {
  if (!(await mayTryPassword(db, act))) return "too_many";
  if (!(await countTry(db, `email link ${act.user.id}`, linksOfAccount, act.machineNow))) return "too_many";
  const hash = await hashOf(db, act.user.email, password);
  const link = randomUUID();
  const until = toTimestamp(act.machineNow + PERSON_LINK_LIVES);
  return writing(db, act.user.id, async (tx, merchantId) => {
    const said = await ask(tx, sql`ask_email_link(${by(act)}, ${hash}, ${email}, ${link}, ${until})`);
    if (said === "done")
      await queue(tx, { merchantId, kind: "email_link", to: email, data: { link }, createdAt: act.now });
    return said;
  });
}

/** Confirms it. The address that was is told. */
export async function confirmEmail(
  db: Db,
  link: PersonLink,
  { now, machineNow }: { now: Instant; machineNow: Instant },
): Promise<AccountAnswer> {
  return writing(db, link.userId, async (tx, merchantId) => {
    const said = await ask(tx, sql`confirm_email(${link.id}, ${toTimestamp(machineNow)})`);
    if (said === "done") {
      const data = { email: link.email };
      await queue(tx, { merchantId, kind: "email_changed", to: link.account, data, createdAt: now });
    }
    return said;
  });
}

/**
 * Mails a link to choose another password, if the address has an account that works somewhere. Nobody is told which: the
 * limits are counted for unknown addresses too. False: too many were asked for from one place.
 */
export function mayAskForPassword(db: Db, address: string, machineNow: Instant): Promise<boolean> {
  return countTry(db, `password links ${digestOf(address)}`, linksOfPlace, machineNow);
}

export async function askForPassword(
  db: Db,
  email: string,
  { now, machineNow }: { now: Instant; machineNow: Instant },
): Promise<void> {
  const written = email.trim().toLowerCase();
  if (!(await countTry(db, `password link ${digestOf(written)}`, linksOfAccount, machineNow))) return;
  const [person] = await db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(eq(sql`lower(${users.email})`, written), eq(users.active, true)));
  if (!person) return;
  const link = randomUUID();
  const until = toTimestamp(machineNow + PERSON_LINK_LIVES);
  await writing(db, person.id, async (tx, merchantId) => {
    const said = await ask(tx, sql`ask_password_link(${person.id}, ${link}, ${until})`);
    if (said === "done")
      await queue(tx, {
        merchantId,
        kind: "password_link",
        to: person.email,
        data: { link },
        createdAt: now,
      });
    return said;
  });
}

/** Chooses another password by such a link. Nobody is signed in by it, and every session of before is over. */
export async function resetPassword(
  db: Db,
  link: PersonLink,
  wanted: string,
  machineNow: Instant,
): Promise<AccountAnswer> {
  const hash = await hashPassword(wanted);
  return ask(db, sql`reset_password(${link.id}, ${toTimestamp(machineNow)}, ${hash})`);
}

/** A link that was mailed to somebody, and whose account it is about. */
export type PersonLink = { id: string; userId: string; email: string; account: string; name: string };

/** The link behind a token; null for one that we never made, and for one that cannot be used any more. */
export async function personLinkOf(
  db: Db,
  { secret, kind, token }: { secret: string; kind: PersonLinkKind; token: string },
  machineNow: Instant,
): Promise<PersonLink | null> {
  const id = readPersonLink(secret, kind, token);
  if (!id) return null;
  const { userId, email, expiresAt } = personLinks;
  const [found] = await db
    .select({ id: personLinks.id, userId, email, account: users.email, name: users.name })
    .from(personLinks)
    .innerJoin(users, eq(users.id, userId))
    .where(and(eq(personLinks.id, id), eq(personLinks.kind, kind), gt(expiresAt, machineNow)));
  return found ?? null;
}

/** The hash of a typed password on the terms of an account's: what the doors compare. */
export async function hashOf(db: Db, email: string, password: string): Promise<string> {
  const [account] = await db.execute<{ terms: string | null }>(sql`select password_terms(${email}) as terms`);
  return hashedOn(account?.terms ?? null, password);
}

/** Counts a password that is typed by somebody who is signed in: a session that was stolen must not find it out. */
export function mayTryPassword(db: Db, { user, machineNow }: OwnAct): Promise<boolean> {
  return countTry(db, `own password ${user.id}`, { most: 10, windowMs: PERSON_LINKS_COUNTED }, machineNow);
}

/** What a person is mailed goes out for the first merchant that they work for: as its mail, and in its mailbox. */
async function writing(
  db: Db,
  userId: string,
  write: (tx: Tx, merchantId: number) => Promise<AccountAnswer>,
): Promise<AccountAnswer> {
  const [first] = await db
    .select({ merchantId: memberships.merchantId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), eq(memberships.active, true)))
    .orderBy(asc(memberships.merchantId))
    .limit(1);
  return first ? withMerchant(db, first.merchantId, (tx) => write(tx, first.merchantId)) : "unusable";
}

type Queued = Pick<typeof messages.$inferInsert, "merchantId" | "kind" | "to" | "data" | "createdAt">;

async function queue(tx: Tx, message: Queued): Promise<void> {
  await tx.insert(messages).values({ ...message, automatic: false });
}

async function ask(db: Db | Tx, door: SQL): Promise<AccountAnswer> {
  const [answer] = await db.execute<{ word: AccountAnswer }>(sql`select ${door} as word`);
  return answer?.word ?? "unusable";
}

function by({ sessionId, machineNow }: OwnAct): SQL {
  return sql`${sessionId}, ${toTimestamp(machineNow - SIGNED_IN_FOR)}`;
}

/** Keys hold no personal data. */
function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Few enough not to fill somebody's mailbox. */
const linksOfAccount = { most: 5, windowMs: PERSON_LINKS_COUNTED };
/** An office may share one address. */
const linksOfPlace = { most: 20, windowMs: PERSON_LINKS_COUNTED };
