/**
 * What came over the wire. `heard` is any JSON object that arrived with a status below 500: the gateway
 * sends declines as 400, so the status decides nothing beyond that. Everything else is `silence`, since
 * from outside a dropped connection looks the same whether or not money moved before it dropped.
 */
export type Heard =
  | { kind: "heard"; status: number; body: Record<string, unknown> }
  | { kind: "silence"; why: string };

export type Fields = Record<string, string | null | undefined>;

/** The gateway answers a payment in some two kilobytes; a query of many in less than this. */
const LARGEST_ANSWER_CHARS = 2_000_000;

/** Asks over HTTP: fields go in the body of a POST and in the query of a GET or DELETE. Never throws. */
export function transport(settings: { url: string; token: string; timeoutMs?: number }) {
  const base = settings.url.replace(/\/+$/, "");
  const timeoutMs = settings.timeoutMs ?? 30_000;

  return async function ask(method: "GET" | "POST" | "DELETE", path: string, fields: Fields): Promise<Heard> {
    const form = encode(fields);
    const url = method === "POST" ? base + path : `${base}${path}?${form}`;
    try {
      const response = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${settings.token}`, accept: "application/json" },
        body: method === "POST" ? form : undefined,
        redirect: "error",
        cache: "no-store",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (response.status >= 500) return { kind: "silence", why: `HTTP ${response.status}` };
      const body = text.length > LARGEST_ANSWER_CHARS ? null : parseObject(text);
      if (!body) return { kind: "silence", why: `HTTP ${response.status} without a readable answer` };
      return { kind: "heard", status: response.status, body };
    } catch (error) {
      return { kind: "silence", why: whySilent(error, timeoutMs) };
    }
  };
}

function encode(fields: Fields): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value != null) form.set(name, value);
  return form;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** A short reason fit for a log: no address and no token, which an error's own message may carry. */
function whySilent(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return "connection failed";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs} ms`;
  const code = error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException).code : undefined;
  return code ? `connection failed (${code})` : "connection failed";
}
