import { and, eq, isNotNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { type BulkSource, bulkItems } from "@/db/schema/bulk";
import type { StaffKind } from "@/lib/domain/rules/command";
import type { Instant } from "@/lib/domain/value/calendar";
import { UNSTARTED_RUN_KEPT_FOR } from "@/lib/domain/value/timetable";
import type { OrderId } from "@/lib/orders/execute";
import type { TestShop } from "@/lib/orders/testing";
import { newShop, openPaymentsFixture, type PaymentsFixture } from "@/lib/payments/testing";
import { basketOf, basketRows, zuidsOf } from "./basket";
import { forgetUnstartedRuns } from "./forget";
import { listRuns } from "./list-runs";
import type { RunId } from "./plan";
import { continueRuns } from "./run";
import { startRun } from "./start";
import { summaryOf } from "./summary";
import { ordersAfterPayday, preparedRun } from "./testing";

let fixture: PaymentsFixture;
let shop: TestShop;
let declined: OrderId[];
let hard: OrderId[];
let now: Instant;

/** Three whose payment may be retried now, and two whose card is declined for good. */
beforeAll(async () => {
  fixture = await openPaymentsFixture(5);
  shop = await newShop(fixture);
  const ids = await ordersAfterPayday(fixture, shop, [
    ...Array(3).fill("4000000000000341"),
    ...Array(2).fill("4000000000000069"),
  ]);
  declined = ids.slice(0, 3);
  hard = ids.slice(3);
  now = fixture.clock.now;
}, 120_000);
afterAll(() => fixture.close());

function checked(kind: StaffKind, source: BulkSource): Promise<RunId> {
  return preparedRun(fixture, shop, { kind, source });
}

const numbersOf = (ids: readonly OrderId[]) => ids.map(({ zuid }) => zuid);
const sorted = (zuids: readonly number[]) => zuids.toSorted((a, b) => a - b);

describe("a basket", () => {
  it("adds up to what was selected: what takes part and what is left out, by reason", async () => {
    const run = await checked("retry_events", { filter: "" });
    const basket = await basketOf(fixture.db, run, now);
    const planned = basket.planned.reduce((sum, one) => sum + one.sum, 0);
    const leftOut = basket.leftOut.reduce((sum, one) => sum + one.outstanding, 0);
    const inPart = basket.inPart.reduce((sum, one) => sum + one.sum, 0);
    expect(basket.planned).toMatchObject([{ reason: expect.any(String), currency: "EUR", orders: 3 }]);
    expect(basket.leftOut.reduce((sum, one) => sum + one.orders, 0)).toBe(2);
    expect(sorted(basket.leftOut.flatMap(({ zuids }) => zuids))).toEqual(sorted(numbersOf(hard)));
    expect(basket.outstanding).toEqual([{ currency: "EUR", sum: planned + leftOut + inPart }]);
    expect(planned).toBeGreaterThan(0);
    expect(leftOut).toBeGreaterThan(0);
  });

  it("takes all that match of other lists of orders, each order once, as the address names the list", async () => {
    const countsOf = async (filter: string) =>
      (await summaryOf(fixture.db, await checked("retry_events", { filter })))?.counts;
    expect(await countsOf("list=exceptions")).toMatchObject({ planned: 3, left_out: 2 });
    expect(await countsOf("list=exceptions&decline=hard")).toMatchObject({ planned: 0, left_out: 2 });
    expect(await countsOf("list=card-radar")).toMatchObject({ planned: 0, left_out: 0 });
    expect(await countsOf("list=constructor")).toEqual(await countsOf(""));
  });

  it("says which limits of schemes the run uses up, orders on one card together", async () => {
    const run = await checked("retry_events", { filter: "" });
    expect((await basketOf(fixture.db, run, now)).limits).toEqual([]);
    const kept = await withMerchant(fixture.db, run.merchantId, (tx) =>
      tx
        .update(bulkItems)
        .set({ cardLimits: sql`jsonb_set(card_limits, '{0,used}', '18')` })
        .where(
          and(
            eq(bulkItems.merchantId, run.merchantId),
            eq(bulkItems.runId, run.id),
            isNotNull(bulkItems.cardLimits),
          ),
        )
        .returning({ cardLimits: bulkItems.cardLimits }),
    );
    expect(kept).toHaveLength(3);
    expect(kept[0]?.cardLimits).toMatchObject([{ id: "visa_merchant_reattempts", most: 20, tries: 1 }]);
    expect((await basketOf(fixture.db, run, now)).limits).toEqual([
      { id: "visa_merchant_reattempts", most: 20, cards: 1, beyond: 1 },
    ]);
  });

  it("leads to another basket with exactly what was left out for one reason", async () => {
    const run = await checked("retry_events", { filter: "" });
    const [reason] = (await basketOf(fixture.db, run, now)).leftOut;
    const zuids = await zuidsOf(fixture.db, run, { share: "left_out", code: reason?.code ?? "" });
    expect(sorted(zuids)).toEqual(sorted(numbersOf(hard)));
    const other = await checked(reason?.instead ?? "retry_events", { zuids });
    expect((await summaryOf(fixture.db, other))?.counts).toMatchObject({ planned: 2, left_out: 0 });
    expect(await zuidsOf(fixture.db, run, { share: "left_out", code: "no_such" })).toEqual([]);
  });

  it("belongs to its merchant alone", async () => {
    const run = await checked("retry_events", { filter: "" });
    const foreign = { merchantId: shop.merchantId + 1, id: run.id };
    expect(await basketRows(fixture.db, foreign, { share: "all", after: 0, most: 9 })).toEqual([]);
    expect(await zuidsOf(fixture.db, foreign, { share: "all", code: null })).toEqual([]);
    expect((await basketOf(fixture.db, foreign, now)).planned).toEqual([]);
  });

  it("is forgotten after a day unless it was started", async () => {
    const run = await checked("retry_events", { zuids: numbersOf(hard) });
    await forgetUnstartedRuns(fixture.db, now + UNSTARTED_RUN_KEPT_FOR);
    expect(await summaryOf(fixture.db, run)).not.toBeNull();
    await forgetUnstartedRuns(fixture.db, now + UNSTARTED_RUN_KEPT_FOR + 1);
    expect(await summaryOf(fixture.db, run)).toBeNull();
  });

  it("is done, then tells which orders were declined again, and stands in the list of runs", async () => {
    const run = await checked("retry_events", { filter: "" });
    const { counts, sums } = (await summaryOf(fixture.db, run)) ?? {};
    const shown = {
      orders: counts?.planned ?? 0,
      sums: (sums ?? []).filter(({ state }) => state === "planned"),
    };
    const limits = { pace: null, mostOrders: null, mostMoney: null, startsAt: null };
    await startRun(fixture.db, run, { shown, ...limits }, fixture.payments.machineNow());
    const { signal } = new AbortController();
    while ((await continueRuns(fixture.payments, now, { concurrency: 4, signal })) > 0);
    const again = await zuidsOf(fixture.db, run, { share: "declined", code: null });
    expect(sorted(again)).toEqual(sorted(numbersOf(declined)));
    const rows = await basketRows(fixture.db, run, { share: "done", after: 0, most: 2 });
    expect(rows).toHaveLength(2);
    const rest = await basketRows(fixture.db, run, { share: "done", after: rows[1]?.place ?? 0, most: 9 });
    expect(sorted([...rows, ...rest].map(({ zuid }) => zuid))).toEqual(sorted(again));

    const [listed] = await listRuns(fixture.db, shop.merchantId, { before: null, most: 9 });
    expect(listed).toMatchObject({ id: run.id, state: "done", wanted: 3, done: 3 });
    const before = { at: listed?.createdAt ?? 0, id: run.id };
    expect(await listRuns(fixture.db, shop.merchantId, { before, most: 9 })).toEqual([]);
  });
});
