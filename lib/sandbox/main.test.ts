import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "@/db/free-port";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { argumentsOf } from "@/lib/start/parts";
import { Program } from "@/lib/start/program";
import { drill } from "./drill";
import { cardOf, payCheckout } from "./shopper";
import { testToken, testWebhookKey } from "./testing";

async function start(port: number, dataDir: string, host = ""): Promise<Program> {
  const program = new Program(argumentsOf("sandbox", { port: 0, host: "" }), {
    environment: {
      SANDBOX_PORT: String(port),
      SANDBOX_HOST: host,
      DATA_DIR: dataDir,
      GATEWAY_TOKEN: testToken,
      GATEWAY_WEBHOOK_KEY: testWebhookKey,
      WEBHOOK_URL: "",
    },
    log: path.join(dataDir, "sandbox.log"),
  });
  onTestFinished(() => program.crash());
  await program.until({ says: /sandbox gateway at/ });
  return program;
}

test("kill -9 in the midst of charges: all that was answered is in the books after the restart", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const terms = {
    account: "e",
    type: "debit",
    amount: 1_000,
    currency: "EUR",
    agreement: "recurring",
  } as const;
  const standing = {
    recurrence: "repeated",
    by: "merchant",
    agreement: "recurring",
    initialTransactionId: null,
  } as const;
  const asked = oppGateway({ url, token: testToken });

  const program = await start(port, dataDir);
  const opened = await asked.openCheckout({ ...terms, reference: "first" });
  if (opened.kind !== "opened") throw new Error(opened.kind);
  await payCheckout(url, opened.checkoutId, cardOf("4242424242424242"));
  const found = await asked.query({ account: "e", reference: "first" });
  const registrationId = found.kind === "found" ? (found.answers[0]?.registrationId ?? "") : "";

  const answered: string[] = [];
  await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      const reply = await asked.charge({ ...terms, registrationId, reference: `r${i}`, standing });
      if (reply.kind !== "answer") return;
      answered.push(`r${i}`);
      if (answered.length === 50) void program.crash();
    }),
  );
  expect(answered.length).toBeGreaterThanOrEqual(50);

  await start(port, dataDir);
  const booked = (await drill(url, testToken).ledger()).map((line) => line.reference);
  expect(booked).toEqual(expect.arrayContaining(answered));
  expect(new Set(booked).size).toBe(booked.length);
}, 30_000);

test.each([
  ["this machine alone", "", false],
  ["wherever it is told", "0.0.0.0", true],
])("it is served to %s", async (_whom, host, isOutside) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const port = await freePort();
  await start(port, dataDir, host);
  const isServedAt = async (address: string) =>
    fetch(`http://${address}:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  expect(await isServedAt("127.0.0.1")).toBe(true);
  expect(await isServedAt(otherAddress())).toBe(isOutside);
});

/** One under which others reach this machine, or on a machine without any, another one of its own. */
function otherAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.2";
}
