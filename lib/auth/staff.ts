import { and, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { memberships, type Role, users } from "@/db/schema/users";
import type { Actor, Order } from "@/lib/domain/order";
import type { Scope } from "./permissions";

/** Someone who is signed in, at the merchant they work for at the moment. */
export type Staff = {
  user: { id: string; name: string; email: string; timeZone: string };
  merchant: Profile;
  role: Role;
  /** All merchants the user may switch between. */
  profiles: Profile[];
};

export type Profile = { id: number; code: string; name: string; timeZone: string; role: Role };

/** What the session token says. It is believed only as far as the database agrees. */
export type Claims = { userId: string; version: number; merchantId: number | null };

/**
 * The person behind a token as the database knows them now. Null ends the session: the user was deactivated, changed
 * the password, or lost the role at the merchant that the token names.
 */
export async function staffOf(db: Db, claims: Claims): Promise<Staff | null> {
  const rows = await db
    .select({
      user: { id: users.id, name: users.name, email: users.email, timeZone: users.timeZone },
      active: users.active,
      version: users.sessionVersion,
      profile: {
        id: merchants.id,
        code: merchants.code,
        name: merchants.name,
        timeZone: merchants.timeZone,
        role: memberships.role,
      },
    })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(merchants, eq(merchants.id, memberships.merchantId))
    .where(eq(users.id, claims.userId))
    .orderBy(merchants.id);
  const [first] = rows;
  if (!first?.active || first.version !== claims.version) return null;
  const profiles = rows.map((row) => row.profile);
  const merchant =
    claims.merchantId === null ? profiles[0] : profiles.find((profile) => profile.id === claims.merchantId);
  return merchant ? { user: first.user, merchant, role: merchant.role, profiles } : null;
}

/** How the log names what this person does. */
export function actorOf(staff: Staff): Actor {
  return { kind: "user", id: staff.user.id, name: staff.user.name };
}

/** Whether an order lies within what the person may see. Beyond it an order is as unknown as any other. */
export function reaches(staff: Staff, scope: Scope, order: Pick<Order, "createdBy">): boolean {
  return scope === "all" || (order.createdBy.kind === "user" && order.createdBy.id === staff.user.id);
}

/** The same, asked of the database, for what is done to an order before it is read. */
export async function reachesOrder(
  db: Db,
  staff: { user: { id: string }; merchantId: number; scope: Scope },
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
