import { readFileSync } from "node:fs";
import { type ConnectionOptions, rootCertificates } from "node:tls";

/** A mail server as it is spoken to: all that SMTP_URL says, and how long each answer is waited for. */
export type SmtpServer = {
  host: string;
  port: number;
  /** TLS from the first byte on. */
  secure: boolean;
  /** Ends the conversation where the server does not offer STARTTLS. */
  requireTLS: boolean;
  ignoreTLS: boolean;
  auth: { user: string; pass: string; method: string | undefined } | null;
  /** What our EHLO says. */
  name: string | undefined;
  tls: ConnectionOptions;
  connections: number;
  patience: Patience;
};

/** Milliseconds. */
export type Patience = {
  /** For the connection, TLS included. */
  connectMs: number;
  greetingMs: number;
  /** For the answer to each step before the mail itself. */
  stepMs: number;
  /**
   * For the answer to the mail. A server that scans what it was given may take minutes, and whoever hangs up before it
   * has answered gets the mail delivered twice: RFC 5321, 4.5.3.2.6, asks for ten minutes.
   */
  answerMs: number;
};

/**
 * Reads smtp://user:password@host:port or smtps://, with options as a query. A mail library that is given the address
 * drops what stands beside it, so that neither the number of connections nor a time-out would hold.
 *
 * @param ca path of certificates (PEM) that are trusted besides the system's
 */
export function smtpServer(address: string, ca?: string): SmtpServer {
  const url = new URL(address);
  const secure = url.protocol === "smtps:";
  const option = (name: string) => url.searchParams.get(name) ?? undefined;
  const isOn = (name: string) => option(name) === "true" || option(name) === "1";
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure: option("secure") === undefined ? secure : isOn("secure"),
    requireTLS: isOn("requireTLS"),
    ignoreTLS: isOn("ignoreTLS"),
    auth: user ? { user, pass: decodeURIComponent(url.password), method: option("authMethod") } : null,
    name: option("name"),
    tls: tlsOptions(url.searchParams, ca),
    connections: numberWithin(option("maxConnections"), 1, MOST_CONNECTIONS, MOST_CONNECTIONS),
    patience: {
      connectMs: numberWithin(option("connectionTimeout"), 1, 60_000, 10_000),
      greetingMs: numberWithin(option("greetingTimeout"), 1, 60_000, 10_000),
      stepMs: numberWithin(option("socketTimeout"), 1, 60_000, 30_000),
      answerMs: 10 * 60_000,
    },
  };
}

const MOST_CONNECTIONS = 3;

function tlsOptions(query: URLSearchParams, ca: string | undefined): ConnectionOptions {
  const given: ConnectionOptions = {};
  for (const [name, value] of query) {
    if (name === "tls.rejectUnauthorized") given.rejectUnauthorized = value !== "false" && value !== "0";
    if (name === "tls.servername") given.servername = value;
    if (name === "tls.minVersion" && isVersion(value)) given.minVersion = value;
    if (name === "tls.ciphers") given.ciphers = value;
  }
  return ca === undefined ? given : { ...given, ca: [...rootCertificates, readFileSync(ca, "utf8")] };
}

function isVersion(text: string): text is "TLSv1.2" | "TLSv1.3" {
  return text === "TLSv1.2" || text === "TLSv1.3";
}

function numberWithin(text: string | undefined, least: number, most: number, fallback: number): number {
  const number = Number(text);
  return text !== undefined && Number.isInteger(number) && number >= least
    ? Math.min(number, most)
    : fallback;
}
