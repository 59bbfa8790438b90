import { describe, expect, it } from "vitest";
import { activated, instalmentOrder } from "../lived/histories";
import { act, answered, type History, recordEntries, refusalOf, staff } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { DAY } from "../value/calendar";
import {
  cardExpiryState,
  cardName,
  cardOfAttempt,
  cardRestrictions,
  cardState,
  channelOfCard,
  currentCard,
  currentFingerprint,
  expiresAt,
  expiringCards,
  expiryNoticeAt,
  fingerprint,
  isSameCard,
  normaliseFingerprint,
} from "./card";

const card = { ...sampleCards.second, state: "usable", preferred: false } as const;

describe("a card that runs to 12/2034", () => {
  const end = Date.UTC(2035, 0, 1, 5);

  it("is good through the last day of the month, on the merchant's calendar", () => {
    expect(expiresAt(card, "America/New_York")).toBe(end);
    expect(cardState(card, "America/New_York", end - 1)).toBe("usable");
    expect(cardState(card, "America/New_York", end)).toBe("expired");
  });

  it("is said to expire soon for its last 45 days", () => {
    const soon = end - 45 * DAY;
    expect(cardExpiryState(card, soon - 1, "America/New_York")).toBe("good");
    expect(cardExpiryState(card, soon, "America/New_York")).toBe("expiring");
    expect(cardExpiryState(card, end - 1, "America/New_York")).toBe("expiring");
    expect(cardExpiryState(card, end, "America/New_York")).toBe("expired");
  });

  it("is found among those that expire soon from the month that 45 days reach", () => {
    const at = Date.UTC(2034, 10, 17);
    expect(expiringCards(at, "UTC").before.toPlainDate().toString()).toBe("2035-01-01");
    expect(expiringCards(at, "UTC").from.toPlainDate().toString()).toBe("2034-11-17");
  });

  it("is announced on the 15th of the month before", () => {
    expect(expiryNoticeAt(card, "UTC")).toBe(Date.UTC(2034, 10, 15, 9));
  });

  it("stays forgotten whatever its date", () => {
    expect(cardState({ ...card, state: "forgotten" }, "UTC", end)).toBe("forgotten");
  });
});

it("does not let the reattempts that Visa counts for the customer bind the merchant, nor the other way round", () => {
  const order = activated(instalmentOrder()).order;
  const now = Date.UTC(2026, 1, 1);
  const held = { ...card, brand: "VISA" };
  const tries = (initiatedBy: "customer" | "merchant") =>
    Array.from({ length: 20 }, (_, hour) => ({
      ...{
        card: fingerprint(held),
        at: now - hour * 3_600_000,
        declined: true,
        reattempt: true,
        initiatedBy,
      },
      ...{ merchantAdviceCode: null, visaCategory: 2 as const },
    }));
  const usedUp = (initiatedBy: "customer" | "merchant") =>
    cardRestrictions({ ...order, cardUses: tries(initiatedBy) }, held, now)
      .limits.filter(({ used, limit }) => used >= limit)
      .map(({ id }) => id);
  expect(usedUp("customer")).toEqual([]);
  expect(usedUp("merchant")).toEqual(["visa_merchant_reattempts"]);
});

it("keeps an expired card from being chosen, and leaves an order the one it holds", () => {
  const order = recordEntries(
    activated(instalmentOrder()),
    [
      {
        kind: "card_registered",
        card: { ...sampleCards.third, expiryYear: 2020 },
      },
    ],
    staff,
  );
  const refusal = refusalOf(order, { kind: "replace_card", cardId: sampleCards.third.id, shownSum: 0 });
  expect(refusal).toEqual({ code: "card_not_usable", state: "expired" });
});

