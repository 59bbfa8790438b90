import { createHash } from "node:crypto";

/**
 * Whether somebody who tries what people think of would come upon a secret: too short, copied from an example, made of
 * few letters, of pieces that come again or signs in their order, or any of that in hexadecimal or base64, or hashed.
 */
export function canBeGuessed(secret: string, leastLength: number): boolean {
  return secret.length < leastLength || hashed.has(secret.toLowerCase()) || readings(secret).some(isPlain);
}

/** The secret itself, and the text that it is a coded form of, if it is one. */
function readings(secret: string): string[] {
  const decoded = (["hex", "base64"] as const).map((way) => Buffer.from(secret, way).toString("latin1"));
  return [
    secret,
    ...decoded.filter((text) => text.length >= secret.length / 2 && /^[\x20-\x7e]+$/.test(text)),
  ];
}

function isPlain(text: string): boolean {
  const signs = [...text].map((letter) => letter.charCodeAt(0));
  return (
    exampleWord.test(text) ||
    new Set(signs).size < 8 ||
    isInOrder(signs) ||
    isInOrder([...Buffer.from(text, "hex")]) ||
    isForeseeable(text)
  );
}

/** What documentation and templates write where a secret belongs, and what hands type in its place. */
const exampleWord =
  /change.?(me|it|this)|example|placeholder|passw[o0]rd|secret|dummy|sample|replace|your.?(own|token|key)|x{8}|qwert|asdfgh|letmein|deadbeef|cafebabe|correct.?horse/i;

/** Numbers that go on by a few steps only: one that was drawn by chance goes on by many. */
function isInOrder(numbers: readonly number[]): boolean {
  const steps = new Set(numbers.slice(1).map((number, i) => number - (numbers[i] ?? 0)));
  return numbers.length > 16 && steps.size < 8;
}

/**
 * Whether a third of the signs follows from what stands before them: they end a piece that came before, be it
 * backwards, or go on as the two before did. By chance hardly one in ten does.
 */
function isForeseeable(text: string): boolean {
  const lower = text.toLowerCase();
  let foreseen = 0;
  for (let i = PIECE; i < lower.length; i++) {
    const before = lower.slice(0, i);
    const piece = lower.slice(i - PIECE + 1, i + 1);
    const step = (at: number) => lower.charCodeAt(at) - lower.charCodeAt(at - 1);
    const cameBefore = before.includes(piece) || before.includes([...piece].reverse().join(""));
    if (cameBefore || (step(i) === step(i - 1) && step(i) === step(i - 2))) foreseen += 1;
  }
  return foreseen > lower.length / 3;
}

const PIECE = 4;

/** What is meant for a secret and is known to everybody. */
const hashed = new Set(
  [
    "",
    "a",
    "0",
    "1",
    "123456",
    "12345678",
    "admin",
    "demo",
    "key",
    "live",
    "password",
    "secret",
    "tenor",
    "test",
    "token",
    "webhook",
  ].flatMap((word) =>
    (["md5", "sha1", "sha256", "sha512"] as const).flatMap((way) => {
      const hash = createHash(way).update(word).digest();
      return [hash.toString("hex"), hash.toString("base64").toLowerCase()];
    }),
  ),
);
