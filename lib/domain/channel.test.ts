import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, linked, meteredOrder, paidFirst } from "./histories";
import { act, type History, refusalOf } from "./history";

const lastChannel = ({ order }: History) => order.attempts.at(-1)?.channel;

describe("the channel of a charge is its card's", () => {
  it("of an order that was begun by phone and paid over its link", () => {
    const order = paidFirst(
      linked(meteredOrder({ draft: { channel: "MOTO" } })),
      "approved",
      undefined,
      "link",
    );
    const charged = act(order, { kind: "charge_now", amount: 4_200, note: "" });
    expect(lastChannel(charged)).toBe("ECOM");
    expect(charged.order.attempts.at(-1)?.entityId).toBe(charged.order.merchant.entityIds.ECOM);
  });

  it("of an order that was begun online and paid by phone", () => {
    const order = paidFirst(linked(instalmentOrder()), "approved", undefined, "terminal");
    expect(lastChannel(act(order, { kind: "execute_event", event: 1 }))).toBe("MOTO");
  });
});

it("offers no card fields by phone to a merchant who has no channel for it", () => {
  const order = activated(instalmentOrder({ merchant: { entityIds: { ECOM: "ecom", MOTO: "" } } }));
  const byPhone = { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum: 0 } as const;
  expect(refusalOf(order, byPhone)).toEqual({ code: "no_phone_channel" });
  expect(refusalOf(order, { ...byPhone, via: "link" })).toBeNull();
});
