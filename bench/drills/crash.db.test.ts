import { expect, it } from "vitest";
import { crashDrill } from "./crash";

const PATIENCE_MS = 120_000;

it(
  "charges every event once although worker, web, gateway and database are killed in the run",
  async () => {
    const { events, duplicates, reports } = await crashDrill({
      customers: 6,
      ordersEach: 5,
      concurrency: 6,
      patienceMs: PATIENCE_MS,
      withTimeouts: false,
      say: () => undefined,
    });
    expect(events).toBe(6 * 5 * 5);
    expect(duplicates).toBe(3);
    expect(reports, "reports that the gateway sent and that were booked").toBeGreaterThan(events);
  },
  5 * PATIENCE_MS,
);
