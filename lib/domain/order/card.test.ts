import { describe, expect, it } from "vitest";
import { activated, instalmentOrder } from "../lived/histories";
import { recordEntries, refusalOf, staff } from "../lived/history";
import { cards } from "../lived/plain-order";
import { DAY } from "../value/calendar";
import {
  cardExpiryState,
  cardRestrictions,
  cardState,
  expiresAt,
  expiringCards,
  expiryNoticeAt,
  fingerprint,
} from "./card";

const card = { ...cards.second, state: "usable", preferred: false } as const;

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
        card: { ...cards.third, expiryYear: 2020 },
      },
    ],
    staff,
  );
  const refusal = refusalOf(order, { kind: "replace_card", cardId: cards.third.id, shownSum: 0 });
  expect(refusal).toEqual({ code: "card_not_usable", state: "expired" });
});
