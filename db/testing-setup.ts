import { startTestServer } from "@/db/testing";

/** Run once before all tests that need PostgreSQL; what it returns is run after them. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  return server.stop;
}
