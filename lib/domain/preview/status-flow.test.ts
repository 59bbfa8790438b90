import { describe, expect, it } from "vitest";
import { fullLives } from "../lived/full-lives";
import {
  activated,
  cardUpdated,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, type History } from "../lived/history";
import { statusFlow, triggerNames } from "./status-flow";

const flowOf = ({ order, log }: History) => statusFlow(order, log);
const ways = (history: History) =>
  flowOf(history)
    .next.map(({ to }) => to)
    .sort();

describe("the machine of an order", () => {
  it("has only the statuses that the order can have", () => {
    expect(flowOf(singleOrder()).statuses).toEqual(["draft", "pending", "rejected", "cancelled", "complete"]);
    expect(flowOf(singleOrder({ preauthorise: true })).statuses).toContain("active");
    expect(flowOf(instalmentOrder()).statuses).not.toContain("paused");
    expect(flowOf(subscriptionOrder()).statuses).not.toContain("review");
    expect(flowOf(meteredOrder()).statuses).not.toContain("paused");
  });

  it("says what can happen next", () => {
    expect(ways(linked(subscriptionOrder()))).toEqual(["active", "cancelled", "rejected"]);
    const held = activated(singleOrder({ preauthorise: true }));
    expect(flowOf(held).next).toEqual([
      { from: "active", to: "complete", triggers: ["authorisation_closed"] },
    ]);
    expect(ways(hardDeclined(activated(instalmentOrder())))).toEqual([
      "active",
      "complete",
      "failed",
      "review",
    ]);
    expect(ways(act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null }))).toEqual([
      "active",
      "complete",
    ]);
    expect(ways(act(singleOrder(), { kind: "cancel_order" }))).toEqual([]);
  });

  it("says how the order came to where it is", () => {
    const history = cardUpdated(hardDeclined(softDeclined(activated(instalmentOrder()))), "approved");
    const { past, first } = flowOf(history);
    expect([first, ...past.map(({ to }) => to)]).toEqual([
      "draft",
      "pending",
      "active",
      "failed",
      "suspended",
      "active",
    ]);
  });
});

describe("every life that was lived", () => {
  const lives = [...fullLives(), softDeclined(activated(subscriptionOrder()))];

  it.each(lives.map((history, i) => [i, history] as const))(
    "%i: went along the picture's ways",
    (_, history) => {
      const { moves, past, statuses, now } = flowOf(history);
      expect(statuses).toContain(now);
      for (const { from, to } of past)
        if (from !== "paused") expect(moves.some((move) => move.from === from && move.to === to)).toBe(true);
      for (const { triggers } of moves)
        for (const trigger of triggers) expect(triggerNames[trigger], trigger).toBeDefined();
    },
  );
});
