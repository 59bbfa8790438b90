import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartFault } from "@/lib/start/fault";
import { served } from "@/lib/start/parts";
import { runToEnd } from "@/lib/start/program";
import { sourceHash } from "@/lib/start/source-hash";

/** Whether the pages as built are those of the sources as they stand. */
export function isBuilt(root: string): boolean {
  const stamp = path.join(root, stampFile);
  return (
    existsSync(path.join(root, ".next/BUILD_ID")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === sourceHash(root)
  );
}

export async function build(
  root: string,
  environment: Record<string, string>,
  log: string,
  signal: AbortSignal,
): Promise<void> {
  // Taken before: what is changed while the build runs makes it stale.
  const hash = sourceHash(root);
  await runToEnd("The build", ["node_modules/next/dist/bin/next", "build"], {
    environment: { ...environment, ...served },
    log,
    signal,
  });
  if (!existsSync(path.join(root, ".next/BUILD_ID"))) {
    throw new StartFault(`The build stopped before it was complete. See ${log}.`);
  }
  writeFileSync(path.join(root, stampFile), hash);
}

const stampFile = ".next/source-hash";
