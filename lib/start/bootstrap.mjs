// Runs before anything is installed, on whatever Node there is: plain JavaScript, nothing but what Node brings.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { step } from "./progress.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Installs what is missing, then goes on with a TypeScript entry on the Node that the project brings.
 *
 * @param {string} entry path from the root of the checkout
 * @param {string[]} args
 */
export async function handOver(entry, args) {
  process.chdir(root);
  try {
    if (!isInstalled(root))
      await step("Installing the dependencies", () => install(), { usually: "a minute or two" });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  const child = spawn(ownNode(root), ["--import", "tsx", entry, ...args], {
    cwd: root,
    // The channel tells the other side when this process is gone, however it went.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
    },
  });
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal);
    // It ends in 5 s by itself; one that hangs must not hang us.
    setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => stop(signal));
  }
  whenNpmEnds(() => stop("SIGTERM"));
  child.once("error", (error) => {
    console.error(`The Node that comes with the dependencies does not run here (${error.message}).`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}

/**
 * Npm starts us through a shell that hands no signal on: when either of them is gone, whoever ended it meant us.
 *
 * @param {() => void} then
 */
export function whenNpmEnds(then) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && (!npm || isAlive(npm))) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
}

/**
 * 0 when it cannot be known.
 *
 * @param {number} pid
 */
function parentOf(pid) {
  try {
    const status = read(`/proc/${pid}/stat`);
    if (status) return Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[1]);
    return Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).trim());
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Whether what is installed is what the lock file says. Npm's own record is believed, so that nothing is
 * installed twice; the stamp spares reading it every time.
 *
 * @param {string} directory
 */
export function isInstalled(directory) {
  if (!existsSync(ownNode(directory))) return false;
  const lock = read(path.join(directory, "package-lock.json"));
  const record = read(path.join(directory, "node_modules/.package-lock.json"));
  if (!lock || !record) return false;
  const stamp = path.join(directory, "node_modules/.installed");
  const hash = createHash("sha256").update(lock).update(record).digest("hex");
  if (read(stamp) === hash) return true;
  const wanted = JSON.parse(lock).packages;
  const present = JSON.parse(record).packages;
  const isComplete = Object.entries(wanted).every(
    ([name, { version, optional, link }]) =>
      !name || link || (present[name] ? present[name].version === version : optional),
  );
  if (isComplete) writeFileSync(stamp, hash);
  return isComplete;
}

/** @param {string} directory */
function ownNode(directory) {
  return path.join(directory, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
}

async function install() {
  await npm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
  // A machine may be set to run no scripts of packages: these few are needed.
  if (!existsSync(ownNode(root))) await npm(["rebuild", "--ignore-scripts=false", "node", "esbuild"]);
  if (!isInstalled(root)) {
    throw new Error("The dependencies are not complete after `npm ci`. Run it yourself to see its output.");
  }
}

/** @param {string[]} args */
function npm(args) {
  const cli = process.env.npm_execpath;
  const [program, before] = cli?.endsWith("npm-cli.js") ? [process.execPath, [cli]] : ["npm", []];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...before, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-4000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const stop = () => child.kill("SIGTERM");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop);
    child.once("error", (error) =>
      reject(new Error(`npm could not be started (${error.message}). Install it, then try again.`)),
    );
    child.once("close", (code, signal) => {
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeListener(name, stop);
      if (code === 0) resolve(undefined);
      else if (signal) reject(new Error("Stopped while installing the dependencies."));
      else {
        reject(
          new Error(
            `${output.trim()}\nThe dependencies could not be installed. See above, check the network, then try \`npm ci\`.`,
          ),
        );
      }
    });
  });
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
