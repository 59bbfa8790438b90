import { and, eq, inArray, isNotNull, or, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { type AlertMail, memberships, secondFactors, users } from "@/db/schema/users";
import { type AlertReader, type AlertsOrder, usualAlertMail } from "./audience";

export type MailedReader = AlertReader & { email: string; name: string; timeZone: string; mail: AlertMail };

/** Who works for a merchant and reaches anything there, with how they are mailed. */
export async function readersOf(tx: Tx, merchantId: number, only?: SQL): Promise<MailedReader[]> {
  const { email, name, timeZone } = users;
  const found = await tx
    .select({
      userId: users.id,
      role: memberships.role,
      chosen: memberships.alertMail,
      email,
      name,
      timeZone,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(merchants, eq(merchants.id, memberships.merchantId))
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(
      and(
        eq(memberships.merchantId, merchantId),
        eq(memberships.active, true),
        eq(users.active, true),
        or(eq(merchants.requiresTwoStep, false), isNotNull(secondFactors.confirmedAt)),
        only,
      ),
    );
  return found.map(({ chosen, ...reader }) => ({ ...reader, mail: chosen ?? usualAlertMail[reader.role] }));
}

/** Whose these orders are. */
export async function alertsOrders(
  tx: Tx,
  merchantId: number,
  zuids: readonly (number | null)[],
): Promise<Map<number | null, AlertsOrder>> {
  const named = [...new Set(zuids.filter((zuid) => zuid !== null))];
  if (named.length === 0) return new Map();
  const found = await tx
    .select({ zuid: orders.zuid, createdBy: orders.createdByUser, ownerId: orders.ownerId })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.zuid, named)));
  return new Map(found.map(({ zuid, ...whose }) => [zuid, whose]));
}
