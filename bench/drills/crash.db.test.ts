import { expect, it } from "vitest";
import { kassaBank, reportSecret } from "@/lib/payments/testing-kassa";
import type { BankElsewhere } from "../installation";
import { type CrashDrill, crashDrill } from "./crash";

const PATIENCE_MS = 120_000;

const banks: Record<string, CrashDrill["elsewhere"]> = { opp: undefined, kassa: kassaElsewhere };

it.each(Object.entries(banks))(
  "charges every event once at %s although worker, web, gateway and database are killed in the run",
  async (_name, elsewhere) => {
    const { events, duplicates, reports } = await crashDrill({
      customers: 6,
      ordersEach: 5,
      concurrency: 6,
      patienceMs: PATIENCE_MS,
      withTimeouts: false,
      say: () => undefined,
      ...(elsewhere ? { elsewhere } : {}),
    });
    expect(events).toBe(6 * 5 * 5);
    expect(duplicates).toBe(3);
    expect(reports, "reports that the gateway sent and that were booked").toBeGreaterThan(events);
  },
  5 * PATIENCE_MS,
);

async function kassaElsewhere(reportUrl: string): Promise<BankElsewhere> {
  const bank = await kassaBank.open({ now: Date.now, machineNow: Date.now, reportUrl });
  await bank.leave();
  return {
    ...bank,
    preload: "./bench/drills/add-kassa.ts",
    environment: { KASSA_REPORT_SECRET: reportSecret },
  };
}
