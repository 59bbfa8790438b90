import { createHmac, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";
import { canBeGuessed } from "@/lib/guessable-secret";

/** Where this process runs and what it talks to: read once, the same in every process of an installation. */
export type Env = {
  mode: "live" | "sandbox";
  port: number;
  sandboxPort: number;
  databasePort: number;
  /** Absolute. */
  dataDir: string;
  /** Address of the database for the application, which row-level security holds. */
  databaseUrl: string;
  /** The same without a pooler in between, for what waits for notices; `databaseUrl` itself where there is none. */
  databaseDirectUrl: string;
  /** Address of the same database for its owner, who makes the schema; the application's parts are never told it. */
  databaseOwnerUrl: string | undefined;
  /** True when PostgreSQL is the one this installation starts itself. */
  embeddedDatabase: boolean;
  /** Password of the embedded PostgreSQL's owner; undefined with a database of one's own. */
  embeddedPassword: string | undefined;
  gatewayUrl: string;
  gatewayToken: string;
  /** 64 hexadecimal digits. */
  gatewayWebhookKey: string;
  /** Origin that serves the stand-in gateway and its card fields; undefined in live mode. */
  sandboxOrigin: string | undefined;
  /** Origin under which people reach the application, without a trailing slash. */
  appUrl: string;
  authSecret: string;
  smtpUrl: string | undefined;
  /** Path of certificates (PEM) that are trusted for the mail server besides the system's. */
  smtpCa: string | undefined;
  /** Sender and address for answers of merchants that have none of their own. */
  mailFrom: string | undefined;
  replyTo: string | undefined;
  workerConcurrency: number;
  /** What the pages are served on: in sandbox mode this machine alone, unless it is told otherwise. */
  host: string;
  /** Proxies whose word about where a request came from is taken: how many, or their addresses. */
  trustedProxies: number | readonly string[];
  logLevel: z.infer<typeof LogLevel>;
};

export const embeddedDatabaseName = "tenor";
const applicationUser = "tenor_app";

let known: Env | undefined;

/** The settings of this process, parsed at the first question. */
export function env(): Env {
  known ??= readEnv();
  return known;
}

/** Thrown with one sentence for each wrong setting. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = Settings.safeParse(given);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => issue.message).join("\n"));
  const settings = parsed.data;

  const complaints = settings.GATEWAY_URL ? liveComplaints(settings) : [];
  if (settings.DATABASE_DIRECT_URL && !settings.DATABASE_URL) {
    complaints.push(
      "DATABASE_DIRECT_URL is set but DATABASE_URL is not. Set DATABASE_URL to the pooler's address, or unset both.",
    );
  }
  if (complaints.length > 0) throw new SettingsError(complaints.join("\n"));

  const dataDir = path.resolve(settings.DATA_DIR);
  const isComplete =
    settings.DATABASE_URL && settings.AUTH_SECRET && settings.GATEWAY_TOKEN && settings.GATEWAY_WEBHOOK_KEY;
  const own = isComplete ? undefined : ownSecrets(dataDir);
  const embedded = (user: string, password: string) =>
    `postgres://${user}:${password}@127.0.0.1:${settings.DATABASE_PORT}/${embeddedDatabaseName}`;
  const ownUrl = settings.DATABASE_URL ?? embedded(applicationUser, passwordOfApplication(need(own)));
  const sandboxUrl = `http://127.0.0.1:${settings.SANDBOX_PORT}`;

  return {
    mode: settings.GATEWAY_URL ? "live" : "sandbox",
    port: settings.PORT,
    sandboxPort: settings.SANDBOX_PORT,
    databasePort: settings.DATABASE_PORT,
    dataDir,
    databaseUrl: settings.DATABASE_DIRECT_URL ? pooled(ownUrl) : ownUrl,
    databaseDirectUrl: settings.DATABASE_DIRECT_URL ?? ownUrl,
    databaseOwnerUrl: settings.DATABASE_URL
      ? settings.DATABASE_OWNER_URL
      : embedded("postgres", need(own).databasePassword),
    embeddedDatabase: settings.DATABASE_URL === undefined,
    embeddedPassword: settings.DATABASE_URL ? undefined : own?.databasePassword,
    gatewayUrl: settings.GATEWAY_URL?.replace(/\/+$/, "") ?? sandboxUrl,
    gatewayToken: settings.GATEWAY_TOKEN ?? need(own).gatewayToken,
    gatewayWebhookKey: settings.GATEWAY_WEBHOOK_KEY ?? need(own).gatewayWebhookKey,
    // Not "localhost": cookies ignore ports, and the bank's origin must not be sent ours.
    sandboxOrigin: settings.GATEWAY_URL ? undefined : sandboxUrl,
    appUrl: settings.APP_URL ? new URL(settings.APP_URL).origin : `http://localhost:${settings.PORT}`,
    authSecret: settings.AUTH_SECRET ?? need(own).authSecret,
    smtpUrl: settings.SMTP_URL,
    smtpCa: settings.SMTP_CA && path.resolve(settings.SMTP_CA),
    mailFrom: settings.MAIL_FROM,
    replyTo: settings.MAIL_REPLY_TO,
    workerConcurrency: settings.WORKER_CONCURRENCY,
    host: settings.HOST ?? (settings.GATEWAY_URL ? "0.0.0.0" : "127.0.0.1"),
    trustedProxies: settings.TRUSTED_PROXIES,
    logLevel: settings.LOG_LEVEL,
  };
}

/**
 * The same settings as environment variables, so that a child process reads what its parent read. The owner's address
 * is not among them: see `ownerEnvironment`.
 */
export function toEnvironment(settings: Env): Record<string, string> {
  return {
    PORT: String(settings.port),
    SANDBOX_PORT: String(settings.sandboxPort),
    DATABASE_PORT: String(settings.databasePort),
    DATA_DIR: settings.dataDir,
    DATABASE_URL: settings.databaseUrl,
    DATABASE_DIRECT_URL:
      settings.databaseDirectUrl === settings.databaseUrl ? "" : settings.databaseDirectUrl,
    DATABASE_OWNER_URL: "",
    GATEWAY_TOKEN: settings.gatewayToken,
    GATEWAY_WEBHOOK_KEY: settings.gatewayWebhookKey,
    AUTH_SECRET: settings.authSecret,
    APP_URL: settings.appUrl,
    WORKER_CONCURRENCY: String(settings.workerConcurrency),
    HOST: settings.host,
    TRUSTED_PROXIES: String(settings.trustedProxies),
    LOG_LEVEL: settings.logLevel,
    ...(settings.mode === "live" ? { GATEWAY_URL: settings.gatewayUrl } : {}),
    ...(settings.smtpUrl ? { SMTP_URL: settings.smtpUrl } : {}),
    ...(settings.smtpCa ? { SMTP_CA: settings.smtpCa } : {}),
    ...(settings.mailFrom ? { MAIL_FROM: settings.mailFrom } : {}),
    ...(settings.replyTo ? { MAIL_REPLY_TO: settings.replyTo } : {}),
  };
}

/** For a child that makes merchants and staff. */
export function ownerEnvironment(settings: Env): Record<string, string> {
  return { ...toEnvironment(settings), DATABASE_OWNER_URL: settings.databaseOwnerUrl ?? "" };
}

/** A pooler in transaction mode gives each transaction another connection: a statement prepared on one is not on the next. */
function pooled(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("prepare", "false");
  return url.href;
}

const LogLevel = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
  error: "LOG_LEVEL must be one of trace, debug, info, warn, error, fatal and silent.",
});

