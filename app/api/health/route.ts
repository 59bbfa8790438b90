import { businessNow } from "@/lib/clock";
import { database, reachDatabase } from "@/lib/database";
import { log } from "@/lib/log";
import { collectingState } from "@/lib/orders/collecting-state";

export const dynamic = "force-dynamic";

/**
 * Whether this process can do its work: it reaches the database. `behindSeconds` is how late the oldest due order is,
 * by business time; `held` are transactions open for longer than any should be, `waiting` those that wait for a lock.
 */
export async function GET(): Promise<Response> {
  try {
    await reachDatabase();
    return Response.json({ ok: true, ...(await collectingState(database(), await businessNow(database()))) });
  } catch (fault) {
    log.warn("the database does not answer", { route: "health", fault });
    return Response.json({ ok: false }, { status: 503 });
  }
}
