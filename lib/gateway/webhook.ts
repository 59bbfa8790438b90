import { createDecipheriv } from "node:crypto";
import type { GatewayAnswer } from "@/lib/domain/gateway-answer";
import { readAnswer, readRegistrationAnswer } from "./answer";

/**
 * Opens a webhook: AES-256-GCM, everything in hex, the tag and the initialization vector in headers.
 * Null for whatever was not sealed with our key, so that a stranger's post is told from a fault of ours.
 * Throws only for a key that is not 32 bytes, which is a setting gone wrong.
 */
export function decryptWebhook(
  bodyHex: string,
  ivHex: string,
  tagHex: string,
  keyHex: string,
): unknown | null {
  const key = fromHex(keyHex);
  if (key?.length !== 32) throw new Error("The webhook key must be 64 hexadecimal digits.");
  const body = fromHex(bodyHex.trim());
  const iv = fromHex(ivHex.trim());
  const tag = fromHex(tagHex.trim());
  // Node accepts shortened tags, which are guessable; only the full one proves the sender.
  if (!body || !iv || iv.length < 12 || tag?.length !== 16) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8"));
  } catch {
    return null;
  }
}

/** What an opened webhook reports. `answer` is null for kinds that book nothing, such as its activation. */
export type WebhookReport = { type: string; answer: GatewayAnswer | null };

export function readWebhook(opened: unknown): WebhookReport | null {
  if (typeof opened !== "object" || opened === null) return null;
  const { type, payload } = opened as { type?: unknown; payload?: unknown };
  if (typeof type !== "string") return null;
  if (type === "PAYMENT") return { type, answer: readAnswer(payload) };
  if (type === "REGISTRATION") return { type, answer: readRegistrationAnswer(payload) };
  return { type, answer: null };
}

/** Strict, because `Buffer.from` silently stops at the first character that is not hexadecimal. */
function fromHex(hex: string): Buffer | null {
  return /^([0-9a-fA-F]{2})+$/.test(hex) ? Buffer.from(hex, "hex") : null;
}
