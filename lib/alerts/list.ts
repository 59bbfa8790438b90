import { and, asc, desc, eq, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Db, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { alerts, alertViews } from "@/db/schema/messages";
import { users } from "@/db/schema/users";
import type { Instant } from "@/lib/domain/value/calendar";
import { type AlertReader, alertsFor } from "./audience";

/** Somebody at a merchant, whose alerts these are. */
export type ReaderAt = AlertReader & { merchantId: number };

/** The state of the list, as its address holds it. What cannot be read is left out: a link never fails. */
export const AlertFilter = z.object({
  /** Those that nobody has acknowledged, or all. */
  show: z.enum(["open", "all"]).catch("open"),
  cursor: z
    .string()
    .regex(/^(older|newer)\.\d{1,14}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .nullable()
    .catch(null),
});
export type AlertFilter = z.infer<typeof AlertFilter>;

export type ListedAlert = Omit<typeof alerts.$inferSelect, "dedupe" | "handedOut" | "acknowledgedBy"> & {
  /** Not acknowledged, and not seen by this reader. */
  isNew: boolean;
  /** The name of who acknowledged it. */
  acknowledgedBy: string | null;
};

/** A page of the alerts that are for somebody, the newest first. */
export async function alertPage(
  db: Db,
  reader: ReaderAt,
  { show, cursor }: AlertFilter,
  size = PAGE,
): Promise<{ rows: ListedAlert[]; newer: string | null; older: string | null }> {
  const { merchantId } = reader;
  const [towards, at = "0", id] = cursor?.split(".") ?? [];
  const isNewer = towards === "newer";
  const beyond = cursor
    ? sql`(${alerts.createdAt}, ${alerts.id}) ${sql.raw(isNewer ? ">" : "<")} (${toTimestamp(Number(at))}, ${id}::uuid)`
    : undefined;
  const order = isNewer ? asc : desc;
  const found = await withMerchant(db, merchantId, (tx) =>
    tx
      .select(listed(reader))
      .from(alerts)
      .leftJoin(users, eq(users.id, alerts.acknowledgedBy))
      .where(
        and(
          alertsFor(merchantId, reader),
          show === "open" ? isNull(alerts.acknowledgedAt) : undefined,
          notRemovedBy(reader),
          beyond,
        ),
      )
      .orderBy(order(alerts.createdAt), order(alerts.id))
      .limit(size + 1),
  );
  const hasMore = found.length > size;
  const rows = found.slice(0, size);
  if (isNewer) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    newer: first && (isNewer ? hasMore : cursor !== null) ? `newer.${first.createdAt}.${first.id}` : null,
    older: last && (isNewer || hasMore) ? `older.${last.createdAt}.${last.id}` : null,
  };
}

function listed({ merchantId, userId }: ReaderAt) {
  return {
    merchantId: alerts.merchantId,
    id: alerts.id,
    zuid: alerts.zuid,
    kind: alerts.kind,
    text: alerts.text,
    path: alerts.path,
    createdAt: alerts.createdAt,
    acknowledgedAt: alerts.acknowledgedAt,
    acknowledgedBy: users.name,
    isNew: sql<boolean>`${alerts.acknowledgedAt} is null and ${unseenBy(merchantId, userId)}`,
  };
}

function notRemovedBy({ merchantId, userId }: ReaderAt): SQL {
  return sql`not exists (select 1 from ${alertViews} where ${alertViews.merchantId} = ${merchantId}
    and ${alertViews.userId} = ${userId} and ${alertViews.alertId} = ${alerts.id} and ${alertViews.isRemoved})`;
}

function unseenBy(merchantId: number, userId: string): SQL {
  return sql`not exists (select 1 from ${alertViews} where ${alertViews.merchantId} = ${merchantId}
    and ${alertViews.userId} = ${userId} and ${alertViews.alertId} = ${alerts.id})`;
}

/** How many alerts are new for somebody, of the newest that nobody has acknowledged; so many at most. */
export async function countNewAlerts(db: Db, reader: ReaderAt): Promise<number> {
  const { merchantId, userId } = reader;
  return withMerchant(db, merchantId, async (tx) => {
    const newest = tx
      .select({ isNew: sql<boolean>`${unseenBy(merchantId, userId)}`.as("is_new") })
      .from(alerts)
      .where(and(alertsFor(merchantId, reader), isNull(alerts.acknowledgedAt)))
      .orderBy(desc(alerts.createdAt), desc(alerts.id))
      .limit(MOST_LOOKED_AT)
      .as("newest");
    const [row] = await tx
      .select({ count: sql<number>`count(*) filter (where ${newest.isNew})::int` })
      .from(newest);
    return row?.count ?? 0;
  });
}

/** Somebody has these before their eyes. Those that are not theirs, or nobody's any more, are passed over. */
export async function noteViewed(db: Db, reader: ReaderAt, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { merchantId, userId } = reader;
  await withMerchant(db, merchantId, async (tx) => {
    const seen = await tx
      .select({ alertId: alerts.id })
      .from(alerts)
      .where(and(alertsFor(merchantId, reader), inArray(alerts.id, [...ids]), isNull(alerts.acknowledgedAt)));
    if (seen.length > 0)
      await tx
        .insert(alertViews)
        .values(seen.map(({ alertId }) => ({ merchantId, userId, alertId })))
        .onConflictDoNothing();
  });
}

/**
 * Writes down that somebody has taken note for everybody: of one alert, or of all up to the newest that they had on
 * their page. Answers how many there were.
 */
export async function acknowledge(
  db: Db,
  reader: ReaderAt,
  which: { id: string } | { upTo: Instant },
  now: Instant,
): Promise<number> {
  const { merchantId, userId } = reader;
  return withMerchant(db, merchantId, async (tx) => {
    const taken = await tx
      .update(alerts)
      .set({ acknowledgedAt: now, acknowledgedBy: userId })
      .where(
        and(
          alertsFor(merchantId, reader),
          isNull(alerts.acknowledgedAt),
          "id" in which ? eq(alerts.id, which.id) : lte(alerts.createdAt, which.upTo),
        ),
      )
      .returning({ id: alerts.id });
    const ids = taken.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += MOST_LOOKED_AT)
      await tx
        .delete(alertViews)
        .where(
          and(
            eq(alertViews.merchantId, merchantId),
            eq(alertViews.isRemoved, false),
            inArray(alertViews.alertId, ids.slice(from, from + MOST_LOOKED_AT)),
          ),
        );
    return ids.length;
  });
}

/** Takes an alert off somebody's own list; others go on seeing it, and it stays to be acknowledged. */
export async function removeAlert(db: Db, reader: ReaderAt, id: string): Promise<boolean> {
  const { merchantId, userId } = reader;
  return withMerchant(db, merchantId, async (tx) => {
    const [its] = await tx
      .select({ alertId: alerts.id })
      .from(alerts)
      .where(and(alertsFor(merchantId, reader), eq(alerts.id, id)));
    if (!its) return false;
    await tx
      .insert(alertViews)
      .values({ merchantId, userId, alertId: its.alertId, isRemoved: true })
      .onConflictDoUpdate({
        target: [alertViews.merchantId, alertViews.userId, alertViews.alertId],
        set: { isRemoved: true },
      });
    return true;
  });
}

const PAGE = 25;
const MOST_LOOKED_AT = 1_000;
