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
    if (status === null) return;
    request.method = "GET";
    request.url = "/";
    request.headers = { host: "localhost", [refusedHeader]: String(status) };
  });
}

/** Set by us alone: the status that the request is answered with. */
export const refusedHeader = "x-refused";

type Head = Pick<IncomingMessage, "method" | "url" | "headers">;

/** 400 or 405; null for what the framework can take. */
export function statusOfUnreadable({ method = "", url = "", headers }: Head): number | null {
  // Requests as the web knows them have no such method.
  if (method === "TRACE" || method === "CONNECT") return 405;
  if (![headers.host, headers["x-forwarded-host"]].every((host) => isAddress(url, host))) return 400;
  // It becomes the beginning of an address.
  const protocol = String(headers["x-forwarded-proto"] ?? "http");
  if (!/^https?(\s*,\s*https?)*$/i.test(protocol)) return 400;
  return isStateTree(headers["next-router-state-tree"]) ? null : 400;
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
