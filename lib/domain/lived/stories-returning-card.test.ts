import { describe, expect, it } from "vitest";
import { cardUpdateSum, paymentAtGateway } from "../order/balance";
import { fingerprint } from "../order/card";
import { factsWith } from "../order/card-facts";
import type { CardDetails } from "../order/order";
import { retriesOf, tryOf } from "../order/retry";
import { whyNotCollectedWith } from "../preview/preview-card-update";
import type { Command } from "../rules/command";
import { DAY, HOUR } from "../value/calendar";
import {
  activated,
  cardEntered,
  cardUpdated,
  hardDeclined,
  instalmentOrder,
  retried,
  softDeclined,
  usedElsewhere,
} from "./histories";
import { act, answered, answeredAll, forward, type History, refusalOf, waited } from "./history";
import { violations } from "./invariants";
import { sampleCards } from "./plain-order";
import { eventIn } from "./shape";

const byHand = { merchant: { autoRetry: false } };
const retry: Command = { kind: "retry_events", events: [1] };

/** Event 1 with the first card, declined until all fifteen retries are used, an hour apart. */
function wornOut(): History {
  let worn = softDeclined(activated(instalmentOrder(byHand)));
  for (let i = 0; i < 15; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
  return worn;
}

/** The customer chose a registered card again, or registered one; whatever is charged for it is answered so. */
function selected(history: History, cardId: string, word: "soft" | "hard" | "approved"): History {
  const shownSum = cardUpdateSum(history.order, history.now);
  return answeredAll(act(history, { kind: "replace_card", cardId, shownSum }), word);
}

const facts = (history: History, card: CardDetails) => factsWith(eventIn(history, 1), fingerprint(card));
const sentWith = (history: History, print: string) =>
  history.order.attempts.filter((attempt) => {
    const card = history.order.wallet.find(({ id }) => id === attempt.cardId);
    return attempt.event === 1 && card && fingerprint(card) === print;
  }).length;

describe("a card that comes back", () => {
  it("finds its used-up retries again, and is not charged before its window ends", () => {
    const worn = wornOut();
    const other = cardUpdated(waited(worn, worn.now + HOUR), "soft");
    expect(facts(other, sampleCards.second).window?.retries).toBe(0);
    expect(whyNotCollectedWith(other.order, sampleCards.visa.id, other.now)).toMatchObject({
      code: "retry_limit",
      used: 15,
    });
    expect(whyNotCollectedWith(other.order, sampleCards.second.id, other.now)).toBeNull();
    const back = selected(waited(other, other.now + HOUR), sampleCards.visa.id, "soft");
    expect(paymentAtGateway(back.order)).toBeNull();
    expect(back.order.attempts).toHaveLength(other.order.attempts.length);
    expect(facts(back, sampleCards.visa).window?.retries).toBe(15);
    expect(retriesOf(back.order, eventIn(back, 1))).toMatchObject({ used: 15, limit: 15 });
    expect(refusalOf(back, retry)).toMatchObject({ code: "retry_limit", used: 15 });
    expect(eventIn(back, 1).wait).toMatchObject({
      why: "retry_limit",
      until: facts(back, sampleCards.visa).window?.endsAt,
    });
    expect(violations(back.order, back.log)).toEqual([]);
  });

  it.each([
    ["registered anew", {}],
    ["seen with eight digits of its BIN", { bin: `${sampleCards.visa.bin}12` }],
    ["told under its brand's other name", { brand: "VISADEBIT" }],
    ["told in small letters", { brand: "visa" }],
  ])("is the same card though it is %s", (_how, spelling) => {
    const worn = wornOut();
    const other = cardUpdated(waited(worn, worn.now + HOUR), "soft");
    const anew = { ...sampleCards.visa, ...spelling, id: "e".repeat(32) };
    const back = cardUpdated(waited(other, other.now + HOUR), "soft", anew);
    expect(retriesOf(back.order, eventIn(back, 1))).toMatchObject({ used: 15 });
    expect(sentWith(back, fingerprint(sampleCards.visa))).toBe(16);
  });

  it("keeps what its bank advised while another card was tried", () => {
    const start = activated(instalmentOrder(byHand), sampleCards.master);
    const advised = forward(start, eventIn(start, 1).scheduledAt, "advice25");
    const until = advised.now + DAY;
    const other = cardUpdated(waited(advised, advised.now + HOUR), "soft");
    expect(refusalOf(other, retry)).toBeNull();
    const back = selected(waited(other, other.now + HOUR), sampleCards.master.id, "soft");
    expect(eventIn(back, 1).wait).toMatchObject({ why: "advice", until });
    expect(refusalOf(back, retry)).toMatchObject({ code: "advice_not_before", until });
  });

  it("stays barred from an event that it was declined for good on, whatever was tried since", () => {
    const start = hardDeclined(activated(instalmentOrder(byHand)));
    const other = cardUpdated(start, "soft");
    const third = cardUpdated(other, "soft", sampleCards.third);
    const back = selected(third, sampleCards.visa.id, "approved");
    expect(sentWith(back, fingerprint(sampleCards.visa))).toBe(1);
    expect(eventIn(back, 1).status).toBe("hard_declined");
  });

  it("finds them again on a merged event too, each card its own", () => {
    const first = softDeclined(activated(instalmentOrder(byHand)), 2);
    const worn = retried(retried(waited(first, first.now + HOUR), 2, "soft"), 2, "soft");
    const other = cardUpdated(waited(worn, worn.now + HOUR), "soft");
    const merged = eventIn(other, 13);
    expect(factsWith(merged, fingerprint(sampleCards.visa)).window?.retries).toBe(2);
    expect(factsWith(merged, fingerprint(sampleCards.second)).window?.retries).toBe(0);
  });
});

describe("another card", () => {
  it("makes no reattempt of an event that it was never declined on, so that Visa's limit does not hold it", () => {
    const start = hardDeclined(activated(instalmentOrder(byHand), sampleCards.master));
    let before = start;
    for (let i = 0; i < 15; i++)
      before = usedElsewhere(waited(before, start.now + i), sampleCards.second, {
        declined: true,
        visaCategory: 3,
        reattempt: true,
      });
    const after = cardUpdated(before, "approved");
    expect(after.order.attempts.at(-1)).toMatchObject({ cause: "card_update", reattempt: false });
    expect(eventIn(after, 1).status).toBe("recovered");
  });

  it("may be retried after the thirty days of the one before it", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    const over = waited(failed, failed.now + 31 * DAY);
    expect(refusalOf(over, retry)).toMatchObject({ code: "retry_window_over" });
    const kept = cardEntered(over, 0);
    expect(refusalOf(kept, retry)).toBeNull();
  });
});

