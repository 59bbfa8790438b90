import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A file of code, by its path from the root. */
export type Source = { file: string; text: string };

/** Everything that is part of the product; tests, trials and what only they use are free to look anywhere. */
export function sources(): Source[] {
  return codeIn(["app", "components", "lib", "db"]).filter(({ file }) => !isTest(file));
}

/** The product, its tests, and what is run beside it. */
export function allCode(): Source[] {
  return codeIn(["app", "components", "lib", "db", "demo", "bench", "docs", "e2e"]);
}

function isTest(file: string): boolean {
  return /\.(test|spec)\.tsx?$|(^|\/)testing(-\w+)?\.ts$/.test(file);
}

function codeIn(folders: readonly string[]): Source[] {
  const root = path.resolve(import.meta.dirname, "..");
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/")),
  );
  return [...files, "proxy.ts", "instrumentation.ts"].map((file) => ({
    file,
    text: readFileSync(path.join(root, file), "utf8"),
  }));
}
