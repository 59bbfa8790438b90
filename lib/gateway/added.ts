import type { Provider } from "./port";

/**
 * Makes a gateway known to this process beside those that the product brings. For a module that a process is started
 * with (`node --import`), so that it is there before anything asks.
 */
export function addProvider(provider: Provider): void {
  place[key] = [...addedProviders(), provider];
}

export function addedProviders(): readonly Provider[] {
  return place[key] ?? [];
}

/** One list for the process: the pages are bundled, and a module that is read before them is another copy. */
const key = Symbol.for("tenor.added-providers");
const place = globalThis as { [key]?: readonly Provider[] };
