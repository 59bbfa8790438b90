import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { arrangements } from "./arrangements";
import { type Bank, presentFields } from "./bank";
import { openBooks } from "./books";
import { cardFrame, framePolicy } from "./card-frame";
import { checkouts } from "./checkouts";
import { control } from "./control";
import { faults } from "./faults";
import { protocol, unauthorised, unknownCall } from "./protocol";
import { webhooks } from "./webhooks";
import { widgetIntegrity, widgetScript } from "./widget-script";
import { openWire, sendJson } from "./wire";

export type SandboxSettings = {
  /** 0 takes a free one. */
  port: number;
  /** Where the books are kept; null keeps them in memory only. */
  dataDir: string | null;
  token: string;
  /** 64 hexadecimal digits. */
  webhookKey: string;
  /** Where booked payments are reported; `{account}` stands for the merchant's channel. null: nowhere. */
  webhookUrl: string | null;
  /** Business time, epoch milliseconds. */
  now: () => Promise<number> | number;
  /** Machine time, for ages and rates. */
  machineNow?: () => number;
  latencyMs?: number;
  /** The first pause before a webhook is sent again; it doubles. */
  webhookRetryMs?: number;
  host?: string;
};

export type Sandbox = { url: string; port: number; stop(): Promise<void> };

const LARGEST_REQUEST_BYTES = 64_000;

/** The payment gateway's stand-in: the same protocol, the same bytes, nobody's money. */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const books = openBooks(settings.dataDir && path.join(settings.dataDir, "sandbox"));
  const news = webhooks({
    books,
    url: settings.webhookUrl,
    keyHex: settings.webhookKey,
    retryMs: settings.webhookRetryMs ?? 1_000,
  });
  const bank: Bank = {
    books,
    arranged: arrangements(),
    now: settings.now,
    machineNow: settings.machineNow ?? Date.now,
    announce: news.announce,
    companions: [],
  };
  const broken = faults();
  const wire = openWire(broken, settings.latencyMs ?? 0);
  const desk = checkouts(bank, widgetIntegrity);
  const find = protocol(bank, desk);
  const arrange = control(bank, { broken, line: wire, news });
  const bearer = Buffer.from(`Bearer ${settings.token}`);
  let isStopped = false;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://sandbox");
    const method = request.method ?? "GET";
    if (pathname === "/health") return sendJson(response, { status: 200, body: { status: "ok" } });
    if (pathname === "/v1/paymentWidgets.js") return sendScript(response);
    const body = await readBody(request);
    if (body === null) return void response.writeHead(413).end();
    if (pathname.startsWith("/frame/")) return serveFrame(method, pathname, body, response);
    if (!isAuthorised(request)) return sendJson(response, await unauthorised(bank));
    if (pathname.startsWith("/control/")) return arrange(`${method} ${pathname.slice(9)}`, body, response);
    const call = find(
      method,
      pathname,
      presentFields(method === "POST" ? new URLSearchParams(body) : searchParams),
    );
    return call ? wire.carry(call, response) : sendJson(response, await unknownCall(bank));
  }

  async function serveFrame(method: string, pathname: string, body: string, response: ServerResponse) {
    const [, , checkoutId = "", act] = pathname.split("/").map(decodeURIComponent);
    const form = new URLSearchParams(body);
    if (method === "GET" && !act) return sendFrame(response, checkoutId);
    const field = (name: string) => form.get(name) ?? "";
    const submitted =
      act === "card"
        ? () =>
            desk.submit(checkoutId, {
              number: field("number"),
              expiryMonth: field("expiryMonth"),
              expiryYear: field("expiryYear"),
              cvv: field("cvv"),
              holder: field("holder"),
            })
        : () => desk.answerChallenge(checkoutId, field("answer") === "approve");
    const run = async () => ({ status: 200, body: await submitted() });
    const reference = books.checkout(checkoutId)?.reference ?? null;
    return wire.carry({ operation: "submit", reference, run }, response);
  }

  function sendFrame(response: ServerResponse, checkoutId: string): void {
    const nonce = randomBytes(16).toString("base64");
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": framePolicy(nonce),
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    response.end(cardFrame(desk.alive(checkoutId), nonce));
  }

  function isAuthorised(request: IncomingMessage): boolean {
    const given = Buffer.from(request.headers.authorization ?? "");
    return given.length === bearer.length && timingSafeEqual(given, bearer);
  }

  const server = createServer((request, response) => {
    response.setHeader("x-content-type-options", "nosniff");
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent || isStopped) return void response.destroy();
      // A path that cannot be read is the caller's mistake.
      const status = error instanceof URIError ? 400 : 500;
      sendJson(response, { status, body: { error: error instanceof Error ? error.name : "fault" } });
    });
  });
  // Longer than a caller keeps an idle connection, so that it is never closed under a request on its way.
  server.keepAliveTimeout = 75_000;
  const port = await listen(server, settings.port, settings.host ?? "127.0.0.1").catch((error: unknown) => {
    books.close();
    throw error;
  });
  news.resume();

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      isStopped = true;
      news.stop();
      wire.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      books.close();
    },
  };
}

/** The page pins the script by its hash, which browsers check only when the origin allows reading it. */
function sendScript(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/javascript; charset=utf-8",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "no-cache",
  });
  response.end(widgetScript);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > LARGEST_REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
