import path from "node:path";
import { startPooler } from "@/db/pooler";
import { startTestServer } from "@/db/testing";
import { build, isBuilt } from "@/lib/start/build";

/**
 * Before all browser tests: the pages as they stand, and a PostgreSQL whose template each file clones. With POOLER set
 * the product reaches it through PgBouncer.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const root = process.cwd();
  if (!isBuilt(root))
    await build(root, {}, path.join(root, "test-results/build.log"), new AbortController().signal);
  const server = await startTestServer();
  if (!process.env.POOLER) return server.stop;
  const pooler = await startPooler(server.url, { tenor_app: server.appPassword });
  process.env.TEST_DATABASE_POOLER = String(pooler.port);
  return async () => {
    await pooler.stop();
    await server.stop();
  };
}
