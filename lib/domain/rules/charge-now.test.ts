import { describe, expect, it } from "vitest";
import { activated, meteredOrder } from "../lived/histories";
import { act, type History, refusalOf, staff } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { DAY } from "../value/calendar";

const start = activated(meteredOrder());
const charge = (note: string, amount = 500) => ({ kind: "charge_now", amount, note }) as const;
const plan = (note: string, amount = 500) =>
  ({ kind: "schedule_payment", amount, scheduledAt: start.now + DAY, note }) as const;
const since = (history: History) => history.log.slice(start.log.length).map(({ entry }) => entry);

describe("a sum of the moment", () => {
  it("is a repeated debit of the order's card, and keeps what it is for in the payment and as a note", () => {
    expect(since(act(start, charge("Hours in June")))).toMatchObject([
      {
        kind: "payment_started",
        attempt: {
          ...{ type: "debit", purpose: "charge_now", cause: "charge_now", recurrence: "repeated" },
          ...{ amount: 500, note: "Hours in June", actor: staff, startedAt: start.now },
          ...{ event: null, reattempt: false, cardId: sampleCards.visa.id, channel: "ECOM" },
        },
      },
      { kind: "note_added", text: "Hours in June" },
    ]);
  });
});

describe("a planned sum", () => {
  it("is an event that belongs to no cycle, and keeps what it is for in the log", () => {
    expect(since(act(start, plan("Hours in June")))).toMatchObject([
      {
        kind: "events_scheduled",
        why: "staff",
        note: "Hours in June",
        events: [{ number: 1, amount: 500, scheduledAt: start.now + DAY, cycle: null }],
      },
      { kind: "note_added", text: "Hours in June" },
    ]);
    expect(since(act(start, plan(""))).map(({ kind }) => kind)).toEqual(["events_scheduled"]);
  });
});

it.each([
  ["charged at once", charge],
  ["planned", plan],
] as const)("a sum that is %s is a cent at least, and goes with no card number", (_, ask) => {
  expect(refusalOf(start, ask("", 0))).toEqual({ code: "amount_not_positive" });
  expect(refusalOf(start, ask("", 1))).toBeNull();
  expect(refusalOf(start, ask("Card 4111 1111 1111 1111"))).toEqual({ code: "card_number_in_text" });
});
