import { describe, expect, it } from "vitest";
import { activated, meteredOrder } from "../lived/histories";
import { refusalOf } from "../lived/history";
import { holdsCardNumber } from "./card-number";

describe("a card number", () => {
  it.each(["4242424242424242", "call me: 4242 4242 4242 4242!", "4242-4242-4242-4242", "3782 822463 10005"])(
    "is seen in %j",
    (text) => expect(holdsCardNumber(text)).toBe(true),
  );

  it.each([
    "4242424242424241",
    "+49 30 901820",
    "ZUID-1001, SPID 385",
    "7aa46620da6b45aa9526f26c8eed5120",
    "a621fabd-911e-4d75-9260-525548437807",
  ])("is not seen in %j", (text) => expect(holdsCardNumber(text)).toBe(false));

  it("is not written down with an order", () => {
    const order = activated(meteredOrder());
    const note = "new card 4242 4242 4242 4242";
    const refused = { code: "card_number_in_text" };
    expect(refusalOf(order, { kind: "add_note", text: note })).toEqual(refused);
    expect(refusalOf(order, { kind: "charge_now", amount: 100, note })).toEqual(refused);
    const scheduledAt = order.now + 86_400_000;
    expect(refusalOf(order, { kind: "schedule_payment", amount: 100, scheduledAt, note })).toEqual(refused);
  });
});
