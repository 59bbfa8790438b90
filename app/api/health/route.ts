import { reachDatabase } from "@/lib/database";
import { log } from "@/lib/log";

export const dynamic = "force-dynamic";

/** Whether this process can do its work: it reaches the database. */
export async function GET(): Promise<Response> {
  try {
    await reachDatabase();
    return Response.json({ ok: true });
  } catch (fault) {
    log.warn("the database does not answer", { route: "health", fault });
    return Response.json({ ok: false }, { status: 503 });
  }
}
