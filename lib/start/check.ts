import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "@/lib/start/build";
import { runToEnd } from "@/lib/start/program";
import { browserCounts, type Counts, vitestCounts } from "@/lib/start/test-report";

/** One stage of `npm test`; without a report, the stage itself is what passes or fails. */
type Stage = { name: string; run: () => Promise<void>; counts?: () => Counts };

const root = process.cwd();
const scratch = mkdtempSync(path.join(tmpdir(), "tenor-check-"));
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"])
  process.on(signal, () => stopping.abort());
process.channel?.unref();

// What is set in this shell is meant for a real installation: tests must neither read nor touch it.
for (const name of [
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "GATEWAY_URL",
  "GATEWAY_TOKEN",
  "GATEWAY_WEBHOOK_KEY",
  "AUTH_SECRET",
]) {
  delete process.env[name];
}
for (const name of ["SMTP_URL", "APP_URL", "PORT", "SANDBOX_PORT", "DATABASE_PORT", "NODE_ENV"]) {
  delete process.env[name];
}
const environment = { DATA_DIR: path.join(scratch, "data"), NEXT_TELEMETRY_DISABLED: "1" };
const reportOf = (name: string) => path.join(scratch, `${name}.json`);

const stages: Stage[] = [
  { name: "lint", run: () => run("Lint", "@biomejs/biome/bin/biome", "check", "--error-on-warnings") },
  {
    name: "types",
    run: async () => {
      await run("Route types", "next/dist/bin/next", "typegen");
      await run("Types", "typescript/bin/tsc", "--noEmit");
    },
  },
  vitest("unit"),
  vitest("db"),
  {
    name: "build",
    run: () => build(root, environment, path.join(root, "test-results/build.log"), stopping.signal),
  },
  {
    name: "browser",
    run: () =>
      runToEnd("Browser tests", [bin("@playwright/test/cli.js"), "test", "--reporter=list,json"], {
        environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf("browser") },
        signal: stopping.signal,
      }),
    counts: () => browserCounts(reportOf("browser")),
  },
];

const chosen = process.argv.slice(2);
const lines: string[] = [];
const total: Counts = { passed: 0, failed: 0 };
const startedAt = Date.now();

for (const stage of stages.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  console.log(`\n--- ${stage.name}`);
  const since = Date.now();
  const isGood = await stage.run().then(
    () => true,
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return false;
    },
  );
  const counts = countsOf(stage, isGood);
  total.passed += counts.passed;
  total.failed += counts.failed;
  lines.push(
    `${stage.name.padEnd(8)} ${seconds(since).padStart(8)}  ${counts.passed} passed, ${counts.failed} failed`,
  );
  if (counts.failed > 0 || stopping.signal.aborted) break;
}

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${lines.join("\n")}\n${"all".padEnd(8)} ${seconds(startedAt).padStart(8)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

function vitest(project: "unit" | "db"): Stage {
  const report = reportOf(project);
  return {
    name: project,
    run: () =>
      runToEnd(
        project === "unit" ? "Unit tests" : "Database tests",
        [
          bin("vitest/vitest.mjs"),
          "run",
          `--project=${project}*`,
          "--reporter=default",
          "--reporter=json",
          `--outputFile.json=${report}`,
        ],
        { environment, signal: stopping.signal },
      ),
    counts: () => vitestCounts(report),
  };
}

function countsOf(stage: Stage, isGood: boolean): Counts {
  const counts = stage.counts?.() ?? { passed: isGood ? 1 : 0, failed: 0 };
  // A runner may fail without a failed test, and without its report.
  return isGood ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

function run(what: string, program: string, ...args: string[]): Promise<void> {
  return runToEnd(what, [bin(program), ...args], { environment, signal: stopping.signal });
}

function bin(program: string): string {
  return path.join("node_modules", program);
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
