import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { allowed, masked } from "./log";

describe("the log", () => {
  it("writes only the fields it knows", () => {
    const fields = { merchantId: 1, code: "000.100.110", token: "nordlicht-secret", holder: "Anna" };
    expect(allowed(fields as never)).toEqual({ merchantId: 1, code: "000.100.110" });
  });

  it("masks links, gateway ids, sessions and card numbers", () => {
    const link = `nordlicht-${"aB3_".repeat(8)}`;
    expect(masked(`GET /pay/${link}/card`)).toBe("GET /pay/[link]/card");
    expect(masked("registration 8ac7a4a18f0b0a6c018f0b2a1c2d3e4f")).toBe("registration [id]");
    expect(masked("4242 4242 4242 4242 was refused")).toBe("[digits] was refused");
    expect(masked(`cookie eyJ${"a".repeat(40)}.b`)).toBe("cookie [session]");
  });

  it("leaves the values of a failed query out", () => {
    const cause = Object.assign(new Error("relation does not exist"), { code: "42P01" });
    const fault = new Error("Failed query: select $1\nparams: secret", { cause });
    const written = JSON.stringify(allowed({ fault }));
    expect(written).toContain("relation does not exist");
    expect(written).not.toContain("secret");
  });

  it.each<[string, () => unknown]>([
    ["text that is no JSON", () => JSON.parse("Ottilie")],
    ["a list that is no list of pairs", () => new Map(["Ottilie"] as never)],
    ["a number that is none", () => BigInt("Ottilie")],
    [
      "a currency that is none",
      () => new Intl.NumberFormat("en", { style: "currency", currency: "Ottilie" }),
    ],
    ["an address that is none", () => decodeURIComponent("%Ottilie")],
    ["what is no object", () => "x" in ("Ottilie" as never)],
    ["what a schema refuses", () => z.strictObject({ a: z.literal(1) }).parse({ Ottilie: "Ottilie" })],
    ["another fault", () => new URL("Ottilie")],
  ])("names a fault and its place, and nothing of %s", (_what, run) => {
    const fault = thrownBy(run);
    const written = JSON.stringify(allowed({ fault }));
    expect(written).not.toContain("Ottilie");
    expect(written).toContain((fault as Error).name);
    expect(written).toContain("log.test.ts");
  });

  it("keeps what the program itself says of a fault", () => {
    const fault = new Error("an attempt without its card was written");
    expect(allowed({ fault }).fault).toMatchObject({ message: "an attempt without its card was written" });
  });

  it.each(["/dev/full", "pipe"])(
    "that cannot be written, for one to %s, does not end the process",
    async (to) => {
      const out = to === "pipe" ? "pipe" : openSync(to, "w");
      const child = spawn(
        process.execPath,
        [
          "--import",
          "tsx",
          "--input-type=module",
          "--eval",
          `const { log } = await import("./lib/log.ts");
         process.once("message", () => {
           for (let i = 0; i < 500; i++) { log.error("a line", { why: "x".repeat(1_000) }); console.log("y".repeat(1_000)); }
           setImmediate(() => process.send("still there", () => process.exit(0)));
         });
         process.send("ready");`,
        ],
        { stdio: ["ignore", out, "ignore", "ipc"], cwd: path.resolve(import.meta.dirname, "..") },
      );
      const said: unknown[] = [];
      child.on("message", (message) => {
        said.push(message);
        // Whoever read it is gone.
        child.stdout?.destroy();
        if (message === "ready") child.send("begin");
      });
      const [code] = await once(child, "exit");
      expect(said).toEqual(["ready", "still there"]);
      expect(code).toBe(0);
    },
  );
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (fault) {
    return fault;
  }
  throw new Error("nothing was thrown");
}
