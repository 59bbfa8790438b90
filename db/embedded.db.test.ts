import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedOptions, startEmbedded, stopLeftover } from "@/db/embedded";
import { existingHome } from "@/db/embedded-place";
import { freePort } from "@/db/free-port";
import { livingPostmaster } from "@/db/postmaster";

let options: EmbeddedOptions;

beforeEach(async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "tenor-embedded-"));
  options = { directory, port: await freePort(), password: "of the test", fast: true };
});

afterEach(async () => {
  const home = existingHome(options.directory);
  await stopLeftover(options.directory);
  for (const directory of [home, options.directory]) rmSync(directory, { recursive: true, force: true });
});

const dataDirectory = () => path.join(existingHome(options.directory), "postgres");

test("what was written is there after a stop and a start, also in a directory only its owner enters", async () => {
  const first = await startEmbedded(options);
  const sql = postgres(first.url, { max: 1 });
  await sql`create table kept as select 42 as answer`;
  await sql.end();
  await first.stop();
  expect(livingPostmaster(dataDirectory())).toBeUndefined();

  const second = await startEmbedded(options);
  const again = postgres(second.url, { max: 1 });
  expect(await again`select answer from kept`).toEqual([{ answer: 42 }]);
  await again.end();
  await second.stop();
});

test("a PostgreSQL killed without warning starts again", async () => {
  const first = await startEmbedded(options);
  const pid = livingPostmaster(dataDirectory());
  expect(pid).toBeDefined();
  process.kill(Number(pid), "SIGKILL");
  await first.exited;
  const second = await startEmbedded(options);
  await second.stop();
});

test("a lock file with the number of some other process does not keep it from starting", async () => {
  const first = await startEmbedded(options);
  await first.stop();
  writeFileSync(path.join(dataDirectory(), "postmaster.pid"), `${process.pid}\n${dataDirectory()}\n`);
  const second = await startEmbedded(options);
  await second.stop();
});

test("the data goes with a moved directory, and a copied one gets its own", async () => {
  await (await startEmbedded(options)).stop();
  const original = options.directory;
  const home = existingHome(original);
  const copy = `${original}-copy`;
  cpSync(original, copy, { recursive: true });
  expect(existingHome(copy)).toBe(copy);
  rmSync(copy, { recursive: true });

  const moved = `${original}-moved`;
  renameSync(original, moved);
  options.directory = moved;
  expect(existingHome(moved)).toBe(home === original ? moved : home);
  await (await startEmbedded(options)).stop();
});

test("one left running by a program that is gone can be ended", async () => {
  const first = await startEmbedded(options);
  await stopLeftover(options.directory);
  await first.exited;
  expect(livingPostmaster(dataDirectory())).toBeUndefined();
});

test("a data directory in use is told with its way out", async () => {
  const first = await startEmbedded(options);
  await expect(startEmbedded({ ...options, port: await freePort() })).rejects.toThrow(
    /is in use by the PostgreSQL with process ID \d+\. .* set DATA_DIR/,
  );
  await first.stop();
});

test("a taken port is told with its way out", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(options.port, "127.0.0.1", resolve));
  await expect(startEmbedded(options)).rejects.toThrow(/is in use by another program\. .* DATABASE_PORT/);
  await new Promise((resolve) => other.close(resolve));
});

test("another password than the one it was made with is told", async () => {
  await (await startEmbedded(options)).stop();
  await expect(startEmbedded({ ...options, password: "wrong" })).rejects.toThrow(
    /does not accept the password in secrets\.json/,
  );
});

test("PostgreSQL ends when whoever started it is killed without warning", async () => {
  const script = `
    import { startEmbedded } from ${JSON.stringify(path.resolve("db/embedded.ts"))};
    await startEmbedded(${JSON.stringify(options)});
    console.log("started");
    setInterval(() => undefined, 1000);`;
  const starter = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const chunk of starter.stdout) if (String(chunk).includes("started")) break;
  expect(livingPostmaster(dataDirectory())).toBeDefined();
  starter.kill("SIGKILL");
  await expect.poll(() => livingPostmaster(dataDirectory()), { timeout: 20_000 }).toBeUndefined();
});
