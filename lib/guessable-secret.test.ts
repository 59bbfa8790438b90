import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canBeGuessed } from "./guessable-secret";

const hash = (way: string, word: string) => createHash(way).update(word).digest("hex");
const hex = (text: string) => Buffer.from(text).toString("hex");
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("a secret that looks strong and is not", () => {
  it.each([
    ["short", "k7Qz!9w"],
    ["a piece again and again", "93f1c6b0ad27".repeat(4)],
    ["a piece again and again, broken off", `${"93f1c6b0ad27".repeat(5)}93f1`],
    ["a piece and its reverse", "5f1c0e83b7d94a26e0c85a3d9f7412b66b2147f9d3a58c0e62a49d7b38e0c1f5"],
    ["two runs of letters and digits", "abcdefghijklmnopABCDEFGHIJKLMNOP0123456789"],
    ["runs that begin anew", "456789abcdef0123456789ab89abcdef0123456712345678"],
    ["the keys in their row", "qwertzuiopasdfghjklyxcvbnm1234567890"],
    ["words of hexadecimal", "deadbeef8badf00dcafebabe1badb002feedfacec0ffee11abad1deadefec8ed"],
    ["a word in hexadecimal", hex("changeme-changeme-1-changeme-2!!")],
    ["a word in base64", base64("this is my secret for the office")],
    ["few letters in hexadecimal", hex("aaaaaaaabbbbbbbbaaaaaaaabbbbbbbb")],
    ["the hash of nothing", hash("sha256", "")],
    ["the hash of a word", hash("sha256", "secret")],
    ["the hash of a word in capitals", hash("sha256", "test").toUpperCase()],
    ["a shorter hash", hash("md5", "password")],
    ["the hash of a word in base64", createHash("sha256").update("admin").digest("base64")],
    ["a password with a twist", "Tenor-Passw0rd-2026-very-long-one!"],
  ])("is %s", (_what, secret) => expect(canBeGuessed(secret, 16)).toBe(true));
});

it("is none that was drawn by chance, however it is written", () => {
  for (let i = 0; i < 3_000; i++) {
    const drawn = randomBytes(32);
    const written = [drawn.toString("hex"), drawn.toString("base64"), drawn.toString("base64url")];
    const shorter = [randomBytes(16).toString("hex"), randomBytes(12).toString("base64")];
    for (const secret of [...written, ...shorter, crypto.randomUUID()])
      expect([secret, canBeGuessed(secret, 16)]).toEqual([secret, false]);
  }
});
