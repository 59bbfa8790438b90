import { describe, expect, it } from "vitest";
import {
  activated,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  singleOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, customer, type History, refusalOf, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import type { Attempt } from "../order/order";
import { registersCard } from "./first-payment";

const last = ({ order }: History) => order.attempts.at(-1) as Attempt;
const first = (via: "link" | "terminal") => ({ kind: "open_checkout", purpose: "initial", via }) as const;
const update = (via: "link" | "terminal", shownSum = 0) =>
  ({ kind: "open_checkout", purpose: "card_update", via, shownSum }) as const;

describe("a page for a card", () => {
  it("says what it is for, over which channel, and names no sum that it does not collect", () => {
    expect(last(act(linked(singleOrder()), first("link"), customer))).toMatchObject({
      ...{ purpose: "initial", type: "debit", amount: 10_000, recurrence: "initial", shownSum: null },
      ...{ channel: "ECOM", state: "prepared", cause: "link" },
    });
    expect(last(act(activated(instalmentOrder()), update("terminal", 300)))).toMatchObject({
      ...{ purpose: "card_update", type: "registration", amount: 0, recurrence: "initial", shownSum: 300 },
      ...{ channel: "MOTO", state: "prepared", cause: "terminal" },
    });
  });

  it("stands open once for each purpose and channel", () => {
    const open = act(linked(singleOrder()), first("link"));
    expect(refusalOf(open, first("link"))).toEqual({ code: "checkout_open", attempt: 1 });
    expect(refusalOf(open, first("terminal"))).toBeNull();
    const live = paidFirst(act(linked(instalmentOrder()), first("terminal")));
    expect(live.order.attempts.map(({ state }) => state)).toEqual(["prepared", "approved"]);
    expect(refusalOf(live, update("terminal"))).toBeNull();
  });

  it("is judged by what it is for, and the customer's other card alone may come while a payment runs", () => {
    const live = activated(instalmentOrder());
    expect(refusalOf(live, first("link"))).toEqual({ code: "status", reason: "activated" });
    const running = act(live, { kind: "execute_event", event: 1 });
    expect(refusalOf(running, update("link"))).toBeNull();
    expect(refusalOf(running, update("terminal"))).toMatchObject({ code: "payment_running" });
    const saved = linked(singleOrder({ wallet: [sampleCards.third] }));
    const paying = act(saved, {
      kind: "pay_with_saved_card",
      cardId: sampleCards.third.id,
      how: "telephone",
      agreedAt: 0,
    });
    expect(refusalOf(paying, first("link"), customer)).toMatchObject({ code: "payment_running" });
  });

  it("by phone is none of a merchant whose number for it is blank", () => {
    const start = linked(singleOrder({ merchant: { accounts: { ECOM: "ecom", MOTO: "  " } } }));
    expect(refusalOf(start, first("terminal"))).toEqual({ code: "no_phone_channel" });
  });

  it("by phone is none of a merchant that switched it off, and a link or a caller who confirms still is", () => {
    const start = linked(singleOrder({ merchant: { channels: ["ECOM"] } }));
    expect(refusalOf(start, first("terminal"))).toEqual({ code: "no_phone_channel" });
    for (const via of ["link", "terminal_3ds"] as const)
      expect(refusalOf(start, { kind: "open_checkout", purpose: "initial", via })).toBeNull();
  });
});

describe("a first payment with a saved card", () => {
  const pay = {
    kind: "pay_with_saved_card",
    cardId: sampleCards.master.id,
    how: "telephone",
    agreedAt: 0,
  } as const;
  const saved = (told: Parameters<typeof singleOrder>[0] = {}) =>
    linked(singleOrder({ ...told, wallet: [sampleCards.master] }));

  it("is the order's first sum, as an initial payment with that card", () => {
    expect(last(act(saved(), pay))).toMatchObject({
      ...{ purpose: "initial", cause: "saved_card", recurrence: "initial", amount: 10_000 },
      ...{ cardId: sampleCards.master.id, state: "sent" },
    });
    const checked = linked(
      meteredOrder({ wallet: [sampleCards.master], merchant: { defaultInitialAmount: 50 } }),
    );
    expect(last(act(checked, pay))).toMatchObject({ type: "authorisation", amount: 50 });
  });

  it("takes a card that the customer has, that is good, and that its scheme has not banned", () => {
    expect(refusalOf(linked(singleOrder()), pay)).toEqual({ code: "unknown_card" });
    const late = waited(saved(), Date.UTC(2035, 0, 1));
    expect(refusalOf(late, pay)).toEqual({ code: "card_not_usable", state: "expired" });
    const banned = usedElsewhere(saved(), sampleCards.master, { declined: true, merchantAdviceCode: "03" });
    expect(refusalOf(banned, pay)).toMatchObject({ code: "card_banned" });
  });
});

it("a first payment stores the card of every order that is collected later, or that only registers one", () => {
  const stores = ({ order }: History) => registersCard(order);
  expect([singleOrder(), instalmentOrder({ deposit: 100 }), meteredOrder()].map(stores)).toEqual([
    ...[false, true, true],
  ]);
  expect(stores(singleOrder({ draft: { savesCard: true } }))).toBe(true);
  expect(stores(singleOrder({ amount: 0 }))).toBe(true);
});
