import { createServer } from "node:net";

/**
 * A port of this machine's that nobody listens on, for a server that is about to start. It lies below those that the
 * system hands out for outgoing connections, so that none of them takes it meanwhile; this process never names it
 * again, and others begin elsewhere.
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < many; tried++) {
    const port = first + (next++ % many);
    if (!(await problemOfPort(port))) return port;
  }
  throw new Error(`Every port from ${first} to ${first + many - 1} is in use.`);
}

/** What stands against listening there, if anything does. */
export function problemOfPort(port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}

const first = 20_000;
const many = 12_000;
/** Processes that start one after the other begin far from each other. */
let next = process.pid * 97;
