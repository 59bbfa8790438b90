import fc from "fast-check";
import { expect, test } from "vitest";
import { activated, hardDeclined, instalmentOrder, softDeclined } from "../lived/histories";
import { record } from "../lived/history";
import { type AskCommand, anyLife, randomHistory } from "../lived/testing-lives";
import { orderTypes, SYSTEM } from "../order/order";
import { bulkKinds } from "../rules/command";
import { decide } from "../rules/decide";
import { DAY } from "../value/calendar";
import { bulkStepOf } from "./preview-bulk";

const ask: AskCommand = (history, command, actor) => {
  const decision = decide(history.order, command, actor, history.now);
  return "refusal" in decision ? history : record(history, decision, actor);
};

test("what is planned is accepted, and what is left out says why", () => {
  fc.assert(
    fc.property(fc.constantFrom(...orderTypes), anyLife(), (type, life) => {
      const { order, now } = randomHistory(type, life, ask);
      for (const kind of bulkKinds) {
        const step = bulkStepOf(order, kind, { at: now + 3 * DAY }, now);
        if (step.is === "left_out") {
          const { says, instead } = step.why;
          expect(says).not.toBe("");
          const way = instead && bulkStepOf(order, instead, { at: now + DAY }, now);
          if (way) expect(way.is).toBe("planned");
        } else {
          expect(step.sum).toBeGreaterThanOrEqual(0);
          expect(decide(order, step.command, SYSTEM, now)).not.toHaveProperty("refusal");
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("of a declined payment a retry is planned with its sum; after a hard decline a link is named instead", () => {
  const active = activated(instalmentOrder());
  const soft = softDeclined(active);
  expect(bulkStepOf(soft.order, "retry_events", { at: null }, soft.now)).toMatchObject({
    is: "planned",
    sum: 10_000,
    command: { kind: "retry_events", events: [1] },
  });
  const hard = hardDeclined(active);
  expect(bulkStepOf(hard.order, "send_update_link", { at: null }, hard.now)).toMatchObject({
    is: "planned",
    sum: 10_000,
  });
  expect(bulkStepOf(hard.order, "retry_events", { at: null }, hard.now)).toMatchObject({
    is: "left_out",
    why: { code: "status isSuspended", instead: "send_update_link" },
  });
  expect(bulkStepOf(active.order, "retry_events", { at: null }, active.now)).toMatchObject({
    is: "left_out",
    why: { code: "nothing_for_it" },
  });
});
