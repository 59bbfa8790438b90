import { expect, it } from "vitest";
import type { ResultByCode } from "../lived/answer-by-code";
import { fullLives } from "../lived/full-lives";
import { activated, collected, instalmentOrder, softDeclined, subscriptionOrder } from "../lived/histories";
import { act, answered, type History } from "../lived/history";
import type { Command } from "../rules/command";
import { DAY } from "../value/calendar";
import { actResult } from "./act-result";

/** What whoever gave the command reads, when the gateway answers like this. */
function said(history: History, command: Command, ...answers: ResultByCode[]) {
  const after = answers.reduce((at, answer) => answered(at, answer), act(history, command));
  const entries = after.log.slice(history.log.length).map(({ entry }) => entry);
  return actResult(entries, after.order, "Europe/Berlin");
}

const failed = () => softDeclined(collected(activated(instalmentOrder({ parts: 3 }))));

it("begins with the money and ends with the order's status", () => {
  expect(said(failed(), { kind: "retry_events", events: [2] }, "approved")).toEqual({
    text: "EUR 100.00 collected. The order is Active again.",
    tone: "collected",
  });
});

it("says a decline with its reason, and that the order stays as it was", () => {
  expect(said(failed(), { kind: "retry_events", events: [2] }, "soft")).toEqual({
    text: "EUR 100.00 declined: insufficient funds. The order is still Failed.",
    tone: "soft_declined",
  });
});

it("says of a decline for good that the order is Suspended", () => {
  const { text, tone } = said(failed(), { kind: "retry_events", events: [2] }, "hard");
  expect(text).toMatch(/^EUR 100\.00 declined: .*\. The order is Suspended\.$/);
  expect(tone).toBe("hard_declined");
});

it("names what is given up for good, and colours it so", () => {
  expect(said(failed(), { kind: "skip_events", events: [2, 3] })).toEqual({
    text: "EUR 200.00 will not be collected: 2 payments skipped. The order is Complete.",
    tone: "given_up",
  });
});

it("tells times in the reader's zone", () => {
  const history = failed();
  const scheduledAt = history.now + DAY;
  const command = {
    kind: "reschedule_event",
    event: 2,
    scheduledAt,
    amount: null,
    alsoLater: false,
  } as const;
  const after = act(history, command);
  const entries = after.log.slice(history.log.length).map(({ entry }) => entry);
  const inBerlin = actResult(entries, after.order, "Europe/Berlin").text;
  const inTokyo = actResult(entries, after.order, "Asia/Tokyo").text;
  expect(inBerlin).toMatch(/^EUR 100\.00 moved to /);
  expect(inTokyo).not.toBe(inBerlin);
});

it("says that billing stops, and that the order is Paused", () => {
  const { text } = said(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
  expect(text).toBe("Billing is paused. The order is Paused.");
});

it("never begins with a reference, and always says something of what staff did", () => {
  for (const { order, log } of fullLives()) {
    for (const { entry, actor } of log) {
      const { text } = actResult([entry], order, "UTC");
      expect(text).not.toMatch(/ZUID-\d+-|^[0-9a-f]{32}/);
      if (actor.kind === "user" && entry.kind === "note_added") expect(text).toBe("Note added.");
    }
  }
});
