import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Program, runToEnd } from "./program";

/** A program in a directory of its own, and the log of it. */
function written(program: string) {
  const directory = mkdtempSync(path.join(tmpdir(), "tenor-program-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = path.join(directory, "program.mjs");
  writeFileSync(file, program);
  return { directory, file, log: path.join(directory, "program.log") };
}

function start(program: string): Program {
  const { file, log } = written(program);
  const started = new Program([file], { environment: {}, log });
  onTestFinished(() => started.crash());
  return started;
}

const stays = "setInterval(() => undefined, 1000);";
/** Starts another program, says its number, and both stay. */
const withAnother = `
  import { spawn } from "node:child_process";
  const other = spawn(process.execPath, ["--eval", ${JSON.stringify(stays)}]);
  console.log("other " + other.pid + ".");
  ${stays}`;

function isThere(pid: number): boolean {
  try {
    // One that ended and that nobody asked about yet is gone all the same.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

it("is waited for until it says so, and what others wrote into its log before does not count", async () => {
  const { file, log } = written(`setTimeout(() => console.log("ready"), 300); ${stays}`);
  writeFileSync(log, "ready\n");
  const program = new Program([file], { environment: {}, log });
  onTestFinished(() => program.crash());
  await program.until({ says: /^ready$/m });
  expect(readFileSync(log, "utf8")).toBe("ready\nready\n");
});

it("is waited for until it answers", async () => {
  const program = start(`
    import { createServer } from "node:http";
    const server = createServer((_, answer) => answer.end()).listen(0, "127.0.0.1", () =>
      console.log("port " + server.address().port + "."));`);
  await program.until({ says: /port \d+\./ });
  const port = /port (\d+)\./.exec(readFileSync(program.log ?? "", "utf8"))?.[1];
  await program.until({ answersAt: `http://127.0.0.1:${port}/` });
});

it("that ends before it is ready is told with the last it said", async () => {
  const program = start("console.log('the disk is full'); process.exit(3);");
  await expect(program.until({ says: /ready/ })).rejects.toThrow(
    /the disk is full\n.*program\.mjs ended before it was ready/,
  );
  expect(await program.ended).toBe(3);
});

it("that never is ready is not waited for for ever", async () => {
  await expect(start(stays).until({ says: /ready/ }, { patienceMs: 100 })).rejects.toThrow(
    /program\.mjs did not say/,
  );
});

it.each(["end", "crash"] as const)("takes what it started with it: %s", async (way) => {
  const program = start(withAnother);
  await program.until({ says: /other \d+\./ });
  const other = Number(/other (\d+)\./.exec(readFileSync(program.log ?? "", "utf8"))?.[1]);
  expect(isThere(other)).toBe(true);
  await (way === "end" ? program.end(2_000) : program.crash());
  await expect.poll(() => isThere(other)).toBe(false);
});

it("ends, with what it started, when whoever started it is killed without warning", async () => {
  const { file, log, directory } = written(withAnother);
  const starter = path.join(directory, "starter.mts");
  writeFileSync(
    starter,
    `import { Program } from ${JSON.stringify(path.resolve("lib/start/program.ts"))};
     const program = new Program([${JSON.stringify(file)}], { environment: {}, log: ${JSON.stringify(log)} });
     await program.until({ says: /other/ });
     console.log("program " + program.child.pid + ".");`,
  );
  const parent = new Program(["--import", "tsx", starter], {
    environment: {},
    log: path.join(directory, "starter.log"),
  });
  await parent.until({ says: /program \d+\./ });
  const pids = [/other (\d+)\./, /program (\d+)\./].map((said, i) =>
    Number(said.exec(readFileSync(i === 0 ? log : (parent.log ?? ""), "utf8"))?.[1]),
  );
  expect(pids.map(isThere)).toEqual([true, true]);
  parent.child.kill("SIGKILL");
  await expect.poll(() => pids.map(isThere), { timeout: 20_000 }).toEqual([false, false]);
});

it("that is run to its end faults when the end is a bad one", async () => {
  const { file, log } = written("console.log('almost'); process.exit(1);");
  await expect(runToEnd("The trial", [file], { environment: {}, log })).rejects.toThrow(
    /almost\nThe trial failed\. See /,
  );
  expect(existsSync(log)).toBe(true);
});
