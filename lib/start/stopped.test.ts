import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "tenor-stopped-"));
  const bootstrap = pathToFileURL(path.resolve("lib/start/bootstrap.mjs")).href;
  writeFileSync(path.join(root, "package.json"), JSON.stringify({ scripts: { start: "node start.mjs" } }));
  // As `npm start` is, but for what it starts.
  writeFileSync(
    path.join(root, "start.mjs"),
    `import { whenNpmEnds } from ${JSON.stringify(bootstrap)};
     whenNpmEnds(() => { console.log("told"); process.exit(0); });
     setInterval(() => undefined, 1000);
     console.log("started");`,
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it.each(["SIGTERM", "SIGKILL"] as const)(
  "what npm started ends when npm is ended by %s",
  async (signal) => {
    const npm = spawn("npm", ["start", "--silent"], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    const lines: string[] = [];
    npm.stdout?.on("data", (chunk) => lines.push(String(chunk)));
    const closed = once(npm, "close");
    await expect.poll(() => lines.join(""), { timeout: 20_000 }).toContain("started");
    npm.kill(signal);
    // Its output closes when the last of them has ended.
    await closed;
    expect(lines.join("")).toContain("told");
  },
  30_000,
);
