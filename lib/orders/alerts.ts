import { desc, eq, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { alerts } from "@/db/schema/messages";
import type { Instant } from "@/lib/domain/value/calendar";
import type { AlertKind } from "@/lib/domain/words/alert-kinds";

export type Alert = typeof alerts.$inferSelect;

/** The newest alerts, those that nobody has acknowledged first. */
export async function listAlerts(db: Db, merchantId: number, most = 50): Promise<Alert[]> {
  return withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(alerts)
      .where(eq(alerts.merchantId, merchantId))
      .orderBy(sql`${alerts.acknowledgedAt} is not null`, desc(alerts.createdAt), desc(alerts.id))
      .limit(most),
  );
}

export type RaisedAlert = {
  kind: AlertKind;
  text: string;
  zuid?: number | undefined;
  /** The page of the merchant's that it leads to, where that is not the order's or the kind's own: "/orders/runs/1". */
  path?: string | undefined;
  dedupe?: string | undefined;
};

/** Raises an alert that is not caused by a change of an order. With the same `dedupe` it is raised once only. */
export async function raiseAlert(
  db: Db,
  merchantId: number,
  alert: RaisedAlert,
  now: Instant,
): Promise<void> {
  await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(alerts)
      .values({ ...alert, merchantId, createdAt: now })
      .onConflictDoNothing(),
  );
}
