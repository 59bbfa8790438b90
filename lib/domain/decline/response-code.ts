/**
 * The two-character code at the start of a bank's answer (ISO 8583 response, Mastercard advice), or null.
 *
 * Gateways pass it as text or number and sometimes with words: "5", "05", 5 and "05 : Do not honor" are all 05.
 * Anything longer, or without a digit, is no such code. Never throws.
 */
export function responseCode(given: unknown): string | null {
  const code = /^(\d|\d\d|\d[A-Z]|[A-Z]\d)(?![0-9A-Z])/i.exec(text(given) ?? "")?.[1];
  return code === undefined ? null : code.padStart(2, "0").toUpperCase();
}

/** What a field of the gateway's says, trimmed; null for nothing, or for what is neither text nor number. */
export function text(given: unknown): string | null {
  if (typeof given === "number") return Number.isFinite(given) ? String(given) : null;
  return typeof given === "string" && given.trim() !== "" ? given.trim() : null;
}
