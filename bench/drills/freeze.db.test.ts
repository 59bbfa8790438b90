import { expect, it } from "vitest";
import { freezeDrill } from "./freeze";

const PATIENCE_MS = 90_000;

it(
  "charges every event once although one of two workers stands still until another has repeated what it held",
  async () => {
    const { events, unsent } = await freezeDrill({
      customers: 6,
      ordersEach: 5,
      concurrency: 4,
      rounds: 1,
      speed: 60,
      hesitateMs: 200,
      patienceMs: PATIENCE_MS,
      say: () => undefined,
    });
    expect(events).toBe(6 * 5 * 2);
    expect(unsent).toBeGreaterThan(0);
  },
  3 * PATIENCE_MS,
);
