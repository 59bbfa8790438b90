import { existsSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Node reads TypeScript by itself; what it lacks are names without an ending, `@/` and the other `vitest`. */
export function readAsTheTestsDo(root) {
  const ours = new URL("./vitest.mjs", import.meta.url).href;
  registerHooks({
    resolve(name, context, next) {
      if (name === "vitest") return { url: ours, shortCircuit: true };
      if (name === "vitest-itself") return next("vitest", context);
      if (!name.startsWith("@/") && !name.startsWith(".")) return next(name, context);
      const path = name.startsWith("@/")
        ? join(root, name.slice(2))
        : fileURLToPath(new URL(name, context.parentURL));
      const found = [path, `${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find(isFile);
      return found ? next(pathToFileURL(found).href, context) : next(name, context);
    },
  });
}

function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}