const Settings = z.object({
  PORT: port("PORT", 3000),
  SANDBOX_PORT: port("SANDBOX_PORT", 4010),
  DATABASE_PORT: port("DATABASE_PORT", 54320),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: url("DATABASE_URL", ["postgres:", "postgresql:"], "postgres://user:password@host:5432/name"),
  DATABASE_DIRECT_URL: url(
    "DATABASE_DIRECT_URL",
    ["postgres:", "postgresql:"],
    "postgres://user:password@host:5432/name",
  ),
  DATABASE_OWNER_URL: url(
    "DATABASE_OWNER_URL",
    ["postgres:", "postgresql:"],
    "postgres://owner:password@host:5432/name",
  ),
  GATEWAY_URL: url("GATEWAY_URL", ["https:", "http:"], "https://gateway.example.com"),
  GATEWAY_TOKEN: z.string().optional(),
  GATEWAY_WEBHOOK_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, {
      error: "GATEWAY_WEBHOOK_KEY must be the 64 hexadecimal digits that the gateway shows for the webhook.",
    })
    .optional(),
  AUTH_SECRET: z.string().optional(),
  SMTP_URL: url("SMTP_URL", ["smtp:", "smtps:"], "smtps://user:password@mail.example.com"),
  SMTP_CA: z
    .string()
    .refine((file) => readIfThere(file)?.includes("-----BEGIN CERTIFICATE-----"), {
      error:
        "SMTP_CA must be the path of a file with certificates that start with -----BEGIN CERTIFICATE-----.",
    })
    .optional(),
  MAIL_FROM: address("MAIL_FROM"),
  MAIL_REPLY_TO: address("MAIL_REPLY_TO"),
  APP_URL: url("APP_URL", ["https:", "http:"], "https://office.example.com"),
  WORKER_CONCURRENCY: wholeNumber("WORKER_CONCURRENCY", 1, 500, 10),
  HOST: z
    .string()
    .refine((host) => isIP(host) !== 0, {
      error: "HOST must be an address of this machine: 0.0.0.0 for all of them.",
    })
    .optional(),
  TRUSTED_PROXIES: trustedProxies(),
  LOG_LEVEL: LogLevel.default("info"),
});

