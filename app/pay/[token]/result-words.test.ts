import { describe, expect, it } from "vitest";
import {
  activated,
  cardEntered,
  cardUpdated,
  hardDeclined,
  instalmentOrder,
  linked,
  paidFirst,
  singleOrder,
  softDeclined,
} from "@/lib/domain/histories";
import type { History } from "@/lib/domain/history";
import { act, settled } from "@/lib/domain/history";
import { cards } from "@/lib/domain/plain-order";
import { resultWords } from "./result-words";

function words({ order, now }: History, purpose = "initial") {
  const number = order.attempts.findLast((attempt) => attempt.purpose === purpose)?.number ?? 0;
  const write = { amount: (minor: number) => `EUR ${minor / 100}`, day: () => "a day" };
  return resultWords({ order, now, write, here: "/pay/x", ref: { merchantId: 1, zuid: order.zuid } }, number);
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
    expect(words(paidFirst(linked(instalmentOrder({}))))?.title).toBe("Your card is registered");
  });

  it("says what a new card collected", () => {
    const read = words(cardUpdated(hardDeclined(activated(instalmentOrder({}))), "approved"), "card_update");
    expect(read?.title).toBe("Thank you");
    expect(read?.lines[0]).toBe("Your card is saved.");
  });

  it("says that a new card is kept though it was declined", () => {
    const read = words(cardUpdated(softDeclined(activated(instalmentOrder({}))), "soft"), "card_update");
    expect(read).toMatchObject({ title: "EUR 100 could not be collected", next: { path: "/card" } });
    expect(read?.lines[0]).toBe("Your card is saved.");
  });

  it("says when a new card is one that may never be charged again", () => {
    const stopped = hardDeclined(activated(instalmentOrder({})));
    const again = cardEntered(stopped, 10_000, cards.visa);
    expect(words(again, "card_update")).toMatchObject({
      title: "This card cannot be charged",
      next: { label: "Update card", path: "/card" },
    });
  });

  it("asks again when more is due than was shown", () => {
    const read = words(cardEntered(softDeclined(activated(instalmentOrder({}))), 0), "card_update");
    expect(read?.next.label).toBe("See the new sum");
  });

  it("tells whoever paid a cancelled order that the merchant knows", () => {
    const open = act(linked(singleOrder({})), { kind: "open_checkout", purpose: "initial", via: "link" });
    const cancelled = act(open, { kind: "cancel_order" });
    expect(words(cancelled)).toBeNull();
    const paid = settled(cancelled, cancelled.order.attempts[0]?.number ?? 0, "approved");
    expect(paid.order.status).toBe("cancelled");
    expect(words(paid)?.lines[0]).toContain("was told");
  });
});
