import { describe, expect, it } from "vitest";
import { type Source, sources } from "../../testing-sources";
import { DAY } from "./calendar";
import * as timetable from "./timetable";

describe("every wait", () => {
  it("stands in the timetable and nowhere else", () => {
    expect(sources().flatMap(waitsIn)).toEqual([]);
  });

  it.each([
    ["a number of minutes", "const until = now + 5 * MINUTE;"],
    ["milliseconds", "askAfter: machineNow + 60_000,"],
    ["a named wait", "const PROBE_EVERY_MS = 2_000;"],
    ["a wait that stands in for none", "const patienceMs = given ?? 3_000;"],
    ["days", "const NOTICE_DAYS = 7;"],
    ["seconds", "maxAge: 31_536_000,"],
    ["steps of a calendar that nobody asked for", "addDays(at, 7, timeZone)"],
  ])("is found where it is written as %s", (_, text) => {
    expect(waitsIn({ file: "lib/orders/x.ts", text })).not.toEqual([]);
  });

  it("is used", () => {
    const used = sources().filter(({ file }) => !file.endsWith("value/timetable.ts"));
    const own = sources().find(({ file }) => file.endsWith("value/timetable.ts"))?.text ?? "";
    for (const name of Object.keys(timetable)) {
      const inside = own.split(new RegExp(`\\b${name}\\b`)).length > 2;
      expect(inside || used.some(({ text }) => text.includes(name)), name).toBe(true);
    }
  });
});

describe("waits that lean on each other", () => {
  const t = timetable;

  it("send nothing that may be given up meanwhile, also where two clocks are minutes apart", () => {
    expect(t.SENT_WITHIN * 4).toBeLessThan(t.GIVEN_UP_AFTER);
    expect(t.BETWEEN_NOT_FOUND).toBeLessThan(t.GIVEN_UP_AFTER);
  });

  it("hand no checkout out that cannot be paid in any more, and ask only once nobody can", () => {
    expect(t.CHECKOUT_FRESH).toBeLessThan(t.CHECKOUT_LIVES);
    expect(t.ASK_AFTER_CHECKOUT).toBeGreaterThan(t.CHECKOUT_LIVES);
    expect(t.CHECKOUT_OPENING).toBeGreaterThan(t.GATEWAY_ANSWERS_WITHIN);
  });

  it("take no order from a worker that waits for the gateway's answer", () => {
    expect(t.CLAIMED_FOR).toBeGreaterThan(t.GATEWAY_ANSWERS_WITHIN + t.WORKER_WAITS);
    expect(t.ASK_AFTER_SENT).toBeGreaterThan(t.GATEWAY_ANSWERS_WITHIN);
  });

  it("outlast whoever holds an order where a result is to be booked, and not where a person waits", () => {
    expect(t.RESULT_WAITS).toBeGreaterThan(t.TRANSACTION_LIVES);
    expect(t.PERSON_WAITS).toBeLessThan(t.TRANSACTION_LIVES);
  });

  it("plan every retry within the window", () => {
    expect(t.LAST_RETRY_DAY * DAY).toBeLessThan(t.RETRY_WINDOW);
    expect(Math.max(...t.USUAL_RETRY_DAYS) + t.PAYDAY_WITHIN_DAYS).toBeLessThan(t.LAST_RETRY_DAY);
    expect(t.CARD_USES_READ).toBeGreaterThan(t.RETRY_WINDOW);
  });
});

/**
 * Where waits stand that are none of the product's: a scheme's own windows and a bank's advice, the stand-in for the
 * gateway, starting and watching processes, a mail server's protocol, and what the eye and the hand need on a screen.
 */
const elsewhere =
  /^(lib\/domain\/(value|decline|lived)\/|lib\/domain\/rules\/sample|lib\/sandbox\/|lib\/start\/|lib\/worker\/|lib\/mail\/|lib\/web-process|db\/(embedded|postmaster)|components\/|app\/\(staff\)\/\[merchant\]\/sandbox\/)/;

const wait = new RegExp(
  [
    String.raw`\b\d[\d_.]* ?\* ?(SECOND|MINUTE|HOUR|DAY|second|minute|hour|day)\b`,
    String.raw`\b(60_000|3_600_000|86_400_000)\b`,
    String.raw`\b(?!MOST_)\w*(Ms|_MS|_DAYS|_AFTER|_EVERY|_WITHIN|Seconds|maxAge|timeout)\b ?(:|=|\?\?) ?\[?[1-9][\d_]`,
    String.raw`\b(?!MOST_)\w*(_DAYS|_EVERY|_WITHIN)\b = \[?\d`,
    String.raw`\b\w+ \?\? [1-9]\d?_000\b`,
    String.raw`\baddDays\(\w+, -?[2-9]`,
  ].join("|"),
);

function waitsIn({ file, text }: Source): string[] {
  if (elsewhere.test(file)) return [];
  return text
    .split("\n")
    .filter((line) => wait.test(line.replace(/\/\/.*|^\s*\/?\*.*/, "")))
    .map((line) => `${file}: ${line.trim()}`);
}