const leastSecretLength = 32;

function liveComplaints(settings: z.infer<typeof Settings>): string[] {
  const complaints: string[] = [];
  const newSecret = "create one with `openssl rand -hex 32`";
  if (!settings.AUTH_SECRET) {
    complaints.push(`AUTH_SECRET is missing, but live mode (GATEWAY_URL is set) needs one: ${newSecret}.`);
  } else if (canBeGuessed(settings.AUTH_SECRET, leastSecretLength)) {
    complaints.push(`AUTH_SECRET is easy to guess, and live mode needs its own secret: ${newSecret}.`);
  }
  for (const name of ["GATEWAY_TOKEN", "GATEWAY_WEBHOOK_KEY"] as const) {
    const value = settings[name];
    if (!value) complaints.push(`${name} is missing. Copy it from the gateway's administration pages.`);
    else if (canBeGuessed(value, 16))
      complaints.push(`${name} is easy to guess. Copy the real one from the gateway's administration pages.`);
  }
  const [same, other] = equalsAmong(settings, ["AUTH_SECRET", "GATEWAY_TOKEN", "GATEWAY_WEBHOOK_KEY"]);
  if (same && other) complaints.push(`${same} and ${other} are the same. Each needs a value of its own.`);
  if (isUnencrypted(settings.GATEWAY_URL)) {
    complaints.push("GATEWAY_URL must start with https:// because payments must be encrypted.");
  }
  if (!settings.SMTP_URL) {
    complaints.push("SMTP_URL is missing, but live mode sends mail. Set it to smtps://user:password@host.");
  }
  if (!settings.APP_URL) {
    complaints.push("APP_URL is missing. Set it to the https address of Tenor.");
  } else if (isUnencrypted(settings.APP_URL)) {
    complaints.push("APP_URL must start with https:// in live mode. Run Tenor behind a proxy with TLS.");
  }
  return complaints;
}

