import path from "node:path";
import { startPooler } from "@/bench/drills/pgbouncer";
import { startTestServer, wrongStatementsSoFar } from "@/db/testing";
import { build, isBuilt } from "@/lib/start/build";

/**
 * Before all browser tests: the pages as they stand, and a PostgreSQL whose template each file clones. With POOLER set
 * the product reaches it through PgBouncer. After them, what the application said to the database is looked at.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const root = process.cwd();
  if (!isBuilt(root))
    await build(root, {}, path.join(root, "test-results/build.log"), new AbortController().signal);
  const server = await startTestServer();
  const pooler = process.env.POOLER
    ? await startPooler(server.url, { tenor_app: server.appPassword })
    : undefined;
  if (pooler) process.env.TEST_DATABASE_POOLER = String(pooler.port);
  return async () => {
    const wrong = await wrongStatementsSoFar();
    await pooler?.stop();
    await server.stop();
    if (wrong.length > 0)
      throw new Error(`Statements that would not stay with one merchant:\n${wrong.join("\n")}`);
  };
}
