import { createDecipheriv } from "node:crypto";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import type { GatewayReport } from "../port";
import { cutToStorable, readAnswer, readEntity, readRegistrationAnswer } from "./answer";
import type { GatewayMode } from "./classify";

/**
 * Opens a webhook: AES-256-GCM, everything in hex, the tag and the initialization vector in headers. Some connectors
 * wrap the body in JSON. Null for whatever was not sealed with our key, so that a stranger's post is told from what is
 * authentic; that is the JSON in it, or the text itself where it is none. Authentic `null` is undefined.
 * Throws only for a key that is not 32 bytes, which is a setting gone wrong.
 */
export function decryptWebhook(
  sent: string,
  ivHex: string,
  tagHex: string,
  keyHex: string,
): unknown | null | undefined {
  const key = fromHex(keyHex);
  if (key?.length !== 32) throw new Error("The webhook key must be 64 hexadecimal digits.");
  const body = fromHex(unwrapped(sent));
  const iv = fromHex(ivHex.trim());
  const tag = fromHex(tagHex.trim());
  // Node accepts shortened tags, which are guessable; only the full one proves the sender.
  if (!body || !iv || iv.length < 12 || tag?.length !== 16) return null;
  const text = deciphered(body, iv, tag, key);
  return text === null ? null : (parsed(text) ?? undefined);
}

export function readWebhook(opened: unknown, mode: GatewayMode): Omit<GatewayReport, "account"> | null {
  if (typeof opened !== "object" || opened === null) return null;
  const { type, action, payload } = opened as { type?: unknown; action?: unknown; payload?: unknown };
  if (typeof type !== "string") return null;
  if (type === "PAYMENT") return resulting(type, readAnswer(payload, mode));
  if (type !== "REGISTRATION") return { type, answer: null, code: null };
  const answer = readRegistrationAnswer(payload, mode);
  if (typeof action !== "string" || action.toUpperCase() !== "DELETED") return resulting(type, answer);
  // It may come without a result: that the registration is gone is all there is to say.
  const { id } = (typeof payload === "object" && payload !== null ? payload : {}) as { id?: unknown };
  const deregistered = answer?.registrationId ?? (typeof id === "string" ? cutToStorable(id.trim()) : "");
  if (!deregistered) return resulting(type, null);
  return { type, answer: null, deregistered, code: null };
}

function resulting(type: string, answer: GatewayAnswer | null): Omit<GatewayReport, "account"> {
  if (!answer) return { type, missing: true, answer, code: null };
  return { type, answer, code: /^\d{3}\.\d{3}\.\d{3}$/.test(answer.code) ? answer.code : null };
}

/** The entity that a report says it is for, wherever it was sent to. */
export function entityOf(opened: unknown): string | null {
  const { payload } = (typeof opened === "object" && opened !== null ? opened : {}) as { payload?: unknown };
  return readEntity(payload);
}

function unwrapped(sent: string): string {
  const text = sent.trim();
  if (!text.startsWith("{")) return text;
  const wrapped = parsed(text);
  const inner = typeof wrapped === "object" && wrapped !== null && "encryptedBody" in wrapped;
  return inner && typeof wrapped.encryptedBody === "string" ? wrapped.encryptedBody.trim() : "";
}

function deciphered(body: Buffer, iv: Buffer, tag: Buffer, key: Buffer): string | null {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** The JSON in a text, or the text where there is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Strict, because `Buffer.from` silently stops at the first character that is not hexadecimal. */
function fromHex(hex: string): Buffer | null {
  return /^([0-9a-fA-F]{2})+$/.test(hex) ? Buffer.from(hex, "hex") : null;
}
