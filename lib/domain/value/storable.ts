/**
 * A text that PostgreSQL can hold. JavaScript's may have NUL in it and halves of a character; both become U+FFFD, in
 * a JSON text too, where they are written as escapes. Everything sent to the database goes through it: what was typed
 * or reported so is kept as far as it can be, and what is looked for so is not found.
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
