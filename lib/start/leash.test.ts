import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const leash = pathToFileURL(path.resolve("lib/start/leash.mjs")).href;
const stay = "setInterval(() => undefined, 1000); console.log('there');";

function leashed(holder: number) {
  return spawn(process.execPath, ["--import", leash, "--eval", stay], {
    env: { ...process.env, LEASH_HELD_BY: String(holder) },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
}

it("ends a part whose starter was gone before it began", async () => {
  const gone = spawn(process.execPath, ["--eval", ""]);
  await once(gone, "exit");
  const [code] = await once(leashed(gone.pid ?? 0), "exit");
  expect(code).toBe(1);
});

it("ends a part whose starter lets it go, and no earlier", async () => {
  const part = leashed(process.pid);
  await new Promise((resolve) => part.stdout?.once("data", resolve));
  part.disconnect();
  const [, signal] = await once(part, "exit");
  expect(signal).toBe("SIGTERM");
});
