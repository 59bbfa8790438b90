import { onTestFinished } from "vitest";
import { drill } from "./drill";
import { type SandboxSettings, startSandbox } from "./sandbox";

export const testToken = "test-token";
export const testWebhookKey = "000102030405060708090a0b0c0d0e0f".repeat(2);

/** A sandbox of one test's own, on a free port, with a business clock that stands still until it is moved. */
export async function sandboxed(more: Partial<SandboxSettings> = {}) {
  const clock = { now: Date.UTC(2026, 0, 15, 9), machineNow: Date.UTC(2026, 0, 15, 9) };
  const sandbox = await startSandbox({
    port: 0,
    dataDir: null,
    token: testToken,
    webhookKey: testWebhookKey,
    webhookUrl: null,
    now: () => clock.now,
    machineNow: () => clock.machineNow,
    webhookRetryMs: 5,
    ...more,
  });
  onTestFinished(() => sandbox.stop());
  return { ...sandbox, clock, drill: drill(sandbox.url, testToken), token: testToken };
}