describe("the fingerprint of a card", () => {
  it("is the same however the gateway spells the card", () => {
    const spelt = { brand: "VISA", bin: "411111", last4: "0042", expiryMonth: 3, expiryYear: 2031 };
    expect(fingerprint(spelt)).toBe("VISA|411111|0042|3/2031");
    for (const other of [{ bin: "41111122" }, { brand: " visadebit" }, { last4: "42" }, { expiryYear: 31 }])
      expect(fingerprint({ ...spelt, ...other })).toBe("VISA|411111|0042|3/2031");
    expect(fingerprint({ ...spelt, brand: "Maestro" })).toBe("MASTER|411111|0042|3/2031");
    expect(fingerprint({ ...spelt, brand: " amex ", expiryYear: 100 })).toBe("AMEX|411111|0042|3/100");
  });

  it("that was taken before is read as it would be taken now, and left alone where it is none", () => {
    expect(normaliseFingerprint("VISADEBIT|41111122|42|03/31")).toBe("VISA|411111|0042|3/2031");
    for (const print of [
      "",
      "VISA",
      "VISA|411111|0042|",
      "VISA|411111|0042|3/",
      "|411111|0042|3/2031",
      "a-registration",
    ])
      expect(normaliseFingerprint(print)).toBe(print);
  });

  it("tells two cards apart by any part of it, and no card is the same as one that is not known", () => {
    const { order } = activated(
      instalmentOrder({ wallet: [sampleCards.second, { ...sampleCards.visa, id: "e".repeat(32) }] }),
    );
    expect(isSameCard(order, sampleCards.visa.id, "e".repeat(32))).toBe(true);
    expect(isSameCard(order, sampleCards.visa.id, sampleCards.second.id)).toBe(false);
    expect(isSameCard(order, sampleCards.visa.id, null)).toBe(false);
    expect(isSameCard(order, "unknown", null)).toBe(false);
    expect(isSameCard(order, "unknown", "unknown")).toBe(true);
    expect(isSameCard(order, null, null)).toBe(true);
    expect([currentFingerprint(order), currentCard(order)?.id]).toEqual([
      "VISA|420000|0000|12/2034",
      sampleCards.visa.id,
    ]);
    expect([currentFingerprint(instalmentOrder().order), currentCard(instalmentOrder().order)]).toEqual([
      null,
      null,
    ]);
  });
});

it("the card of a payment is the stored one, else what its answer told of it", () => {
  const { order } = activated(instalmentOrder());
  const [first] = order.attempts;
  if (!first?.answer) throw new Error("it was paid");
  const told = { bin: "411111", last4: "1111", holder: "Jane Jones", expiryMonth: 1, expiryYear: 2030 };
  expect(cardOfAttempt(order, first)).toMatchObject({ id: sampleCards.visa.id });
  expect(cardOfAttempt(order, { ...first, cardId: sampleCards.visa.id, answer: null })).toMatchObject({
    id: sampleCards.visa.id,
  });
  const answer = { ...first.answer, registrationId: null, brand: "VISA", card: told };
  expect(cardOfAttempt(order, { ...first, answer })).toEqual({ ...told, brand: "VISA" });
  expect(cardOfAttempt(order, { ...first, answer: { ...answer, brand: null } })).toBeNull();
  expect(cardOfAttempt(order, { ...first, answer: { ...answer, card: null } })).toBeNull();
  expect(cardOfAttempt(order, { ...first, answer: null })).toBeNull();
});

it("a card is charged over the channel it was registered over, and where that is not known over the order's", () => {
  const wallet = [{ ...sampleCards.third, channel: "MOTO" } as const, sampleCards.second];
  const { order } = activated(instalmentOrder({ wallet }));
  expect(
    [sampleCards.third.id, sampleCards.second.id, "unknown"].map((id) => channelOfCard(order, id)),
  ).toEqual([...["MOTO", "ECOM", "ECOM"]]);
  expect(channelOfCard(order)).toBe("ECOM");
  expect(channelOfCard({ ...order, cardId: sampleCards.third.id })).toBe("MOTO");
});

it("a card's scheme counts that very card, and no other of the customer's", () => {
  const { order, now } = activated(instalmentOrder({ wallet: [sampleCards.master] }));
  const uses = Array.from({ length: 3 }, () => ({
    ...{ card: fingerprint(sampleCards.master), at: now, declined: true, reattempt: true },
    ...{ initiatedBy: "merchant" as const, merchantAdviceCode: null, visaCategory: null },
  }));
  const used = (of: typeof sampleCards.master) =>
    cardRestrictions({ ...order, cardUses: uses }, { ...of, state: "usable", preferred: false }, now)
      .limits[0]?.used;
  expect([used(sampleCards.master), used(sampleCards.visa)]).toEqual([3, 0]);
});

it("a card's name says its brand and its last four digits", () => {
  expect(cardName(sampleCards.second)).toBe("Visa •••• 4242");
});

it("a card that staff took out of the wallet is chosen for nothing, and charged where it is", () => {
  const [own, other] = [sampleCards.visa, sampleCards.second];
  const start = activated(instalmentOrder({ wallet: [other] }), own);
  const removed: History = {
    ...start,
    order: {
      ...start.order,
      wallet: start.order.wallet.map((card) => ({ ...card, state: "removed" as const })),
    },
  };
  const chosen = { kind: "replace_card", cardId: other.id, shownSum: 0 } as const;
  expect(refusalOf(removed, chosen)).toEqual({ code: "card_not_usable", state: "removed" });
  const charged = answered(act(removed, { kind: "execute_event", event: 1 }), "approved");
  expect(charged.order.events[0]?.status).toBe("completed");
});
