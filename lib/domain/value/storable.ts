/**
 * A text that PostgreSQL can store. JavaScript strings may hold NUL and lone surrogates; both become U+FFFD, in
 * JSON text too, where they are escapes. Everything sent to the database passes through here: what was typed or
 * reported with them is stored without them, and a search for them finds nothing.
 */
export function storable(text: string): string {
  const whole = plain(text);
  if (!escaped.test(whole)) return whole;
  try {
    return JSON.stringify(JSON.parse(whole), (_name, value) =>
      typeof value === "string" ? plain(value) : withPlainNames(value),
    );
  } catch {
    // No JSON: somebody wrote about escapes.
    return whole;
  }
}

export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

function plain(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replaceAll("\0", replacement);
}

function withPlainNames(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [plain(name), held]));
}

const replacement = "\ufffd";

/** An escape of NUL, or of half a character. */
const escaped = /\\u(0000|d[89a-f])/i;
