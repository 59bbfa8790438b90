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
