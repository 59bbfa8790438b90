import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { type AlertMail, alertMails, memberships } from "@/db/schema/users";
import { usualAlertMail } from "./audience";

/** How somebody chose to be mailed, as a form sends it. */
export const ChosenAlertMail = z.enum(alertMails, "Choose one from the list.");

/** How somebody is mailed alerts, at each merchant that they work for. */
export async function alertMailsOf(db: Db, userId: string): Promise<AlertMailAt[]> {
  const found = await db
    .select({
      code: merchants.code,
      name: merchants.name,
      role: memberships.role,
      chosen: memberships.alertMail,
    })
    .from(memberships)
    .innerJoin(merchants, eq(merchants.id, memberships.merchantId))
    .where(and(eq(memberships.userId, userId), eq(memberships.active, true)))
    .orderBy(merchants.id);
  return found.map(({ code, name, role, chosen }) => ({ code, name, mail: chosen ?? usualAlertMail[role] }));
}

export type AlertMailAt = { code: string; name: string; mail: AlertMail };

export async function chooseAlertMail(
  db: Db,
  { merchantId, userId }: { merchantId: number; userId: string },
  mail: AlertMail,
): Promise<void> {
  await db
    .update(memberships)
    .set({ alertMail: mail })
    .where(and(eq(memberships.merchantId, merchantId), eq(memberships.userId, userId)));
}
