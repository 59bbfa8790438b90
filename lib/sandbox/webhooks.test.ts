import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { decryptWebhook, readWebhook } from "@/lib/gateway/opp/webhook";
import { cardOf, payCheckout } from "./shopper";
import { sandboxed, testToken, testWebhookKey } from "./testing";
import { encryptWebhook } from "./webhooks";

const terms = { account: "e", type: "debit", amount: 1_000, currency: "EUR", agreement: null } as const;

/** Somewhere to report to: answers 503 as often as told, then takes what comes. */
async function merchant(refusals = 0) {
  const heard: { path: string; type: string; reference: string | null }[] = [];
  let waiting: { count: number; go: () => void } | null = null;
  let left = refusals;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const header = (name: string) => String(request.headers[name]);
    const opened = decryptWebhook(
      body,
      header("x-initialization-vector"),
      header("x-authentication-tag"),
      testWebhookKey,
    );
    const report = readWebhook(opened, "live");
    if (left-- > 0) return void response.writeHead(503).end();
    heard.push({
      path: request.url ?? "",
      type: report?.type ?? "",
      reference: report?.answer?.reference ?? null,
    });
    response.writeHead(204).end();
    if (waiting && heard.length >= waiting.count) waiting.go();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/{account}`;
  const hears = (count: number) =>
    new Promise<void>((go) => {
      if (heard.length >= count) go();
      else waiting = { count, go };
    });
  return { url, heard, hears, references: () => heard.map((one) => one.reference) };
}

async function pay(url: string, ...references: string[]) {
  for (const reference of references) {
    const opened = await oppGateway({ url, token: testToken }).openCheckout({ ...terms, reference });
    if (opened.kind !== "opened") throw new Error(opened.kind);
    await payCheckout(url, opened.checkoutId, cardOf("4242424242424242"));
  }
}

test("sealing makes the published vector, and opens again", () => {
  const iv = Buffer.from("3D575574536D450F71AC76D8", "hex");
  const sealed = encryptWebhook('{"type": "PAYMENT"}', testWebhookKey, iv);
  expect(sealed).toEqual({
    bodyHex: "F8E2F759E528CB69375E51DB2AF9B53734E393",
    ivHex: "3D575574536D450F71AC76D8",
    tagHex: "19FDD068C6F383C173D3A906F7BD1D83",
  });
  expect(decryptWebhook(sealed.bodyHex, sealed.ivHex, sealed.tagHex, testWebhookKey)).toEqual({
    type: "PAYMENT",
  });
});

test("every booking is reported to its channel, again until it was heard", async () => {
  const { url, heard, hears } = await merchant(3);
  const sandbox = await sandboxed({ webhookUrl: url });
  await pay(sandbox.url, "a");
  await hears(1);
  expect(heard).toEqual([{ path: "/hook/e", type: "PAYMENT", reference: "a" }]);
});

test("a registration is reported as one", async () => {
  const { url, heard, hears } = await merchant();
  const sandbox = await sandboxed({ webhookUrl: url });
  const asked = oppGateway({ url: sandbox.url, token: testToken });
  const card = {
    ...terms,
    type: "registration",
    amount: null,
    agreement: "recurring",
    reference: "card",
  } as const;
  const opened = await asked.openCheckout(card);
  if (opened.kind !== "opened") throw new Error(opened.kind);
  await payCheckout(sandbox.url, opened.checkoutId, cardOf("4242424242424242"));
  await hears(1);
  expect(heard).toMatchObject([{ type: "REGISTRATION", reference: "card" }]);
});

test("held webhooks come in whatever order and number was asked for", async () => {
  const { url, references } = await merchant();
  const sandbox = await sandboxed({ webhookUrl: url });
  await sandbox.drill.webhooks({ mode: "held", copies: 2 });
  await pay(sandbox.url, "a", "b", "c");
  expect(await sandbox.drill.releaseWebhooks("reversed")).toEqual({ taken: 6 });
  expect(references()).toEqual(["c", "c", "b", "b", "a", "a"]);
  expect(await sandbox.drill.releaseWebhooks()).toEqual({ taken: 0 });
});

test("webhooks that are off are lost", async () => {
  const { url, references } = await merchant();
  const sandbox = await sandboxed({ webhookUrl: url });
  await sandbox.drill.webhooks({ mode: "off" });
  await pay(sandbox.url, "a");
  await sandbox.drill.webhooks({ mode: "held" });
  await pay(sandbox.url, "b");
  await sandbox.drill.releaseWebhooks();
  expect(references()).toEqual(["b"]);
});

test("a pending payment is reported again when it is resolved", async () => {
  const { url, heard } = await merchant();
  const sandbox = await sandboxed({ webhookUrl: url });
  await sandbox.drill.webhooks({ mode: "held" });
  await sandbox.drill.next({ operation: "submit", code: "000.200.000" });
  await pay(sandbox.url, "a");
  await sandbox.drill.releaseWebhooks();
  const [booked] = await sandbox.drill.ledger();
  expect(booked).toMatchObject({ code: "000.200.000", isApproved: false });
  await sandbox.drill.resolve(booked?.transactionId ?? "", "000.000.000");
  await sandbox.drill.releaseWebhooks();
  expect(heard).toHaveLength(2);
  expect(await sandbox.drill.ledger()).toMatchObject([{ code: "000.000.000", isApproved: true }]);
});

test("what was not heard before a restart is reported after it", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { url, references, hears } = await merchant();
  const first = await sandboxed({ dataDir, webhookUrl: url });
  await first.drill.webhooks({ mode: "held" });
  await pay(first.url, "a", "b");
  await first.stop();
  await sandboxed({ dataDir, webhookUrl: url });
  await hears(2);
  expect(references().sort()).toEqual(["a", "b"]);
});
