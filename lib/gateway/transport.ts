import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { GATEWAY_ANSWERS_WITHIN, GATEWAY_RESTS } from "@/lib/domain/value/timetable";
import { reachOf } from "./reach";

/**
 * What came over the wire. `heard` is any JSON object that arrived with a status below 500: the gateway
 * sends declines as 400, so the status decides nothing beyond that. `not_sent`: no byte of the request has left.
 * Everything else is `silence`, since from outside a dropped connection looks the same whether or not money moved
 * before it dropped.
 */
export type TransportReply =
  | { kind: "heard"; status: number; body: Record<string, unknown> }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string };

export type Fields = Record<string, string | number | null | undefined>;

export type TransportSettings = {
  url: string;
  token: string;
  timeoutMs?: number;
  /** How the fields of a POST are written; those of the others always stand in the query. */
  body?: "form" | "json";
  /** The machine's time, in milliseconds; the deadline of a request is held against it. */
  machineNow?: () => number;
  /** Told when the gateway goes away, and when it is there again. */
  onReach?: (isAway: boolean) => void;
};

/**
 * `sendBefore`: machine time after which the request must not leave any more. `idempotencyKey`: for a gateway that does
 * nothing twice under one.
 */
export type Sending = { sendBefore?: number | undefined; idempotencyKey?: string };

export type Transport = ReturnType<typeof transport>;

const FORM = "application/x-www-form-urlencoded;charset=UTF-8";

/**
 * Asks over HTTP: fields go in the body of a POST and in the query of a GET or DELETE. Never throws.
 *
 * The connection is made first, and the request is written to it in one piece. `sendBefore` is looked at in between,
 * in the very step that writes: a process that was stopped while it waited for an address, a connection or a
 * handshake does not send when it wakes what others have given up meanwhile.
 */
export function transport(settings: TransportSettings) {
  const base = settings.url.replace(/\/+$/, "");
  const timeoutMs = settings.timeoutMs ?? GATEWAY_ANSWERS_WITHIN;
  const machineNow = settings.machineNow ?? Date.now;
  const isSecure = base.startsWith("https:");
  const isJson = settings.body === "json";
  // As long as a request waits for its answer, a connection is not at rest.
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: GATEWAY_RESTS });
  const reach = reachOf(base, machineNow, settings.onReach);

  async function ask(
    method: "GET" | "POST" | "DELETE",
    path: string,
    fields: Fields,
    { sendBefore, idempotencyKey }: Sending = {},
  ): Promise<TransportReply> {
    const form = encode(fields);
    const isPost = method === "POST";
    const heard = await exchange({
      url: isPost ? base + path : `${base}${path}?${form}`,
      method,
      body: isPost ? (isJson ? JSON.stringify(fields) : form) : null,
      headers: {
        authorization: `Bearer ${settings.token}`,
        accept: "application/json",
        ...(isPost ? { "content-type": isJson ? "application/json" : FORM } : {}),
        ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
      },
      isTooLate: () => sendBefore !== undefined && machineNow() >= sendBefore,
      agent,
      timeoutMs,
    }).catch((error): TransportReply => ({ kind: "not_sent", why: whyUnreachable(error) }));
    if (heard.kind !== "not_sent" || heard.why !== TOO_LATE) reach.note(heard.kind !== "not_sent");
    return heard;
  }

  return Object.assign(ask, { reach });
}

/** The gateway answers a payment in some two kilobytes; a query of many in less than this. */
const LARGEST_ANSWER_CHARS = 2_000_000;
const TOO_LATE = "the request waited too long";

type Exchange = {
  url: string;
  method: string;
  body: string | null;
  headers: Record<string, string>;
  isTooLate: () => boolean;
  agent: HttpAgent;
  timeoutMs: number;
};

function exchange({
  url,
  method,
  body,
  headers,
  isTooLate,
  agent,
  timeoutMs,
}: Exchange): Promise<TransportReply> {
  return new Promise((resolve) => {
    let isSent = false;
    const request = (url.startsWith("https:") ? httpsRequest : httpRequest)(url, {
      method,
      agent,
      headers:
        body === null
          ? headers
          : {
              ...headers,
              "content-length": Buffer.byteLength(body),
            },
    });
    const end = (heard: TransportReply) => {
      clearTimeout(timer);
      resolve(heard);
    };
    const fail = (why: string) => end({ kind: isSent ? "silence" : "not_sent", why });
    const timer = setTimeout(() => {
      fail(isSent ? `no answer within ${timeoutMs} ms` : "the gateway cannot be reached (ETIMEDOUT)");
      // What the kernel still holds of it is dropped within a minute or two, long before the request is given up.
      request.destroy();
    }, timeoutMs);

    request.on("error", (error) => fail(isSent ? whyFailed(error) : whyUnreachable(error)));
    request.on("response", (response) => readAll(response).then(end));
    // Nothing is written before `end`: headers and body then leave in one write of this same step.
    onceConnected(request, () => {
      if (request.destroyed) return;
      if (isTooLate()) {
        fail(TOO_LATE);
        request.destroy();
        return;
      }
      isSent = true;
      request.end(body ?? undefined);
    });
  });
}

/** Calls when there is a connection that can be written to, handshake included. */
function onceConnected(request: ClientRequest, go: () => void): void {
  request.once("socket", (socket: Socket & { secureConnecting?: boolean }) => {
    if (socket.secureConnecting) socket.once("secureConnect", go);
    else if (socket.connecting) socket.once("connect", go);
    else go();
  });
}

async function readAll(response: IncomingMessage): Promise<TransportReply> {
  const status = response.statusCode ?? 0;
  let text = "";
  try {
    response.setEncoding("utf8");
    for await (const chunk of response) {
      text += chunk;
      if (text.length > LARGEST_ANSWER_CHARS)
        return { kind: "silence", why: `HTTP ${status} with an endless answer` };
    }
  } catch (error) {
    return { kind: "silence", why: whyFailed(error) };
  }
  if (status >= 500 || (status >= 300 && status < 400)) return { kind: "silence", why: `HTTP ${status}` };
  const body = parseObject(text);
  if (!body) return { kind: "silence", why: `HTTP ${status} without a readable answer` };
  return { kind: "heard", status, body };
}

function encode(fields: Fields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value != null) form.set(name, String(value));
  return form.toString();
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
function whyFailed(error: unknown): string {
  return `connection failed${codeOf(error)}`;
}

function whyUnreachable(error: unknown): string {
  return `the gateway cannot be reached${codeOf(error)}`;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ? ` (${code})` : "";
}
