import { describe, expect, it } from "vitest";
import { activated, hardDeclined, instalmentOrder, subscriptionOrder } from "../lived/histories";
import { act } from "../lived/history";
import { waysToAnotherCard } from "./ways-to-another-card";

const ways = ({ order, now }: ReturnType<typeof activated>) => waysToAnotherCard(order, now);

describe("the ways to another card", () => {
  it("stand open for a suspended order", () => {
    expect(ways(hardDeclined(activated(instalmentOrder())))).toEqual({ terminal: null, link: null });
  });

  it("stay open while somebody has the card fields before them", () => {
    const suspended = hardDeclined(activated(instalmentOrder()));
    const opened = act(suspended, {
      kind: "open_checkout",
      purpose: "card_update",
      via: "terminal",
      shownSum: 10_000,
    });
    expect(ways(opened)).toEqual({ terminal: null, link: null });
  });

  it("are closed for a paused order", () => {
    const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
    expect(ways(paused).terminal).not.toBeNull();
    expect(ways(paused).link).not.toBeNull();
  });
});
