import { randomBytes } from "node:crypto";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it } from "vitest";
import { proxy } from "./proxy";

beforeAll(() => {
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
  process.env.AUTH_SECRET = randomBytes(32).toString("hex");
  process.env.GATEWAY_TOKEN = "a-token-for-tests";
  process.env.GATEWAY_WEBHOOK_KEY = randomBytes(32).toString("hex");
  process.env.SANDBOX_PORT = "4010";
});

const answer = (path: string) => proxy(new NextRequest(`http://localhost:3000${path}`)).headers;

describe("every answer", () => {
  it("lets only our scripts and the gateway's run, with a nonce of its own", () => {
    const [first = "", second = ""] = [answer("/orders"), answer("/orders")].map(
      (headers) => headers.get("content-security-policy") ?? "",
    );
    expect(first).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}' http:\/\/127\.0\.0\.1:4010(;|$)/);
    expect(first).toContain("frame-src http://127.0.0.1:4010");
    expect(first).toContain("frame-ancestors 'none'");
    expect(first).not.toMatch(/script-src[^;]*unsafe/);
    expect(first).not.toBe(second);
  });

  it("tells nobody where a customer paid", () => {
    expect(answer("/pay/nordlicht-token").get("referrer-policy")).toBe("no-referrer");
    expect(answer("/orders").get("referrer-policy")).toBe("same-origin");
  });
});

describe("a request that cannot be meant", () => {
  const status = (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
    proxy(new NextRequest(`http://localhost:3000${path}`, init)).status;
  const post = (headers: Record<string, string>) => ({
    method: "POST",
    headers: { host: "localhost:3000", ...headers },
  });

  it.each(["/orders/%E0%A4%A", "/%E0%A4%A", "/pay/%FF"])("%s is 400", (path) => {
    expect(status(path)).toBe(400);
  });

  it("of more than a megabyte is 413", () => {
    expect(status("/sign-in", post({ "content-length": "1000001" }))).toBe(413);
    expect(status("/sign-in", post({ "content-length": "1000000" }))).toBe(200);
  });

  it("from another site is 403, where it would write", () => {
    for (const origin of ["https://elsewhere.example", "http://localhost:4000", "rubbish"]) {
      expect([origin, status("/sign-in", post({ origin }))]).toEqual([origin, 403]);
      expect([origin, status("/orders", { headers: { origin } })]).toEqual([origin, 200]);
    }
    for (const origin of ["http://localhost:3000", "null"])
      expect(status("/sign-in", post({ origin }))).toBe(200);
    expect(status("/sign-in", post({}))).toBe(200);
  });
});
