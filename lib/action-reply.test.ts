import { describe, expect, it } from "vitest";
import { isReply } from "@/lib/action-reply";

const text = (body: string) => isReply(new Map([["0", body]]));
const parts = (given: Record<string, unknown>) => isReply(new Map(Object.entries(given)));

describe("a call of an action", () => {
  it.each([
    '[null,{"zuid":"1001","text":"$$5 off"}]',
    '["$undefined"]',
    "[]",
    '[{"typed":{"a":"b"}},"$0:0:typed"]',
    '["$D2026-03-02T09:00:00.000Z","$-0","$NaN","$Infinity","$-Infinity"]',
  ])("is readable as %s", (body) => expect(text(body)).toBe(true));

  it("is readable as a form beside what the form was drawn from", () => {
    expect(parts({ "0": '[null,"$K1"]', "1_zuid": "1001", "1_note": "$F1 is no word here" })).toBe(true);
    expect(parts({ "0": '["$1","$K2"]', "1": '{"ok":true}', "2_zuid": "1001" })).toBe(true);
  });

  it("is none where it is nested without an end", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(text(nested(20))).toBe(true);
    expect(text(nested(100_000))).toBe(false);
  });

  it.each(["", "rubbish", "{", "{}", "7", '"a"', "null"])("is no call as %j", (body) => {
    expect(text(body)).toBe(false);
  });

  it.each([
    "$F1",
    "$h1",
    "$@9",
    "$9",
    "$Q1",
    "$W1",
    "$B1",
    "$A1",
    "$nrubbish",
    "$",
    "$0:7",
    "$0:__proto__",
    "$T",
  ])("is none with the word %s, which ours do not send", (word) => {
    expect(text(JSON.stringify([null, word]))).toBe(false);
    expect(text(JSON.stringify([{ deep: [{ er: word }] }]))).toBe(false);
  });

  it("is none without its first part, with one that is a file, or with one that is no JSON", () => {
    expect(parts({ "1": "[]" })).toBe(false);
    expect(parts({ "0": new File([], "a") })).toBe(false);
    expect(parts({ "0": '["$1"]', "1": "{" })).toBe(false);
  });
});
