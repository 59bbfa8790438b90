import path from "node:path";
import { startTestServer } from "@/db/testing";
import { build, isBuilt } from "@/lib/start/build";

/** Before all browser tests: the pages as they stand, and a PostgreSQL whose template each file clones. */
export default async function setUp(): Promise<() => Promise<void>> {
  const root = process.cwd();
  if (!isBuilt(root))
    await build(root, {}, path.join(root, "test-results/build.log"), new AbortController().signal);
  const server = await startTestServer();
  return server.stop;
}
