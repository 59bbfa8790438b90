import { describe, expect, it } from "vitest";
import { statusOfUnreadable } from "@/lib/readable-request";

const status = (method: string, url: string, headers: Record<string, string> = {}) =>
  statusOfUnreadable({ method, url, headers: { host: "localhost:3000", ...headers } });

describe("a request that the framework cannot represent", () => {
  it.each(["TRACE", "CONNECT"])("is 405 with the method %s", (method) => {
    expect(status(method, "/orders")).toBe(405);
  });

  it.each(["*", "orders", "", "//", "http://", "http://a:99999999/", "ftp://a/"])(
    "is 400 with the address %j",
    (url) => {
      expect(status("GET", url)).toBe(400);
    },
  );

  it("is 400 with a host that is none, be it told by a proxy", () => {
    expect(status("GET", "/", { host: "%%%" })).toBe(400);
    expect(status("GET", "/", { host: "a:1:2" })).toBe(400);
    expect(status("GET", "/", { "x-forwarded-host": "%%%" })).toBe(400);
  });

  it("is 400 with a protocol that is none", () => {
    expect(status("GET", "/", { "x-forwarded-proto": "rubbish" })).toBe(400);
    expect(status("GET", "/", { "x-forwarded-proto": "https" })).toBeNull();
    expect(status("GET", "/", { "x-forwarded-proto": "https, http" })).toBeNull();
  });

  it.each(["garbage", "%E0%A4%A", "[1]", "a".repeat(50_000), '["",{}], ["",{}]'])(
    "is 400 with a state tree that is none",
    (tree) => {
      expect(status("GET", "/nowhere", { "next-router-state-tree": tree })).toBe(400);
    },
  );
});

describe("a file that was built", () => {
  const file = "/_next/static/chunks/a.js";

  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])("cannot be asked to %s", (method) => {
    expect(status(method, file)).toBe(405);
    expect(status(method, `http://localhost:3000${file}`)).toBe(405);
    expect(status(method, `/a/..${file}`)).toBe(405);
    expect(status(method, "/_next/image?url=%2Fa.png&w=64&q=75")).toBe(405);
  });

  it.each(["GET", "HEAD"])("is read by %s", (method) => expect(status(method, file)).toBeNull());
});

describe("any other", () => {
  it.each([
    ["GET", "/orders?q=%00", {}],
    ["PROPFIND", "/orders", {}],
    ["GET", "http://localhost:3000/orders", {}],
    ["GET", "/%E0%A4%A", {}],
    ["GET", "/", { "x-forwarded-host": "office.example.com" }],
    ["GET", "/", { host: "[::1]:3000" }],
    ["GET", "/", { "next-router-state-tree": encodeURIComponent('["",{"children":["__PAGE__",{}]}]') }],
  ])("is let through: %s %s %o", (method, url, headers) => {
    expect(status(method, url, headers as Record<string, string>)).toBeNull();
  });
});
