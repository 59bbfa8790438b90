import { execFileSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

export type ChromiumExecutable = { executablePath: string; args: string[]; env: Record<string, string> };

/** A Chromium that runs here: the machine's own, or else the one that comes with the dependencies. */
export async function chromiumExecutable(): Promise<ChromiumExecutable> {
  const chosen = process.env.CHROMIUM_PATH;
  const installed = chosen ? [chosen] : installedPlaces.filter((place) => existsSync(place));
  const complaints: string[] = [];
  for (const executablePath of installed) {
    const complaint = whyNotRunning(executablePath, {});
    if (!complaint) return { executablePath, args: flags(), env: {} };
    complaints.push(complaint);
  }
  if (!chosen) {
    const directory = unpacked();
    const executablePath = path.join(directory, "chromium");
    // First with the machine's own libraries; a bare one may lack those that come along.
    for (const env of [fonts(directory), { ...fonts(directory), ...libraries(directory) }]) {
      const complaint = whyNotRunning(executablePath, env);
      if (!complaint) return { executablePath, args: flags(), env };
      complaints.push(complaint);
    }
  }
  throw new Error(
    `No Chromium runs here (${complaints.at(-1)}): install one (\`apt-get install chromium\`) or set CHROMIUM_PATH to its program.`,
  );
}

const installedPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** It talks to nobody but the pages under test. */
function flags(): string[] {
  return [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    // Chromium's own sandbox needs rights that root and most containers do not give; only our pages are opened.
    "--no-sandbox",
  ];
}

function whyNotRunning(executablePath: string, env: Record<string, string>): string | undefined {
  try {
    execFileSync(executablePath, ["--version"], {
      env: { ...process.env, ...env },
      stdio: "pipe",
      timeout: 20_000,
    });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string };
    return stderr?.toString().trim().split("\n").at(-1) || message;
  }
}

/** Unpacks the packaged Chromium once per version and user, beside the dependencies where that can be written. */
function unpacked(): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("@sparticuz/chromium");
  const { version } = JSON.parse(readFileSync(path.resolve(entry, "../../package.json"), "utf8")) as {
    version: string;
  };
  const directory = path.join(cacheDirectory(), `chromium-${version}`);
  if (existsSync(directory)) return directory;
  const draft = mkdtempSync(`${directory}-`);
  try {
    // It unpacks into the temporary directory, and its libraries only where it believes to be in that cloud.
    execFileSync(process.execPath, ["--input-type=module", "--eval", unpackProgram], {
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
      stdio: "pipe",
    });
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another worker may have been faster.
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

const unpackProgram = 'await (await import("@sparticuz/chromium")).default.executablePath();';

function cacheDirectory(): string {
  const beside = path.resolve(".cache");
  try {
    mkdirSync(beside, { recursive: true });
    accessSync(beside, constants.W_OK);
    return beside;
  } catch {
    const own = path.join(tmpdir(), `tenor-cache-${process.getuid?.() ?? 0}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    return own;
  }
}

function fonts(directory: string): Record<string, string> {
  return existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: path.join(directory, "fonts") };
}

function libraries(directory: string): Record<string, string> {
  const ours = path.join(directory, "al2023/lib");
  const theirs = process.env.LD_LIBRARY_PATH;
  return { LD_LIBRARY_PATH: theirs ? `${ours}:${theirs}` : ours };
}
