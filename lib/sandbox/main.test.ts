import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { gateway } from "@/lib/gateway/gateway";
import { drill } from "./drill";
import { cardOf, payCheckout } from "./shopper";
import { testToken, testWebhookKey } from "./testing";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

async function start(port: number, dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, "main.ts")], {
    env: {
      ...process.env,
      SANDBOX_PORT: String(port),
      DATA_DIR: dataDir,
      GATEWAY_TOKEN: testToken,
      GATEWAY_WEBHOOK_KEY: testWebhookKey,
      WEBHOOK_URL: "",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  for await (const chunk of child.stdout ?? []) if (String(chunk).includes("sandbox gateway at")) break;
  return child;
}

test("kill -9 in the midst of charges: all that was answered is in the books after the restart", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const terms = {
    entityId: "e",
    type: "DB",
    amount: 1_000,
    currency: "EUR",
    agreement: "RECURRING",
  } as const;
  const standing = {
    mode: "REPEATED",
    source: "MIT",
    type: "RECURRING",
    initialTransactionId: null,
  } as const;
  const asked = gateway({ url, token: testToken });

  const child = await start(port, dataDir);
  const opened = await asked.openCheckout({ ...terms, reference: "first" });
  if (opened.kind !== "opened") throw new Error(opened.kind);
  await payCheckout(url, opened.checkoutId, cardOf("4242424242424242"));
  const found = await asked.query({ entityId: "e", reference: "first" });
  const registrationId = found.kind === "found" ? (found.answers[0]?.registrationId ?? "") : "";

  const answered: string[] = [];
  await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      const reply = await asked.charge({ ...terms, registrationId, reference: `r${i}`, standing });
      if (reply.kind !== "answer") return;
      answered.push(`r${i}`);
      if (answered.length === 50) child.kill("SIGKILL");
    }),
  );
  expect(answered.length).toBeGreaterThanOrEqual(50);

  await start(port, dataDir);
  const booked = (await drill(url, testToken).ledger()).map((line) => line.reference);
  expect(booked).toEqual(expect.arrayContaining(answered));
  expect(new Set(booked).size).toBe(booked.length);
}, 30_000);