/** Written in whatever case. */
function isUnencrypted(address: string | undefined): boolean {
  return address !== undefined && new URL(address).protocol === "http:";
}

function equalsAmong<Name extends string>(
  values: { [one in Name]?: string | undefined },
  names: Name[],
): Name[] {
  const [equal] = names.flatMap((name, i) =>
    names
      .slice(i + 1)
      .flatMap((other) => (values[name] && values[name] === values[other] ? [[name, other]] : [])),
  );
  return equal ?? [];
}

function wholeNumber(name: string, least: number, most: number, fallback: number) {
  const error = `${name} must be a whole number from ${least} to ${most}.`;
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }))
    .default(fallback);
}

function trustedProxies() {
  const error =
    "TRUSTED_PROXIES must be the number of proxies in front of Tenor, or their addresses: 1, or 10.0.0.0/8,192.0.2.7.";
  const isNetwork = (entry: string) => {
    const [address = "", bits, ...more] = entry.split("/");
    const most = isIP(address) === 6 ? 128 : 32;
    return (
      isIP(address) !== 0 &&
      more.length === 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
    );
  };
  return z
    .string()
    .default("0")
    .transform((text) => (/^\d$/.test(text) ? Number(text) : text.split(",").map((entry) => entry.trim())))
    .refine((given) => typeof given === "number" || given.every(isNetwork), { error });
}

function port(name: string, fallback: number) {
  return wholeNumber(name, 1, 65535, fallback);
}

function url(name: string, protocols: string[], example: string) {
  const error = `${name} is not a valid address. It should look like ${example}.`;
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { error })
    .refine((text) => !URL.canParse(text) || isDecodable(new URL(text)), {
      error: `${name} contains a % that stands for nothing. Write %25 for a percent sign in a user name or password.`,
    })
    .optional();
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}

function address(name: string) {
  return z.email({ error: `${name} must be an e-mail address, like billing@example.com.` }).optional();
}

const Secrets = z.object({
  authSecret: z.string().min(leastSecretLength),
  gatewayToken: z.string().min(leastSecretLength),
  gatewayWebhookKey: z.string().length(64),
  databasePassword: z.string().min(leastSecretLength),
});
type Secrets = z.infer<typeof Secrets>;

/** Secrets nobody has set, made once for this data directory and kept from other users of the machine. */
function ownSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, "secrets.json");
  const fresh = (): string => randomBytes(32).toString("hex");
  try {
    mkdirSync(dataDir, { recursive: true });
    const draft = `${file}.${process.pid}.${fresh().slice(0, 8)}`;
    if (!readIfThere(file)) {
      const secrets: Secrets = {
        authSecret: fresh(),
        gatewayToken: fresh(),
        gatewayWebhookKey: fresh(),
        databasePassword: fresh(),
      };
      writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
      // Two processes may start at once: linking keeps the first file whole and fails for the second.
      try {
        linkSync(draft, file);
      } catch (error) {
        if (!hasCode(error, "EEXIST")) throw error;
      } finally {
        unlinkSync(draft);
      }
    }
  } catch (error) {
    throw new SettingsError(
      `DATA_DIR ${dataDir} cannot be written (${(error as Error).message}). Give this user access to it, or set another directory.`,
    );
  }
  const stored = Secrets.safeParse(parseJson(readIfThere(file)));
  if (!stored.success) {
    throw new SettingsError(
      `${file} is damaged. Restore the file, or run \`npm run reset\` to start again with an empty database.`,
    );
  }
  return stored.data;
}

/** Follows from the owner's, and not the other way round. */
function passwordOfApplication({ databasePassword }: Secrets): string {
  return createHmac("sha256", databasePassword).update(applicationUser).digest("hex");
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function need(secrets: Secrets | undefined): Secrets {
  if (!secrets) throw new SettingsError("A secret is missing.");
  return secrets;
}
