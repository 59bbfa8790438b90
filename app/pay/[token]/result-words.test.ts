import { describe, expect, it } from "vitest";
import {
  activated,
  cardEntered,
  cardUpdated,
  entered,
  hardDeclined,
  instalmentOrder,
  linked,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "@/lib/domain/lived/histories";
import type { History } from "@/lib/domain/lived/history";
import { act, answeredAll, customer, settled } from "@/lib/domain/lived/history";
import { sampleCards } from "@/lib/domain/lived/plain-order";
import { blankProfile } from "@/lib/settings/profile";
import { resultWords } from "./result-words";

function words(history: History, purpose = "initial") {
  const { attempts } = history.order;
  return wordsOf(history, attempts.findLast((attempt) => attempt.purpose === purpose)?.number ?? 0);
}

function wordsOf({ order, now }: History, number: number) {
  const write = { amount: (minor: number) => `EUR ${minor / 100}`, day: () => "a day" };
  return resultWords(
    {
      order,
      profile: blankProfile,
      now,
      write,
      here: "/pay/x",
      token: "x",
      ref: { merchantId: 1, zuid: order.zuid },
    },
    number,
  );
}

describe("what a customer reads after paying", () => {
  it("thanks for an approved payment", () => {
    const read = words(paidFirst(linked(singleOrder({}))));
    expect(read).toMatchObject({ title: "Thank you", next: { label: "Go to order portal" } });
  });

  it("gives the reason of a decline without code or blame, and another try", () => {
    const read = words(paidFirst(linked(singleOrder({})), "soft"));
    expect(read).toMatchObject({
      title: "Your payment did not go through",
      next: { label: "Try again", path: "" },
    });
    expect(read?.lines.join(" ")).not.toMatch(/\d{3}\.\d{3}|We will try/);
  });

  it("says that a registration collected nothing", () => {
    expect(words(paidFirst(linked(instalmentOrder({}))))?.title).toBe("Your card is saved");
  });

  it("says what a new card collected", () => {
    const read = words(cardUpdated(hardDeclined(activated(instalmentOrder({}))), "approved"), "card_update");
    expect(read?.title).toBe("Thank you");
    expect(read?.lines[0]).toBe("Visa ending in 4242 is saved.");
  });

  it("says that a new card is kept though it was declined", () => {
    const read = words(cardUpdated(softDeclined(activated(instalmentOrder({}))), "soft"), "card_update");
    expect(read).toMatchObject({ title: "EUR 100 could not be collected", next: { path: "/card" } });
    expect(read?.lines[0]).toBe("Visa ending in 4242 is saved.");
  });

  it("says when a new card is one that may never be charged again", () => {
    const stopped = hardDeclined(activated(instalmentOrder({})));
    const again = cardEntered(stopped, 10_000, sampleCards.visa);
    expect(words(again, "card_update")).toMatchObject({
      title: "This card cannot be charged",
      next: { label: "Update card", path: "/card" },
    });
  });

  it("asks again when more is due than was shown", () => {
    const read = words(cardEntered(softDeclined(activated(instalmentOrder({}))), 0), "card_update");
    expect(read?.next.label).toBe("See the new amount");
  });

  it("tells whoever paid a cancelled order that the merchant knows", () => {
    const open = act(linked(singleOrder({})), { kind: "open_checkout", purpose: "initial", via: "link" });
    const cancelled = act(open, { kind: "cancel_order" });
    expect(words(cancelled)).toBeNull();
    const paid = settled(cancelled, cancelled.order.attempts[0]?.number ?? 0, "approved");
    expect(paid.order.status).toBe("cancelled");
    expect(words(paid)?.lines[0]).toContain("has been notified");
  });

  it("does not promise payments from a card that came too late: the order was paused or had ended", () => {
    const live = activated(subscriptionOrder({}));
    const open = act(
      live,
      { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 },
      customer,
    );
    const paused = entered(
      act(open, { kind: "pause_order", resumeAt: null }),
      "approved",
      sampleCards.second,
    );
    const said = words(paused, "card_update");
    expect(said?.lines[0]).toBe("Visa ending in 4242 is saved.");
    expect(said?.lines[1]).toMatch(
      /paused. Nothing is collected until it resumes.*Then .* will charge Visa ending in 0000/,
    );
    const ended = entered(act(open, { kind: "complete_order" }), "approved", sampleCards.second);
    expect(words(ended, "card_update")?.lines[1]).toBe(
      "Your order has ended. Nothing more will be collected.",
    );
    for (const read of [said, words(ended, "card_update")])
      expect(read?.lines.join(" ")).not.toContain("from now on");
  });

  it("says which card is charged when another was given after it", () => {
    const first = cardEntered(activated(subscriptionOrder({})), 0, sampleCards.second);
    expect(words(first, "card_update")?.lines[1]).toBe("It will be used for your payments from now on.");
    const { number } = first.order.attempts.at(-1) ?? { number: 0 };
    const second = cardEntered(first, 0, sampleCards.third);
    expect(wordsOf(second, number)?.lines[1]).toBe(
      "Your payments are collected from American Express ending in 0005.",
    );
  });

  it("names the card that was declined, for whoever entered another one in a second tab", () => {
    const open = act(linked(singleOrder({})), { kind: "open_checkout", purpose: "initial", via: "link" });
    const { bin, last4, holder, expiryMonth, expiryYear } = sampleCards.visa;
    const card = { bin, last4, holder, expiryMonth, expiryYear };
    const declined = words(settled(open, 1, { code: "800.100.171", brand: "VISA", card }));
    expect(declined?.lines[0]).toMatch(/^Card: Visa ending in \d{4}\.$/);
    const updated = words(cardUpdated(hardDeclined(activated(instalmentOrder({}))), "hard"), "card_update");
    expect(updated?.lines[0]).toBe("Visa ending in 4242 is saved.");
    expect(updated?.title).toBe("EUR 100 could not be collected");
  });

  it("does not call a good card unusable because of another one's ban", () => {
    const stopped = hardDeclined(activated(instalmentOrder({})));
    const again = cardEntered(stopped, 10_000, sampleCards.visa);
    const { number } = again.order.attempts.findLast(({ purpose }) => purpose === "card_update") ?? {
      number: 0,
    };
    const good = answeredAll(cardEntered(again, 10_000, sampleCards.second), "approved");
    expect(wordsOf(good, number)?.title).toBe("Your card is saved");
    expect(words(good, "card_update")?.title).toBe("Thank you");
  });

  it("says of a try that failed what has become of its payment since", () => {
    const declined = cardUpdated(hardDeclined(activated(instalmentOrder({}))), "soft");
    const { number } = declined.order.attempts.findLast(({ purpose }) => purpose === "card_update") ?? {
      number: 0,
    };
    const event = declined.order.events.find(({ status }) => status === "soft_declined")?.number ?? 0;
    expect(wordsOf(retried(declined, event, "approved"), number)?.title).toBe("Thank you");
    const first = paidFirst(linked(singleOrder({})), "soft");
    expect(wordsOf(paidFirst(first), 1)?.title).toBe("This attempt did not go through");
  });

  it("speaks of the card, not of a payment, when a card is refused that was only to be saved", () => {
    const live = activated(subscriptionOrder({}));
    for (const word of ["soft", "hard", "limited", "stop", "technical", "merchant", "request"] as const) {
      const open = act(
        live,
        { kind: "open_checkout", purpose: "card_update", via: "link", shownSum: 0 },
        customer,
      );
      const read = words(entered(open, word, sampleCards.second), "card_update");
      expect(read?.title).toBe("Your card could not be saved");
      expect(read?.lines.join(" ")).not.toMatch(/payment|pay\b/i);
    }
  });
});
