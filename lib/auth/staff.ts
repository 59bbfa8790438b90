import { and, eq, gt, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { memberships, type Role, secondFactors, sessions, users } from "@/db/schema/users";
import type { Actor, Order } from "@/lib/domain/order/order";
import { SEEN_EVERY, SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import type { GrantScope } from "./permissions";

/** Someone who is signed in, and the merchants that they work for: at least one. */
export type SignedIn = {
  sessionId: string;
  user: { id: string; name: string; email: string; timeZone: string };
  hasTwoStep: boolean;
  profiles: Profile[];
};

/** The same person at one of these merchants: the one that the address or the form names. */
export type Staff = SignedIn & { merchant: Profile; role: Role };

export type Profile = {
  id: number;
  code: string;
  name: string;
  timeZone: string;
  role: Role;
  /** Whoever works there without two-step verification reaches nothing. */
  requiresTwoStep: boolean;
  /** Machine time, to within some minutes. */
  lastSeenAt: number | null;
};

/** What the session token says. It is believed only as far as the database agrees. */
export type Claims = { sessionId: string; userId: string };

/**
 * The person behind a token as the database knows them now. Null is no session: it was signed out of, has lasted its
 * time, or ended with the user's account, password or a role. A database that cannot be asked throws, and is not
 * taken for a no.
 */
export async function signedInBy(db: Db, claims: Claims, machineNow: number): Promise<SignedIn | null> {
  const rows = await db
    .select({
      user: { id: users.id, name: users.name, email: users.email, timeZone: users.timeZone },
      active: users.active,
      hasTwoStep: sql<boolean>`${secondFactors.confirmedAt} is not null`,
      profile: {
        id: merchants.id,
        code: merchants.code,
        name: merchants.name,
        timeZone: merchants.timeZone,
        role: memberships.role,
        requiresTwoStep: merchants.requiresTwoStep,
        lastSeenAt: memberships.lastSeenAt,
      },
    })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(merchants, eq(merchants.id, memberships.merchantId))
    .innerJoin(sessions, eq(sessions.userId, users.id))
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(
      and(
        eq(users.id, claims.userId),
        eq(memberships.active, true),
        eq(sessions.id, claims.sessionId),
        gt(sessions.startedAt, machineNow - SIGNED_IN_FOR),
      ),
    )
    .orderBy(merchants.id);
  const [first] = rows;
  if (!first?.active) return null;
  const { sessionId } = claims;
  const { user, hasTwoStep } = first;
  return { sessionId, user, hasTwoStep, profiles: rows.map((row) => row.profile) };
}

/**
 * Null where the person does not work for the merchant of that code: for them there is no such merchant, nor is there
 * while they lack the two-step verification that it requires.
 */
export function staffAt(person: SignedIn, code: string): Staff | null {
  const merchant = person.profiles.find((profile) => profile.code === code);
  return merchant && !lacksTwoStep(person, code) ? { ...person, merchant, role: merchant.role } : null;
}

/** They work there, and have to switch on two-step verification first. */
export function lacksTwoStep({ hasTwoStep, profiles }: SignedIn, code: string): boolean {
  return !hasTwoStep && profiles.some((profile) => profile.code === code && profile.requiresTwoStep);
}

/** Writes down that somebody is here, unless that was done a moment ago. */
export async function noteSeen(db: Db, { user, merchant }: Staff, machineNow: number): Promise<void> {
  if ((merchant.lastSeenAt ?? 0) > machineNow - SEEN_EVERY) return;
  await db
    .update(memberships)
    .set({ lastSeenAt: machineNow })
    .where(and(eq(memberships.merchantId, merchant.id), eq(memberships.userId, user.id)));
}

/** How the log names what this person does. */
export function actorOf(staff: SignedIn): Actor {
  return { kind: "user", id: staff.user.id, name: staff.user.name };
}

/** Whether an order lies within what the person may see. Beyond it an order is as unknown as any other. */
export function reaches(staff: Staff, scope: GrantScope, order: Pick<Order, "createdBy">): boolean {
  return scope === "all" || (order.createdBy.kind === "user" && order.createdBy.id === staff.user.id);
}

/** The same, asked of the database, for what is done to an order before it is read. */
export async function reachesOrder(
  db: Db,
  staff: { user: { id: string }; merchantId: number; scope: GrantScope },
  zuid: number,
): Promise<boolean> {
  if (staff.scope === "all") return true;
  return withMerchant(db, staff.merchantId, async (tx) => {
    const own = await tx
      .select({ zuid: orders.zuid })
      .from(orders)
      .where(
        and(
          eq(orders.merchantId, staff.merchantId),
          eq(orders.zuid, zuid),
          eq(orders.createdByUser, staff.user.id),
        ),
      );
    return own.length > 0;
  });
}