describe("a retry", () => {
  it.each(["hard", "soft", "approved"] as const)(
    "counts whatever its verdict: after a %s one the number of the try and the count agree",
    (word) => {
      let history = softDeclined(activated(instalmentOrder(byHand)));
      for (let i = 0; i < 3; i++) history = retried(waited(history, history.now + HOUR), 1, "soft");
      const sent = act(waited(history, history.now + HOUR), retry);
      const running = paymentAtGateway(sent.order);
      if (!running) throw new Error("nothing is at the gateway");
      expect(tryOf(sent.order, running)).toMatchObject({ place: 5, count: 5, retries: { used: 4 } });
      const after = answered(sent, word);
      const settled = after.order.attempts[running.number - 1] ?? running;
      expect(tryOf(after.order, settled)).toMatchObject({ place: 5, count: 5, retries: { used: 4 } });
      expect(facts(after, sampleCards.visa).window?.retries).toBe(4);
      expect(retriesOf(after.order, eventIn(after, 1))?.used).toBe(4);
    },
  );

  it("that reached nobody is no try and counts for nothing", () => {
    const failed = softDeclined(activated(instalmentOrder(byHand)));
    const down = retried(waited(failed, failed.now + HOUR), 1, "technical");
    const last = down.order.attempts.at(-1);
    expect(last && tryOf(down.order, last)).toBeNull();
    expect(retriesOf(down.order, eventIn(down, 1))?.used).toBe(0);
  });
});

describe("a merged event", () => {
  const merge = (events: number[]): Command => ({
    kind: "merge_events",
    events,
    scheduledAt: null,
    amount: null,
  });

  it("does not forget the bank's not-before of any of its parts", () => {
    const start = activated(instalmentOrder(byHand), sampleCards.master);
    const advised = forward(start, eventIn(start, 1).scheduledAt, "advice25");
    const until = advised.now + DAY;
    const merged = act(advised, {
      ...merge([1, 2]),
      scheduledAt: eventIn(advised, 2).scheduledAt,
    } as Command);
    expect(factsWith(eventIn(merged, 13), fingerprint(sampleCards.master)).notBefore).toBe(until);
    expect(refusalOf(merged, { kind: "execute_event", event: 13 })).toMatchObject({
      code: "advice_not_before",
      until,
    });
  });

  it("takes the latest window end of its parts, though another part has the highest count", () => {
    const first = softDeclined(activated(instalmentOrder(byHand)));
    const counted = retried(retried(waited(first, first.now + HOUR), 1, "soft"), 1, "soft");
    const both = softDeclined(counted);
    const parts = [eventIn(both, 1), eventIn(both, 2)].map((event) => event.cardFacts[0]?.window);
    expect(parts[1]?.endsAt).toBeGreaterThan(parts[0]?.endsAt ?? 0);
    const merged = act(both, merge([1, 2]));
    expect(eventIn(merged, 13).cardFacts).toMatchObject([
      { window: { retries: 2, endsAt: parts[1]?.endsAt }, notBefore: null, barred: false },
    ]);
  });

  it("may not be dated inside a window that only its parts together use up", () => {
    let worn = softDeclined(activated(instalmentOrder(byHand)));
    for (let i = 0; i < 15; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
    const both = softDeclined(worn);
    const until = eventIn(both, 2).cardFacts[0]?.window?.endsAt ?? 0;
    const early = { ...merge([1, 2]), scheduledAt: until - DAY } as Command;
    expect(refusalOf(both, early)).toMatchObject({ code: "date_in_used_window", firstAllowed: until });
    expect(eventIn(act(both, merge([1, 2])), 13).scheduledAt).toBe(until);
  });
});

it("plans no retries for a former card: its late decline is booked, and the new card waits for a yes", () => {
  const failed = softDeclined(activated(instalmentOrder()));
  const sent = act(failed, retry);
  const kept = cardEntered(sent, 1);
  const declined = answered(kept, "soft");
  expect(declined.order.pendingCollection?.awaits).toBe("confirmation");
  expect(eventIn(declined, 1)).toMatchObject({ status: "soft_declined", plannedRetries: [] });
  const later = forward(declined, declined.now + 20 * DAY, "soft");
  expect(sentWith(later, fingerprint(sampleCards.second))).toBe(0);
});
