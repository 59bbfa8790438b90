import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readEnv, toEnvironment } from "@/lib/env";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "tenor-env-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const read = (settings: Record<string, string> = {}) => readEnv({ DATA_DIR: dataDir, ...settings });

const live = {
  GATEWAY_URL: "https://gateway.example.com/",
  GATEWAY_TOKEN: "token-of-the-gateway",
  GATEWAY_WEBHOOK_KEY: "5f1c0e83b7d94a26e0c85a3d9f7412b6c83e5d07a1f94b62d0387e5ca96b1f24",
  AUTH_SECRET: "b7c1e0a49d5f4c0e8a3d26f1907b5e44",
  SMTP_URL: "smtps://office:secret@mail.example.com",
  APP_URL: "https://office.example.com/",
};

describe("with nothing set", () => {
  test("it is a sandbox on its own database", () => {
    const env = read();
    expect(env).toMatchObject({
      mode: "sandbox",
      port: 3000,
      gatewayUrl: "http://127.0.0.1:4010",
      sandboxOrigin: "http://127.0.0.1:4010",
      appUrl: "http://localhost:3000",
      embeddedDatabase: true,
      smtpUrl: undefined,
    });
    expect(env.databaseOwnerUrl).toBe(`postgres://postgres:${env.embeddedPassword}@127.0.0.1:54320/tenor`);
    expect(env.databaseUrl).toMatch(/^postgres:\/\/tenor_app:[0-9a-f]{64}@127\.0\.0\.1:54320\/tenor$/);
    expect(env.databaseUrl).not.toContain(env.embeddedPassword);
  });

  test("secrets are made once, are different everywhere, and are nobody else's to read", () => {
    const first = read();
    const again = read();
    expect(again).toEqual(first);
    expect(new Set([first.authSecret, first.gatewayToken, first.gatewayWebhookKey]).size).toBe(3);
    expect(first.authSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(path.join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  test("empty settings count as not set", () => {
    expect(read({ PORT: "", DATABASE_URL: " ", GATEWAY_URL: "" })).toEqual(read());
  });
});

describe("children", () => {
  test("read what their parent read, in sandbox mode, but for the owner of the database", () => {
    const parent = read({ PORT: "4100" });
    const child = readEnv(toEnvironment(parent));
    const { databaseOwnerUrl, embeddedPassword } = parent;
    expect(child.databaseOwnerUrl).toBeUndefined();
    expect({ ...child, embeddedDatabase: true, databaseOwnerUrl, embeddedPassword }).toEqual(parent);
  });

  test("read what their parent read, in live mode", () => {
    const parent = read({ ...live, DATABASE_URL: "postgres://app@db.example.com/tenor" });
    expect(readEnv(toEnvironment(parent))).toEqual(parent);
  });
});

describe("a pooler before the database", () => {
  const direct = "postgres://tenor_app:secret@db.example.com:5432/tenor";
  const pooler = "postgres://tenor_app:secret@pooler.example.com:6432/tenor";

  test("is named by DATABASE_URL, and nothing is prepared on its connections", () => {
    const env = read({ DATABASE_URL: pooler, DATABASE_DIRECT_URL: direct });
    expect(env.databaseUrl).toBe(`${pooler}?prepare=false`);
    expect(env.databaseDirectUrl).toBe(direct);
    expect(readEnv({ DATA_DIR: dataDir, ...toEnvironment(env) })).toEqual(env);
  });

  test("is none without DATABASE_DIRECT_URL", () => {
    const env = read({ DATABASE_URL: direct });
    expect([env.databaseUrl, env.databaseDirectUrl]).toEqual([direct, direct]);
    expect(() => read({ DATABASE_DIRECT_URL: direct })).toThrow(/^DATABASE_DIRECT_URL is set but/);
    expect(() => read({ DATABASE_URL: pooler, DATABASE_DIRECT_URL: "x" })).toThrow(
      /^DATABASE_DIRECT_URL is not/,
    );
  });
});

describe("where it is served", () => {
  test("is this machine alone in sandbox mode, everywhere in live mode, and where HOST says", () => {
    expect(read().host).toBe("127.0.0.1");
    expect(read(live).host).toBe("0.0.0.0");
    expect(read({ HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });

  test("is behind as many proxies, or behind those, as TRUSTED_PROXIES says", () => {
    expect(read().trustedProxies).toBe(0);
    expect(read({ TRUSTED_PROXIES: "2" }).trustedProxies).toBe(2);
    expect(read({ TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::7" }).trustedProxies).toEqual([
      "10.0.0.0/8",
      "2001:db8::7",
    ]);
  });
});

describe("live mode", () => {
  test("begins with GATEWAY_URL", () => {
    expect(read(live)).toMatchObject({
      mode: "live",
      gatewayUrl: "https://gateway.example.com",
      appUrl: "https://office.example.com",
      sandboxOrigin: undefined,
    });
  });

  test.each([
    ["AUTH_SECRET", "", /^AUTH_SECRET is missing/],
    ["AUTH_SECRET", "secret", /^AUTH_SECRET is easy to guess/],
    ["AUTH_SECRET", "a".repeat(64), /^AUTH_SECRET is easy to guess/],
    ["GATEWAY_TOKEN", "", /^GATEWAY_TOKEN is missing/],
    ["GATEWAY_WEBHOOK_KEY", "", /^GATEWAY_WEBHOOK_KEY is missing/],
    ["AUTH_SECRET", "abcdefghijklmnopqrstuvwxyz0123456789", /^AUTH_SECRET is easy to guess/],
    ["GATEWAY_TOKEN", "x", /^GATEWAY_TOKEN is easy to guess/],
    ["GATEWAY_TOKEN", "changeme", /^GATEWAY_TOKEN is easy to guess/],
    ["GATEWAY_WEBHOOK_KEY", "0".repeat(64), /^GATEWAY_WEBHOOK_KEY is easy to guess/],
    ["GATEWAY_WEBHOOK_KEY", "0123456789abcdef".repeat(4), /^GATEWAY_WEBHOOK_KEY is easy to guess/],
    [
      "GATEWAY_WEBHOOK_KEY",
      "00112233445566778899aabbccddeeff".repeat(2),
      /^GATEWAY_WEBHOOK_KEY is easy to guess/,
    ],
    ["GATEWAY_WEBHOOK_KEY", "deadbeef".repeat(8), /^GATEWAY_WEBHOOK_KEY is easy to guess/],
    [
      "GATEWAY_WEBHOOK_KEY",
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      /^GATEWAY_WEBHOOK_KEY is easy to guess/,
    ],
    ["GATEWAY_WEBHOOK_KEY", "f".repeat(64), /^GATEWAY_WEBHOOK_KEY is easy to guess/],
    ["GATEWAY_TOKEN", "change-me-before-going-live", /^GATEWAY_TOKEN is easy to guess/],
    ["GATEWAY_TOKEN", "your-token-from-the-pages", /^GATEWAY_TOKEN is easy to guess/],
    ["AUTH_SECRET", "this-is-an-example-of-a-long-enough-one", /^AUTH_SECRET is easy to guess/],
    ["AUTH_SECRET", "my-secret-that-is-long-enough-for-this", /^AUTH_SECRET is easy to guess/],
    ["GATEWAY_URL", "http://127.0.0.1:4010", /^GATEWAY_URL must start with https/],
    ["GATEWAY_URL", "http://gateway.example.com", /^GATEWAY_URL must start with https/],
    ["GATEWAY_URL", "HTTP://gateway.example.com", /^GATEWAY_URL must start with https/],
    ["AUTH_SECRET", live.GATEWAY_WEBHOOK_KEY, /^AUTH_SECRET and GATEWAY_WEBHOOK_KEY are the same/],
    ["GATEWAY_TOKEN", live.AUTH_SECRET, /^AUTH_SECRET and GATEWAY_TOKEN are the same/],
    ["SMTP_URL", "", /^SMTP_URL is missing/],
    ["APP_URL", "", /^APP_URL is missing/],
    ["APP_URL", "http://office.example.com", /^APP_URL must start with https/],
    ["APP_URL", "Http://office.example.com", /^APP_URL must start with https/],
  ])("refuses %s=%s", (name, value, sentence) => {
    expect(() => read({ ...live, [name]: value })).toThrow(sentence);
  });
});

test("live mode takes an https address in capitals", () => {
  const addresses = { GATEWAY_URL: "HTTPS://gateway.example.com", APP_URL: "HTTPS://office.example.com" };
  expect(read({ ...live, ...addresses })).toMatchObject({ appUrl: "https://office.example.com" });
});

test("live mode takes every secret that was drawn by chance", () => {
  for (let i = 0; i < 1_000; i++) {
    const drawn = (bytes: number, way: "hex" | "base64") => randomBytes(bytes).toString(way);
    const secrets = { AUTH_SECRET: drawn(32, "hex"), GATEWAY_WEBHOOK_KEY: drawn(32, "hex") };
    expect(() => read({ ...live, ...secrets, GATEWAY_TOKEN: drawn(24, "base64") })).not.toThrow();
  }
});

describe("a wrong setting is told in a sentence of its own", () => {
  test.each([
    ["PORT", "eighty", "PORT must be a whole number from 1 to 65535."],
    ["SANDBOX_PORT", "70000", "SANDBOX_PORT must be a whole number from 1 to 65535."],
    ["WORKER_CONCURRENCY", "0", "WORKER_CONCURRENCY must be a whole number from 1 to 500."],
    ["DATABASE_URL", "mysql://localhost/x", /^DATABASE_URL is not a valid address/],
    ["DATABASE_URL", "nonsense", /^DATABASE_URL is not a valid address/],
    [
      "DATABASE_URL",
      "postgres://app:50%off@db.example.com/tenor",
      /^DATABASE_URL contains a % that stands for/,
    ],
    ["SMTP_URL", "smtp://office:100%@mail.example.com", /^SMTP_URL contains a % that stands for nothing/],
    ["GATEWAY_WEBHOOK_KEY", "short", /^GATEWAY_WEBHOOK_KEY must be the 64 hexadecimal digits/],
    ["LOG_LEVEL", "loud", /^LOG_LEVEL must be one of/],
    ["HOST", "everywhere", /^HOST must be an address/],
    ["TRUSTED_PROXIES", "all", /^TRUSTED_PROXIES must be the number/],
    ["TRUSTED_PROXIES", "10.0.0.0/64", /^TRUSTED_PROXIES must be the number/],
  ])("%s=%s", (name, value, sentence) => {
    expect(() => read({ [name]: value })).toThrow(sentence);
  });

  test("several at once are all told", () => {
    expect(() => read({ PORT: "x", LOG_LEVEL: "loud" })).toThrow(/^PORT must .*\nLOG_LEVEL must/);
  });

  test("a damaged secrets file is named", () => {
    writeFileSync(path.join(dataDir, "secrets.json"), "{");
    expect(() => read()).toThrow(/secrets\.json is damaged/);
  });
});
