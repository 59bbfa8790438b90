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

const answer = async (path: string) => (await proxy(new NextRequest(`http://localhost:3000${path}`))).headers;

describe("every answer", () => {
  it("lets only our scripts and the gateway's run, with a nonce of its own", async () => {
    const [first = "", second = ""] = [await answer("/orders"), await answer("/orders")].map(
      (headers) => headers.get("content-security-policy") ?? "",
    );
    expect(first).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}' http:\/\/127\.0\.0\.1:4010(;|$)/);
    expect(first).toContain("frame-src http://127.0.0.1:4010");
    expect(first).toContain("frame-ancestors 'none'");
    expect(first).not.toMatch(/script-src[^;]*unsafe/);
    expect(first).not.toBe(second);
  });

  it("tells nobody where a customer paid", async () => {
    expect((await answer("/pay/nordlicht-token")).get("referrer-policy")).toBe("no-referrer");
    expect((await answer("/orders")).get("referrer-policy")).toBe("same-origin");
  });
});

describe("the merchant that was looked at last", () => {
  const kept = async (path: string, cookie = "") => {
    const asked = new NextRequest(`http://localhost:3000${path}`, { headers: { cookie } });
    return (await proxy(asked)).cookies.get("merchant")?.value;
  };

  it("is kept by the browser, when it is another one than before", async () => {
    expect(await kept("/nordlicht/orders/ZUID-1001")).toBe("nordlicht");
    expect(await kept("/nordlicht/orders", "merchant=harbour")).toBe("nordlicht");
    expect(await kept("/nordlicht/orders", "merchant=nordlicht")).toBeUndefined();
  });

  it.each(["/", "/orders", "/pay/nordlicht-token", "/api/health", "/sign-in", "/Nordlicht/orders"])(
    "is not what stands first in %s",
    async (path) => expect(await kept(path)).toBeUndefined(),
  );
});

describe("a request that cannot be meant", () => {
  const status = async (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
    (await proxy(new NextRequest(`http://localhost:3000${path}`, init))).status;
  const post = (headers: Record<string, string>) => ({
    method: "POST",
    headers: { host: "localhost:3000", ...headers },
  });

  it.each(["/orders/%E0%A4%A", "/%E0%A4%A", "/pay/%FF"])("%s is 400", async (path) => {
    expect(await status(path)).toBe(400);
  });

  it("of more than a megabyte is 413", async () => {
    expect(await status("/sign-in", post({ "content-length": "1000001" }))).toBe(413);
    expect(await status("/sign-in", post({ "content-length": "1000000" }))).toBe(200);
  });

  it("of more than a megabyte is 413 also where no length says so", async () => {
    const form = (size: number) => ({ ...post({}), body: "a".repeat(size) });
    expect(await status("/sign-in", form(1_000_001))).toBe(413);
    expect(await status("/sign-in", form(1_000_000))).toBe(200);
  });

  it("is 400 with a form that breaks off, or that cannot be taken apart", async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb';
    const form = (type: string, body: string) => ({ ...post({ "content-type": type }), body });
    const parted = "multipart/form-data; boundary=x";
    expect(await status("/sign-in", form(parted, part))).toBe(400);
    expect(await status("/sign-in", form("multipart/form-data", `${part}\r\n--x--\r\n`))).toBe(400);
    expect(await status("/sign-in", form(parted, "rubbish"))).toBe(400);
    expect(await status("/sign-in", form(parted, `${part}\r\n--x--\r\n`))).toBe(200);
    expect(await status("/sign-in", form("text/plain", part))).toBe(200);
  });

  it("from another site is 403, where it would write", async () => {
    for (const origin of ["https://elsewhere.example", "http://localhost:4000", "rubbish"]) {
      expect([origin, await status("/sign-in", post({ origin }))]).toEqual([origin, 403]);
      expect([origin, await status("/orders", { headers: { origin } })]).toEqual([origin, 200]);
    }
    for (const origin of ["http://localhost:3000", "null"])
      expect(await status("/sign-in", post({ origin }))).toBe(200);
    expect(await status("/sign-in", post({}))).toBe(200);
  });

  it("from a page of another site that says no origin is 403, where it would write", async () => {
    const from = (site: string, more = {}) => post({ "sec-fetch-site": site, ...more });
    for (const site of ["cross-site", "same-site"]) {
      expect([site, await status("/sign-in", from(site, { origin: "null" }))]).toEqual([site, 403]);
      expect([site, await status("/sign-in", from(site))]).toEqual([site, 403]);
      expect(await status("/orders", { headers: { "sec-fetch-site": site } })).toBe(200);
    }
    for (const site of ["same-origin", "none"])
      expect([site, await status("/sign-in", from(site, { origin: "null" }))]).toEqual([site, 200]);
  });
});
