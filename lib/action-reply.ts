/**
 * Whether what calls an action can be taken apart, as React's client writes it: JSON texts under numbers, the first of
 * them 0, with words behind a `$` for what JSON lacks. Ours send texts, numbers, lists, objects and forms; a word for
 * anything else, or for a part that did not come, makes React throw as if the server were at fault.
 */
export function isReply(parts: ReadonlyMap<string, unknown>): boolean {
  const texts = new Map<string, unknown>();
  for (const [name, text] of parts) {
    if (!/^\d+$/.test(name)) continue;
    const value = parsed(text);
    if (value === undefined) return false;
    texts.set(name, value);
  }
  return Array.isArray(texts.get("0")) && [...texts.values()].every((value) => isKnown(value, texts));
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nothing of ours is nested deeper; whatever is would fill the stack of whoever takes it apart. */
const DEEPEST = 50;

function isKnown(value: unknown, texts: ReadonlyMap<string, unknown>, depth = 0): boolean {
  if (typeof value === "string") return !value.startsWith("$") || isKnownWord(value.slice(1), texts);
  if (typeof value !== "object" || value === null) return true;
  return depth < DEEPEST && Object.values(value).every((one) => isKnown(one, texts, depth + 1));
}

/** A text that begins with a dollar, nothing, a date, a form, or something that stands elsewhere in the same call. */
function isKnownWord(word: string, texts: ReadonlyMap<string, unknown>): boolean {
  if (/^(\$|undefined$|-0$|-?Infinity$|NaN$|D|K[0-9a-f]+$)/.test(word)) return true;
  const [part = "", ...path] = word.split(":");
  if (!/^[0-9a-f]+$/.test(part)) return false;
  let value = texts.get(String(Number.parseInt(part, 16)));
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return value !== undefined;
}
