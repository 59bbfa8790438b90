import { pino } from "pino";

/**
 * The log. Only the fields named here are ever written, and a fault only by what cannot hold a customer's data: no
 * card data, no tokens, no payment links, no secrets.
 */
export const log = {
  debug: (event: string, fields: LogFields = {}) => written().debug(allowed(fields), event),
  info: (event: string, fields: LogFields = {}) => written().info(allowed(fields), event),
  warn: (event: string, fields: LogFields = {}) => written().warn(allowed(fields), event),
  error: (event: string, fields: LogFields = {}) => written().error(allowed(fields), event),
};

export type LogFields = Partial<Record<(typeof names)[number], string | number | boolean | null>> & {
  /** Whatever was thrown. */
  fault?: unknown;
};

const names = [
  "part",
  "route",
  "merchantId",
  "zuid",
  "customerId",
  "attempt",
  "reference",
  "spid",
  "userId",
  "command",
  "refusal",
  "code",
  "kind",
  "state",
  "count",
  "durationMs",
  "delayMs",
  "digest",
  "why",
] as const;

export function allowed(fields: LogFields): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = fields[name];
    if (value === undefined) continue;
    const isOwnId = name === "customerId" && typeof value === "string" && ownId.test(value);
    picked[name] = typeof value === "string" && !isOwnId ? masked(value) : value;
  }
  if (fields.fault !== undefined) picked.fault = faultLines(fields.fault);
  return picked;
}

/** Digits of one may look like a card's. */
const ownId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Takes out whatever looks like a payment link or an invitation, a gateway id, a session or a card number. */
export function masked(text: string): string {
  return text
    .slice(0, 2_000)
    .replace(/\b[a-z0-9]{2,20}-[A-Za-z0-9_-]{32}(?:[A-Za-z0-9_-]{16})?(?![A-Za-z0-9_-])/g, "[link]")
    .replace(/\beyJ[A-Za-z0-9_.-]{20,}/g, "[session]")
    .replace(/\b[0-9a-f]{32,}\b/gi, "[id]")
    .replace(/\b\d(?:[ -]?\d){12,18}\b/g, "[digits]");
}

/** What the database says has lost its values before it comes here: see `db/query-fault.ts`. */
function faultLines(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { name: typeof fault };
  const told = fault.cause instanceof Error ? fault.cause : fault;
  return {
    name: told.name,
    code: (told as { code?: unknown }).code,
    ...(repeats.includes(told.name) ? {} : { message: masked(told.message) }),
    stack: (fault.stack ?? "")
      .split("\n")
      .filter((line) => line.trimStart().startsWith("at "))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}

/** What the language and a schema say of a value may repeat it ("Ann is not valid JSON"): the place says enough. */
const repeats = ["SyntaxError", "RangeError", "TypeError", "URIError", "ZodError"];

/** A line that cannot be written, because the disk is full or nobody reads any more, is lost; the work goes on. */
function surviveFullDisk(): void {
  if (logger) return;
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

let logger: ReturnType<typeof pino> | undefined;

/** Made at the first word, so that importing it asks nothing of the environment. */
function written() {
  surviveFullDisk();
  logger ??= pino({ level: process.env.LOG_LEVEL || "info", base: { pid: process.pid } }, destination());
  return logger;
}

function destination() {
  const out = pino.destination({ dest: 1, sync: true });
  out.on("error", () => undefined);
  return out;
}
