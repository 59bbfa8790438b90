import { and, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
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

/** Whose an alert's order is: the user who created it, if a user did, and whoever takes care of it. */
export type AlertsOrder = { createdBy: string | null; ownerId: string | null };

/** Whether an alert is for somebody; `order` is undefined where it is about none. */
export function isFor(
  { userId, role }: AlertReader,
  { kind, order }: { kind: AlertKind; order: AlertsOrder | undefined },
): boolean {
  if (alertRecords[kind].isForOwner && order?.ownerId !== userId) return false;
  const reach = reachOf(role, kind);
  const createdBy = order?.createdBy ?? null;
  return reach === "all" || (reach === "own" && createdBy === userId);
}

/** The same as a condition of the alerts of a merchant. */
export function alertsFor(merchantId: number, { userId, role }: AlertReader): SQL | undefined {
  const reached = kindsOfAlert.filter((kind) => reachOf(role, kind) !== null);
  const isOwnOnly = reached.every((kind) => reachOf(role, kind) === "own");
  return and(
    eq(alerts.merchantId, merchantId),
    reached.length < kindsOfAlert.length ? inArray(alerts.kind, reached) : undefined,
    sql`(${notInArray(alerts.kind, forOwner)} or exists (select 1 from ${orders}
      where ${orders.merchantId} = ${merchantId} and ${orders.zuid} = ${alerts.zuid} and ${orders.ownerId} = ${userId}))`,
    isOwnOnly
      ? sql`exists (select 1 from ${orders} where ${orders.merchantId} = ${merchantId}
          and ${orders.zuid} = ${alerts.zuid} and ${orders.createdByUser} = ${userId})`
      : undefined,
  );
}

const forOwner = kindsOfAlert.filter((kind) => alertRecords[kind].isForOwner);

/** How somebody is mailed who has not chosen: whoever can change how a merchant collects is to know. */
export const usualAlertMail: Readonly<Record<Role, AlertMail>> = {
  admin: "immediately",
  accountant: "immediately",
  agent: "none",
  restricted: "none",
};
