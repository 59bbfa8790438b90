import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alerts } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import type { AlertMail, Role } from "@/db/schema/users";
import { type GrantScope, scopeOf } from "@/lib/auth/permissions";
import { type AlertKind, kindsOfAlert } from "@/lib/domain/words/alert-kinds";
import { alertRecords } from "./kinds";

/** Who reads, as far as it decides what they may read. */
export type AlertReader = { userId: string; role: Role };

/** How far a role reaches among alerts of a kind; null: they are not for it. */
function reachOf(role: Role, kind: AlertKind): GrantScope | null {
  return scopeOf(role, alertRecords[kind].asks);
}

/** Whether an alert is for somebody. `createdBy`: the user who created its order, if a user did. */
export function isFor(
  { userId, role }: AlertReader,
  { kind, createdBy }: { kind: AlertKind; createdBy: string | null },
): boolean {
  const reach = reachOf(role, kind);
  return reach === "all" || (reach === "own" && createdBy === userId);
}

/** The same as a condition of the alerts of a merchant. */
export function alertsFor(merchantId: number, { userId, role }: AlertReader): SQL | undefined {
  const reached = kindsOfAlert.filter((kind) => reachOf(role, kind) !== null);
  const isOwnOnly = reached.every((kind) => reachOf(role, kind) === "own");
  return and(
    eq(alerts.merchantId, merchantId),
    reached.length < kindsOfAlert.length ? inArray(alerts.kind, reached) : undefined,
    isOwnOnly
      ? sql`exists (select 1 from ${orders} where ${orders.merchantId} = ${merchantId}
          and ${orders.zuid} = ${alerts.zuid} and ${orders.createdByUser} = ${userId})`
      : undefined,
  );
}

/** How somebody is mailed who has not chosen: whoever can change how a merchant collects is to know. */
export const usualAlertMail: Readonly<Record<Role, AlertMail>> = {
  admin: "immediately",
  accountant: "immediately",
  agent: "none",
  restricted: "none",
};
