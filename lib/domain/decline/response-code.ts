/**
 * The two-character code at the start of a bank's answer (ISO 8583 response code, Mastercard advice code), or null.
 *
 * Gateways send it as text or as a number, sometimes with words: "5", "05", 5 and "05 : Do not honor" all mean 05.
 * A longer code, or one without a digit, is not a response code. Never throws.
 */
export function responseCode(given: unknown): string | null {
  const code = /^(\d|\d\d|\d[A-Z]|[A-Z]\d)(?![0-9A-Z])/i.exec(text(given) ?? "")?.[1];
  return code === undefined ? null : code.padStart(2, "0").toUpperCase();
}

/** The trimmed text of a gateway field; null when it is empty, or neither text nor a number. */
export function text(given: unknown): string | null {
  if (typeof given === "number") return Number.isFinite(given) ? String(given) : null;
  return typeof given === "string" && given.trim() !== "" ? given.trim() : null;
}
