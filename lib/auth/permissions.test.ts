import { describe, expect, it } from "vitest";
import { roles } from "@/db/schema/users";
import { grants, isPermitted, permissions, scopeOf } from "./permissions";

describe("who may do what", () => {
  it("is decided for every permission and role", () => {
    const table = permissions.map(
      (permission) => `${permission}: ${roles.map((role) => grants[permission][role]).join(" ")}`,
    );
    expect(table).toEqual([
      "reports: yes yes no no",
      "orders: yes yes yes own",
      "billing: yes yes yes own",
      "refunds: yes yes yes no",
      "payments: yes yes yes no",
      "export: yes yes yes no",
      "see_products: yes yes yes yes",
      "manage_products: yes no no no",
      "settings: yes yes no no",
      "administration: yes no no no",
    ]);
  });

  it("lets an admin do everything", () => {
    expect(permissions.every((permission) => scopeOf("admin", permission) === "all")).toBe(true);
  });

  it("keeps a restricted user to own orders", () => {
    expect(scopeOf("restricted", "orders")).toBe("own");
    expect(scopeOf("restricted", "refunds")).toBeNull();
    expect(isPermitted("restricted", "billing")).toBe(true);
    expect(isPermitted("restricted", "payments")).toBe(false);
  });
});
