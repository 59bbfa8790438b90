import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path";

const origin = "https://office.example.com";

describe("where signing in leads back to", () => {
  it.each([
    ["/orders", "/orders"],
    ["/orders/ZUID-1001?popup=payments&id=2#log", "/orders/ZUID-1001?popup=payments&id=2#log"],
    ["/orders?q=M%C3%BCller", "/orders?q=M%C3%BCller"],
    ["/orders?next=//elsewhere.example", "/orders?next=//elsewhere.example"],
    ["/a/../orders", "/orders"],
    ["/", "/"],
  ])("%s is a page of ours", (given, path) => {
    expect(ownPath(given, origin)).toBe(path);
  });

  it.each([
    undefined,
    "",
    "orders",
    "https://elsewhere.example/",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "\t//elsewhere.example",
    " //elsewhere.example",
    "/a/..//elsewhere.example",
    "/a/..\\/elsewhere.example",
    "/a/../\\elsewhere.example",
    "/a/%2e%2e//elsewhere.example",
    "/a/.%2E//elsewhere.example",
    "/a/\t..//elsewhere.example",
    "/./\u0000/..//elsewhere.example",
    "/.//elsewhere.example",
    "/a/b/../..//elsewhere.example/../x",
    "javascript:alert(1)",
    "/api/auth/signout",
    "/a/../api/auth/signout",
    "/sign-in?next=/orders",
    "/sign-in",
    "http://[",
  ])("%j is none", (given) => {
    expect(ownPath(given, origin)).toBeNull();
  });

  it("is the same when it is read again, and never another origin", () => {
    const parts = [
      "/",
      "\\",
      "..",
      "%2e%2e",
      "a",
      "\t",
      "\n",
      "//",
      "elsewhere.example",
      "@",
      ":",
      "?",
      "#",
      "%5c",
      "%2f",
      "\u0000",
    ];
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    for (let i = 0; i < 20_000; i++) {
      const given = `/${Array.from({ length: next() % 8 }, () => parts[next() % parts.length]).join("")}`;
      const path = ownPath(given, origin);
      if (path === null) continue;
      expect([given, new URL(path, origin).origin]).toEqual([given, origin]);
      expect(ownPath(path, origin)).toBe(path);
    }
  });
});
