import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { existingHome } from "@/db/embedded-place";
import { freePort } from "@/db/free-port";

const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

it("SIGTERM to npm ends what it started: PostgreSQL and every part", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "tenor-stop-"));
  onTestFinished(() => {
    rmSync(existingHome(directory), { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  });
  const [databasePort, sandboxPort] = [await freePort(), await freePort()];
  const npm = spawn("npm", ["run", "--silent", "sandbox"], {
    stdio: "ignore",
    env: {
      ...process.env,
      DATA_DIR: directory,
      DATABASE_URL: "",
      DATABASE_PORT: String(databasePort),
      SANDBOX_PORT: String(sandboxPort),
    },
  });
  onTestFinished(() => void npm.kill("SIGKILL"));
  const listening = () => Promise.all([databasePort, sandboxPort].map(isListening));
  await expect.poll(listening, { timeout: 50_000 }).toEqual([true, true]);

  const ended = once(npm, "exit");
  npm.kill("SIGTERM");
  await ended;
  await expect.poll(listening, { timeout: 50_000 }).toEqual([false, false]);
}, 120_000);
