import { and, desc, eq, gt, lt, ne, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { sessions } from "@/db/schema/users";
import type { Instant } from "@/lib/domain/value/calendar";
import { SEEN_EVERY, SIGNED_IN_FOR } from "@/lib/domain/value/timetable";

/** What a person knows one of their sessions by. */
export type SignedInFrom = { userAgent: string; address: string };

export type OwnSession = SignedInFrom & { id: string; startedAt: Instant; lastSeenAt: Instant | null };

/** Signs a user in; answers with what the cookie will carry. */
export async function startSession(
  db: Db,
  userId: string,
  machineNow: number,
  { userAgent, address }: SignedInFrom = { userAgent: "", address: "" },
): Promise<string> {
  const from = { userAgent: tidy(userAgent), address: tidy(address) };
  const [started] = await db
    .insert(sessions)
    .values({ userId, startedAt: machineNow, lastSeenAt: machineNow, ...from })
    .returning({ id: sessions.id });
  if (!started) throw new Error("the session was not stored");
  return started.id;
}

/** Those that can still be used, the one that was used last first. */
export function sessionsOf(db: Db, userId: string, machineNow: number): Promise<OwnSession[]> {
  const { id, startedAt, lastSeenAt, userAgent, address } = sessions;
  return db
    .select({ id, startedAt, lastSeenAt, userAgent, address })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(startedAt, machineNow - SIGNED_IN_FOR)))
    .orderBy(desc(sql`coalesce(${lastSeenAt}, ${startedAt})`), desc(id));
}

/** Writes down that a session is used, unless that was done a moment ago. */
export async function noteSessionSeen(db: Db, sessionId: string, machineNow: number): Promise<void> {
  const isOld = or(
    sql`${sessions.lastSeenAt} is null`,
    sql`${sessions.lastSeenAt} <= ${toTimestamp(machineNow - SEEN_EVERY)}`,
  );
  await db
    .update(sessions)
    .set({ lastSeenAt: machineNow })
    .where(and(eq(sessions.id, sessionId), isOld));
}

/** Signs out: no copy of the cookie is good any more. */
export async function endSession(db: Db, sessionId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, sessionId));
}

/** Ends one of a person's own; false when they have none of that id. */
export async function endOwnSession(db: Db, userId: string, sessionId: string): Promise<boolean> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends all of a person's but the one they ask from. */
export async function endOtherSessions(db: Db, userId: string, kept: string): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, kept)));
}

/** Clears away what has lasted its time. */
export async function forgetOldSessions(db: Db, machineNow: number): Promise<void> {
  await db.delete(sessions).where(lt(sessions.startedAt, machineNow - SIGNED_IN_FOR));
}

/** Whoever asks writes these: neither without an end, nor with what cannot be stored. */
function tidy(said: string): string {
  return said.replace(/[^\x20-\x7e]/g, "").slice(0, 300);
}
