import { expect, it } from "vitest";
import { activated, subscriptionOrder } from "../lived/histories";
import { act } from "../lived/history";
import { statusAfter } from "./changeset";

it("a move that the matrix refuses is a fault of ours, and says which", () => {
  const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
  expect(() => statusAfter(paused.order, "pause_order")).toThrow(
    "pause_order is refused for a paused subscription order: isPaused",
  );
});
