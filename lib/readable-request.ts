import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";

/**
 * What the framework cannot even represent fails inside it, before any code of ours, and would be told as a fault of
 * the server. From now on such a request is made readable, marked with the answer it gets, and the proxy gives it.
 * Called once, when the server starts.
 */
export function markUnreadable(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const status = statusOfUnreadable(request);
    // Nobody outside says what is refused.
    delete request.headers[refusedHeader];
    // Where such a condition is not met, the framework fails to tell so. A server may pass all of them over.
    for (const condition of conditions) delete request.headers[condition];
    if (status === null) return;
    request.method = "GET";
    request.url = "/";
    request.headers = { host: "localhost", [refusedHeader]: String(status) };
  });
}

/** Set by us alone: the status that the request is answered with. */
export const refusedHeader = "x-refused";

/** What asks for a part of a file, or for it as it was once. */
const conditions = ["range", "if-range", "if-match", "if-unmodified-since"];

type Head = Pick<IncomingMessage, "method" | "url" | "headers">;

/** 400 or 405; null for what the framework can take. */
export function statusOfUnreadable({ method = "", url = "", headers }: Head): number | null {
  // Requests as the web knows them have no such method.
  if (method === "TRACE" || method === "CONNECT") return 405;
  if (![headers.host, headers["x-forwarded-host"]].every((host) => isAddress(url, host))) return 400;
  // It becomes the beginning of an address.
  const protocol = String(headers["x-forwarded-proto"] ?? "http");
  if (!/^https?(\s*,\s*https?)*$/i.test(protocol)) return 400;
  if (!isStateTree(headers["next-router-state-tree"])) return 400;
  return isRead(method) || !isFile(url) ? null : 405;
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** What was built: it can be read and nothing else, and the framework fails to say so. */
function isFile(url: string): boolean {
  return new URL(url, "http://localhost").pathname.startsWith("/_next/");
}

/** A path, or a whole address as proxies ask for it: not the `*` of a question about the server. */
function isAddress(url: string, host: string | string[] = "localhost"): boolean {
  const isOne = url.startsWith("/") || /^https?:\/\//i.test(url);
  return isOne && URL.canParse(url, `http://${host}`);
}

/** What our own pages send about where they are; the framework throws at anything else. */
function isStateTree(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}
