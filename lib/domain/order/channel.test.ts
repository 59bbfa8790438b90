import { describe, expect, it } from "vitest";
import {
  activated,
  entered,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  singleOrder,
} from "../lived/histories";
import { act, answeredAll, type History, refusalOf } from "../lived/history";
import { sampleCards } from "../lived/plain-order";

const byPhone = { ...sampleCards.third, channel: "MOTO" as "ECOM" | "MOTO" };
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
    expect(charged.order.attempts.at(-1)?.account).toBe(charged.order.merchant.accounts.ECOM);
  });

  it("of an order that was begun online and paid by phone", () => {
    const order = paidFirst(linked(instalmentOrder()), "approved", undefined, "terminal");
    expect(lastChannel(act(order, { kind: "execute_event", event: 1 }))).toBe("MOTO");
  });

  it("of a card that another order registered", () => {
    const order = act(activated(instalmentOrder({ wallet: [byPhone] })), {
      kind: "replace_card",
      ...{ cardId: byPhone.id, shownSum: 0 },
    });
    expect(lastChannel(act(order, { kind: "execute_event", event: 1 }))).toBe("MOTO");
  });

  it("of a saved card that the first payment is made with", () => {
    const saved = (card: typeof byPhone, channel: "ECOM" | "MOTO") => {
      const order = linked(instalmentOrder({ wallet: [card], draft: { channel } }));
      const paying = act(order, {
        kind: "pay_with_saved_card",
        cardId: card.id,
        how: "telephone",
        agreedAt: 0,
      });
      expect(lastChannel(paying)).toBe(card.channel);
      const paid = answeredAll(paying, "approved");
      expect(paid.order.channel).toBe(card.channel);
      expect(lastChannel(act(paid, { kind: "execute_event", event: 1 }))).toBe(card.channel);
    };
    saved(byPhone, "ECOM");
    saved({ ...byPhone, channel: "ECOM" }, "MOTO");
  });
});

it("offers no card fields by phone to a merchant who has no channel for it", () => {
  const order = activated(instalmentOrder({ merchant: { accounts: { ECOM: "ecom", MOTO: "" } } }));
  const byPhone = { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum: 0 } as const;
  expect(refusalOf(order, byPhone)).toEqual({ code: "no_phone_channel" });
  expect(refusalOf(order, { ...byPhone, via: "link" })).toBeNull();
});

describe("the order's own channel", () => {
  const ways = [
    { created: "MOTO", via: "link", becomes: "ECOM" },
    { created: "ECOM", via: "terminal", becomes: "MOTO" },
  ] as const;

  it.each(ways)("$created is $becomes once it is paid by $via", ({ created, via, becomes }) => {
    for (const begun of [instalmentOrder, meteredOrder, singleOrder]) {
      const order = linked(begun({ draft: { channel: created } }));
      const refused = paidFirst(order, "soft", undefined, via === "link" ? "terminal" : "link");
      expect(refused.order.channel).toBe(created);
      expect(paidFirst(refused, "approved", undefined, via).order.channel).toBe(becomes);
    }
  });

  it("follows the card that the order has by now, and a declined one changes nothing", () => {
    const online = activated(instalmentOrder());
    const open = { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum: 0 } as const;
    const asked = act(online, open);
    expect(entered(asked, "soft", sampleCards.second).order.channel).toBe("ECOM");
    const byTelephone = entered(asked, "approved", sampleCards.second);
    expect(byTelephone.order.channel).toBe("MOTO");
    const back = act(byTelephone, { kind: "replace_card", cardId: sampleCards.visa.id, shownSum: 0 });
    expect(back.order.channel).toBe("ECOM");
  });
});
