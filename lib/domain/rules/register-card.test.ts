import { describe, expect, it } from "vitest";
import type { AnsweredReference } from "../decline/gateway-answer";
import type { ResultByCode } from "../lived/answer-by-code";
import {
  activated,
  entered,
  instalmentOrder,
  linked,
  meteredOrder,
  singleOrder,
  softDeclined,
} from "../lived/histories";
import { act, answered, customer, forward, type History, settled, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import type { Attempt } from "../order/order";
import { HOUR } from "../value/calendar";
import { dueAt } from "./due";

const last = ({ order }: History) => order.attempts.at(-1) as Attempt;
const reversals = ({ order }: History) => order.attempts.filter(({ type }) => type === "reversal");
const byLink = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
const careful = { merchant: { defaultInitialAmount: 50, autoRetry: false } };

/** A hold that came when its order was cancelled already. */
function needless(): History {
  const opened = act(linked(singleOrder({ preauthorise: true })), byLink, customer);
  return entered(act(opened, { kind: "cancel_order" }), "approved", sampleCards.visa);
}

describe("a hold that nobody will capture", () => {
  it("is given back whole, by itself, with the card and over the channel that it came with", () => {
    const after = needless();
    const hold = after.order.attempts[0];
    expect(last(after)).toMatchObject({
      type: "reversal",
      purpose: "reversal",
      cause: "registration",
      actor: { kind: "system" },
      channel: hold?.channel,
      account: hold?.account,
      recurrence: "initial",
      amount: hold?.amount,
      refersTo: 1,
      cardId: hold?.cardId,
      startedAt: after.now,
    });
    expect(reversals(after)).toHaveLength(1);
  });

  it("is given back once, also when its reversal is refused: only one that reached nobody is sent again", () => {
    const words: [ResultByCode, boolean][] = [
      ["approved", false],
      ["soft", false],
      ["technical", false],
      ["not_found", true],
      ["not_sent", true],
    ];
    for (const [word, isSentAgain] of words) {
      const after = answered(needless(), word);
      expect(dueAt(after.order) !== null).toBe(isSentAgain);
      expect(reversals(forward(after, after.now + HOUR))).toHaveLength(isSentAgain ? 2 : 1);
    }
  });

  it("is sent again half a minute after the last time, not after the first", () => {
    const first = answered(needless(), "not_sent");
    const second = forward(first, first.now + 30_000, "not_sent");
    expect(dueAt(second.order)).toBe(second.now + 30_000);
    expect(dueAt(answered(needless(), "silence").order)).toBeNull();
    const heard = forward(first, first.now + 30_000, "technical");
    expect(dueAt(heard.order)).toBeNull();
  });

  it("is none while it waits for its capture, and what staff let go is theirs to send again", () => {
    const held = activated(singleOrder({ preauthorise: true }));
    expect(reversals(held)).toEqual([]);
    const unheard = answered(act(held, { kind: "reverse_payment", attempt: 1 }), "not_found");
    expect(dueAt(unheard.order)).toBeNull();
  });

  it("that was declined is none", () => {
    const opened = act(linked(singleOrder({ preauthorise: true })), byLink, customer);
    const declined = entered(act(opened, { kind: "cancel_order" }), "soft", sampleCards.visa);
    expect(reversals(declined)).toEqual([]);
  });

  it("waits while another payment is at the gateway, and goes back after it", () => {
    const failed = softDeclined(activated(instalmentOrder(careful)));
    const retrying = act(waited(failed, failed.now + HOUR), { kind: "retry_events", events: [1] });
    const open = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 } as const;
    const before = reversals(failed).length;
    const checked = entered(act(retrying, open, customer), "approved", sampleCards.second);
    expect(reversals(checked)).toHaveLength(before);
    expect(reversals(answered(checked, "approved"))).toHaveLength(before + 1);
  });
});

describe("a card that is registered", () => {
  const answer = {
    code: "000.000.000",
    registrationId: "f".repeat(32),
    brand: "VISA",
    card: { bin: "411111", last4: "1111", holder: "Jo May", expiryMonth: 3, expiryYear: 2031 },
  };
  const opened = () => act(linked(meteredOrder()), byLink, customer);

  it("is kept as it was answered, with the payment that began it, its order, its time and its channel", () => {
    const after = settled(waited(opened(), opened().now + HOUR), 1, answer);
    expect(after.order.wallet).toEqual([
      {
        ...answer.card,
        id: answer.registrationId,
        brand: "VISA",
        citId: after.order.attempts[0]?.answer?.initialTransactionId,
        networkReferences: [],
        registeredAt: after.now,
        zuid: 1042,
        channel: "ECOM",
        state: "usable",
        preferred: false,
      },
    ]);
  });

  it("of which nothing but its registration was told runs for long enough to be charged", () => {
    const after = settled(opened(), 1, { ...answer, brand: null, card: null });
    expect(after.order.wallet).toMatchObject([
      { brand: "", bin: "", last4: "", holder: "", expiryMonth: 12, expiryYear: 2099 },
    ]);
  });

  it("is in the wallet once, and is none without a registration", () => {
    const after = settled(opened(), 1, answer);
    const open = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 } as const;
    const again = settled(act(after, open, customer), 2, { ...answer, brand: "MASTER" });
    expect(again.order.wallet).toHaveLength(1);
    expect(again.order.cardId).toBe(answer.registrationId);
    expect(settled(opened(), 1, { code: "000.000.000" }).order.wallet).toEqual([]);
  });
});

describe("what its network calls a Mastercard's first payment", () => {
  const link: AnsweredReference = { kind: "mastercard_transaction_link", value: "L1" };
  const told = { code: "000.000.000", networkReferences: [link] };
  const keeps = ({ log }: History) =>
    log.filter(({ entry }) => entry.kind === "network_references_kept").length;

  it("is learnt from a charge, and neither from a refund nor by another scheme's card", () => {
    const charge = { kind: "charge_now", amount: 4_200, note: "" } as const;
    const start = activated(meteredOrder(), sampleCards.master);
    expect(keeps(answered(act(start, charge), told))).toBe(1);
    const paid = answered(act(start, charge), "approved");
    expect(keeps(paid)).toBe(0);
    const refund = act(paid, { kind: "refund_payment", attempt: 2, amount: 4_200 });
    expect(keeps(answered(refund, told))).toBe(0);
    expect(keeps(answered(act(activated(meteredOrder()), charge), told))).toBe(0);
    const wallet = [sampleCards.second, sampleCards.master];
    const saved = {
      kind: "pay_with_saved_card",
      cardId: sampleCards.master.id,
      how: "telephone",
      agreedAt: 0,
    } as const;
    const first = answered(act(linked(instalmentOrder({ deposit: 1_000, wallet })), saved), told);
    const holders = first.order.wallet.filter(({ networkReferences }) => networkReferences.length > 0);
    expect(holders.map(({ id }) => id)).toEqual([sampleCards.master.id]);
    const due = activated(instalmentOrder(), sampleCards.master);
    expect(keeps(forward(due, Date.UTC(2026, 1, 1, 9), told))).toBe(1);
  });
});
