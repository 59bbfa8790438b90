import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { invitations } from "@/db/schema/invitations";
import { messages } from "@/db/schema/messages";
import { memberships, type Role, secondFactors, users } from "@/db/schema/users";
import type { Instant } from "@/lib/domain/value/calendar";
import { INVITATIONS_COUNTED, INVITED_FOR, SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import { countTry } from "./rate-limit";

export type Colleague = {
  id: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  lastSeenAt: Instant | null;
  hasTwoStep: boolean;
};
export type OpenInvitation = {
  id: string;
  email: string;
  role: Role;
  invitedAt: Instant;
  expiresAt: Instant;
};

/** Who works for a merchant, and who was asked to and has neither answered nor been refused since. */
export async function staffOf(
  db: Db,
  merchantId: number,
): Promise<{ people: Colleague[]; invited: OpenInvitation[] }> {
  const { id, name, email } = users;
  const { role, active, lastSeenAt } = memberships;
  const people = await db
    .select({
      id,
      name,
      email,
      role,
      active,
      lastSeenAt,
      hasTwoStep: sql<boolean>`${secondFactors.confirmedAt} is not null`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(secondFactors, eq(secondFactors.userId, memberships.userId))
    .where(eq(memberships.merchantId, merchantId))
    .orderBy(desc(active), asc(name), asc(id));
  const invited = await withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(invitations)
      .where(
        and(
          eq(invitations.merchantId, merchantId),
          isNull(invitations.usedAt),
          isNull(invitations.withdrawnAt),
        ),
      )
      .orderBy(desc(invitations.invitedAt)),
  );
  return { people, invited };
}

/** Who acts, where, and when. The database finds out by the session whether they may. */
export type Acting = {
  sessionId: string;
  merchantId: number;
  /** Business time, for what is mailed. */
  now: Instant;
  machineNow: Instant;
};

/** What an act came to. Everything but `done` has changed nothing. */
export type Registered =
  | "done"
  | "not_allowed"
  | "unknown"
  | "own"
  | "unchanged"
  | "already_member"
  /** Their account opens another merchant too, whose security is not this one's to weaken. */
  | "works_elsewhere"
  /** Whoever requires two-step verification of others has it. */
  | "own_first"
  | "too_many";

/** Invites an address; one that was invited before gets a new link, and the old one is withdrawn. */
export async function inviteUser(
  db: Db,
  acting: Acting,
  { email, role }: { email: string; role: Role },
): Promise<Registered> {
  if (!(await mayInvite(db, acting))) return "too_many";
  return withMerchant(db, acting.merchantId, (tx) => invite(tx, acting, { email, role }));
}

function mayInvite(db: Db, { merchantId, machineNow }: Acting): Promise<boolean> {
  return countTry(db, `invitations ${merchantId}`, invitationsLimit, machineNow);
}

async function invite(
  tx: Tx,
  acting: Acting,
  { email, role }: { email: string; role: Role },
): Promise<Registered> {
  const { merchantId, now, machineNow } = acting;
  const id = randomUUID();
  const until = toTimestamp(machineNow + INVITED_FOR);
  const said = await ask(tx, sql`invite_user(${by(acting)}, ${id}, ${email}, ${role}, ${until})`);
  if (said === "done") await queueInvitation(tx, { merchantId, invitation: id, email }, now);
  return said;
}

/**
 * A new link for an invitation that is open, whether or not its time has come. Withdrawing the old one comes first: it
 * decides between this, somebody who accepts it, and a colleague who withdraws it at the same moment.
 */
export async function renewInvitation(
  db: Db,
  acting: Acting,
  invitation: string,
): Promise<{ said: Registered; email: string }> {
  const nobody = (said: Registered) => ({ said, email: "" });
  if (!(await mayInvite(db, acting))) return nobody("too_many");
  return withMerchant(db, acting.merchantId, async (tx) => {
    const withdrawn = await ask(tx, sql`withdraw_invitation(${by(acting)}, ${invitation})`);
    if (withdrawn !== "done") return nobody(withdrawn);
    const [old] = await tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.merchantId, acting.merchantId), eq(invitations.id, invitation)));
    const said = old ? await invite(tx, { ...acting, machineNow: acting.machineNow + 1 }, old) : "unknown";
    // Thrown, so that the old one stands again.
    if (said !== "done") throw new Error(`an invitation that was open cannot be renewed: ${said}`);
    return { said, email: old?.email ?? "" };
  });
}

export function withdrawInvitation(db: Db, acting: Acting, invitation: string): Promise<Registered> {
  return asked(db, acting, sql`withdraw_invitation(${by(acting)}, ${invitation})`);
}

export function changeRole(db: Db, acting: Acting, person: string, role: Role): Promise<Registered> {
  return asked(db, acting, sql`change_role(${by(acting)}, ${person}, ${role})`);
}

/** Takes a person's access to this merchant away, or gives it back. Either way they have to sign in anew. */
export function setUserActive(
  db: Db,
  acting: Acting,
  person: string,
  isActive: boolean,
): Promise<Registered> {
  return asked(db, acting, sql`set_user_active(${by(acting)}, ${person}, ${isActive})`);
}

/** Takes the second step from somebody who has lost it. They are told, and sign in with the password alone. */
export function resetTwoStep(db: Db, acting: Acting, person: string): Promise<Registered> {
  const { merchantId, now } = acting;
  return withMerchant(db, merchantId, async (tx) => {
    const said = await ask(tx, sql`reset_two_step(${by(acting)}, ${person})`);
    const [told] = await tx.select({ to: users.email }).from(users).where(eq(users.id, person));
    if (said === "done" && told)
      await tx
        .insert(messages)
        .values({ merchantId, kind: "two_step_reset", automatic: false, data: {}, createdAt: now, ...told });
    return said;
  });
}

/** Whether everybody who works for this merchant has to have two-step verification. */
export function requireTwoStep(db: Db, acting: Acting, isRequired: boolean): Promise<Registered> {
  return asked(db, acting, sql`require_two_step(${by(acting)}, ${isRequired})`);
}

/** In the transaction of the invitation. Its link is made when the mail is written. */
export async function queueInvitation(
  tx: Tx,
  { merchantId, invitation, email }: { merchantId: number; invitation: string; email: string },
  now: Instant,
): Promise<void> {
  await tx.insert(messages).values({
    merchantId,
    kind: "invitation",
    automatic: false,
    to: email,
    data: { invitation },
    createdAt: now,
  });
}

function asked(db: Db, acting: Acting, door: SQL): Promise<Registered> {
  return withMerchant(db, acting.merchantId, (tx) => ask(tx, door));
}

async function ask(tx: Tx, door: SQL): Promise<Registered> {
  const [answer] = await tx.execute<{ word: Registered }>(sql`select ${door} as word`);
  return answer?.word ?? "unknown";
}

/** The first arguments of every such door. */
function by({ sessionId, machineNow }: Acting): SQL {
  return sql`${sessionId}, ${toTimestamp(machineNow - SIGNED_IN_FOR)}, ${toTimestamp(machineNow)}`;
}

/** More than any office hires; far too few to mail strangers in bulk. */
const invitationsLimit = { most: 60, windowMs: INVITATIONS_COUNTED };
