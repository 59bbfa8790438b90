import { eq, lt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { sessions } from "@/db/schema/users";
import { SIGNED_IN_FOR } from "@/lib/domain/value/timetable";

/** Signs a user in; answers with what the cookie will carry. */
export async function startSession(db: Db, userId: string, machineNow: number): Promise<string> {
  const [started] = await db
    .insert(sessions)
    .values({ userId, startedAt: machineNow })
    .returning({ id: sessions.id });
  if (!started) throw new Error("the session was not stored");
  return started.id;
}

/** Signs out: no copy of the cookie is good any more. */
export async function endSession(db: Db, sessionId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, sessionId));
}

/** Clears away what has lasted its time. */
export async function forgetOldSessions(db: Db, machineNow: number): Promise<void> {
  await db.delete(sessions).where(lt(sessions.startedAt, machineNow - SIGNED_IN_FOR));
}
