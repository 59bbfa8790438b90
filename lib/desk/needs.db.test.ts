import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { alerts } from "@/db/schema/messages";
import { notes } from "@/db/schema/order-log";
import { orders } from "@/db/schema/orders";
import { freshDatabase } from "@/db/testing";
import type { Actor } from "@/lib/domain/order/order";
import { needKindOf, needKinds } from "@/lib/domain/preview/need-kinds";
import { DAY } from "@/lib/domain/value/calendar";
import { LINK_GIVEN, RETRIES_END_SOON } from "@/lib/domain/value/timetable";
import { activeInstalments, executeOrThrow, openTestShop } from "@/lib/orders/testing";
import { type CareOf, handOverOrder, own, snooze } from "./care";
import { comingAutomatically, countNeeds, type DeskScope, groupNeeds, listNeeds } from "./needs";
import { type NeedsFilter, needsParams, parseNeedsFilter } from "./needs-filter";
import { needsTotals } from "./needs-totals";

const now = Date.UTC(2026, 0, 15, 10);
const anna = "6f1d2c6e-0000-4000-8000-000000000001";
const omar = "6f1d2c6e-0000-4000-8000-000000000002";
const byAnna: Actor = { kind: "user", id: anna, name: "Anna Weiss" };
const toOmar = { to: { id: omar, name: "Omar Said" }, note: "", actor: byAnna, now, machineNow: now };
const scope: DeskScope = { merchantId: 1, userId: anna, createdBy: null };
const everything: NeedsFilter = { kind: null, owner: null, isSnoozed: false, after: null };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
let kept: Kept[];

/** What an order keeps of how it stands; the numbers are such that each filter chooses others. */
type Kept = ReturnType<typeof keptOf> & { zuid: number };

function keptOf(i: number) {
  return {
    needsPerson: i % 7 !== 6,
    cause: (["not_retried", "card_expired", "paid_twice", "customer_must_confirm"] as const)[i % 4] ?? null,
    currency: (["EUR", "CHF", "EUR"] as const)[i % 3] ?? "EUR",
    retriesUsed: i % 5 === 0 ? 3 : null,
    retriesLeft: i % 5 === 0 ? 12 : null,
    retriesEndAt: i % 5 === 0 ? now + (i % 10 === 0 ? 3 * DAY + (i % 20) : 20 * DAY) : null,
    outstanding: (i % 6) * 1_000,
    atStake: (i % 6) * 1_000 + 500,
    ownerId: [null, anna, omar][(i >> 1) % 3] ?? null,
    snoozedUntil: i % 11 === 3 ? now + DAY : i % 11 === 4 ? now - DAY : null,
  };
}

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  kept = [];
  for (const merchantId of [1, 2]) {
    const shop = await openTestShop(db, merchantId);
    for (let i = 0; i < 42; i++) {
      const { zuid } = await activeInstalments(db, shop, now - DAY);
      await withMerchant(db, merchantId, (tx) =>
        tx
          .update(orders)
          .set(keptOf(i))
          .where(and(eq(orders.merchantId, merchantId), eq(orders.zuid, zuid))),
      );
      if (merchantId === 1) kept.push({ ...keptOf(i), zuid });
    }
  }
}, 120_000);
afterAll(async () => {
  await close(db);
  await database.drop();
});

const endsSoon = ({ retriesEndAt, cause }: Kept) =>
  (cause === "not_retried" || cause === "customer_must_confirm") &&
  retriesEndAt !== null &&
  retriesEndAt > now &&
  retriesEndAt <= now + RETRIES_END_SOON;

/** The same, without a database. */
function shownBy(filter: NeedsFilter): number[] {
  const chosen = kept.filter(
    (one) =>
      one.needsPerson &&
      (filter.kind === null || (one.cause !== null && needKindOf(one.cause) === filter.kind)) &&
      (filter.owner === null || one.ownerId === (filter.owner === "me" ? anna : null)) &&
      (one.snoozedUntil !== null && one.snoozedUntil > now) === filter.isSnoozed,
  );
  const rest = chosen.filter((one) => !endsSoon(one));
  const count = (currency: string) => rest.filter((one) => one.currency === currency).length;
  const first = chosen
    .filter(endsSoon)
    .toSorted((a, b) => (a.retriesEndAt ?? 0) - (b.retriesEndAt ?? 0) || a.zuid - b.zuid);
  const then = rest.toSorted(
    (a, b) =>
      count(b.currency) - count(a.currency) ||
      a.currency.localeCompare(b.currency) ||
      b.atStake - a.atStake ||
      b.zuid - a.zuid,
  );
  return [...first, ...then].map(({ zuid }) => zuid);
}

const filters = [null, ...needKinds].flatMap((kind) =>
  ([null, "me", "nobody"] as const).flatMap((owner) =>
    [false, true].map((isSnoozed) => ({ ...everything, kind, owner, isSnoozed })),
  ),
);

describe("the orders that need a person", () => {
  it("are those that the filter shows, each once, page after page, and as many as are counted", async () => {
    const groups = await groupNeeds(db, scope, now);
    for (const filter of filters) {
      const seen: number[] = [];
      let after: NeedsFilter["after"] = null;
      do {
        // As the address of the next page has it.
        const asked: NeedsFilter = parseNeedsFilter(Object.fromEntries(needsParams({ ...filter, after })));
        const page = await listNeeds(db, scope, { filter: asked, groups, now, most: 4 });
        seen.push(...page.needs.map(({ order }) => order.zuid));
        after = page.after;
      } while (after);
      expect(seen, JSON.stringify(filter)).toEqual(shownBy(filter));
      expect(needsTotals(groups, filter, anna).shown.count).toBe(seen.length);
    }
    expect(shownBy(everything).length).toBeGreaterThan(20);
    expect(await countNeeds(db, scope, now, 999)).toBe(shownBy(everything).length);
    expect(await countNeeds(db, scope, now, 5)).toBe(5);
  });

  it("have sums by currency, and what is to be given back stands apart from what is outstanding", async () => {
    const totals = needsTotals(await groupNeeds(db, scope, now), everything, anna);
    const shown = new Set(shownBy(everything));
    const of = (currency: string) => kept.filter((one) => shown.has(one.zuid) && one.currency === currency);
    for (const { currency, outstanding, toGiveBack } of totals.shown.sums) {
      expect(outstanding).toBe(of(currency).reduce((sum, one) => sum + one.outstanding, 0));
      const back = of(currency).filter(({ cause }) => cause === "paid_twice");
      expect(toGiveBack).toBe(back.reduce((sum, one) => sum + one.atStake, 0));
    }
    expect(totals.shown.sums.map(({ currency }) => currency).toSorted()).toEqual(["CHF", "EUR"]);
  });

  it("are nobody else's: other merchants' and other people's are not among them", async () => {
    const own = { ...scope, createdBy: omar };
    expect(await groupNeeds(db, own, now)).toEqual([]);
    expect(await countNeeds(db, own, now, 10)).toBe(0);
    const other = await groupNeeds(db, { ...scope, merchantId: 2 }, now);
    const page = await listNeeds(db, { ...scope, merchantId: 2 }, { filter: everything, groups: other, now });
    expect(page.needs.every(({ order }) => order.merchant.code === "shop2")).toBe(true);
  });

  it("come back when their time has come", async () => {
    const later = now + DAY;
    const before = kept.filter(({ snoozedUntil }) => snoozedUntil === later && true).length;
    expect(before).toBeGreaterThan(0);
    const totals = needsTotals(await groupNeeds(db, scope, later), everything, anna);
    expect(totals.snoozed).toBe(0);
  });

  it("are followed by what happens automatically", async () => {
    const coming = await comingAutomatically(db, scope, now);
    expect(coming.next?.at).toBeGreaterThan(now);
    expect(await comingAutomatically(db, { ...scope, createdBy: omar }, now)).toEqual({
      next: null,
      retried: 0,
    });
  });
});

describe("who takes care of an order", () => {
  async function freshOne(): Promise<CareOf> {
    const shop = { merchantId: 1, customerId: await customerOf() };
    const { zuid } = await activeInstalments(db, shop, now);
    return { zuid, version: 0 };
  }

  it("is one person: of two who take it at the same moment, the second is told", async () => {
    const one = await freshOne();
    const both = await Promise.all([
      own(db, scope, one, anna),
      own(db, { ...scope, userId: omar }, one, omar),
    ]);
    expect(both.map(({ is }) => is).toSorted()).toEqual(["done", "stale"]);
  });

  it("hands it over with a note and an alert, and wakes it", async () => {
    const one = await freshOne();
    expect(await snooze(db, scope, one, now + DAY)).toMatchObject({ is: "done", value: { version: 1 } });
    const given = await handOverOrder(
      db,
      scope,
      { ...one, version: 1 },
      { ...toOmar, note: "Calls back at noon" },
    );
    expect(given).toMatchObject({ is: "done", value: { ownerId: omar, snoozedUntil: null, version: 2 } });
    const written = await inMerchant((tx) =>
      tx
        .select()
        .from(notes)
        .where(and(eq(notes.merchantId, 1), eq(notes.zuid, one.zuid))),
    );
    expect(written.map(({ text, actor }) => [text, actor])).toEqual([
      ["Handed over to Omar Said. Calls back at noon", byAnna],
    ]);
    const [alert] = await inMerchant((tx) =>
      tx
        .select()
        .from(alerts)
        .where(and(eq(alerts.merchantId, 1), eq(alerts.zuid, one.zuid))),
    );
    expect(alert).toMatchObject({
      kind: "handed_over",
      text: `ZUID-${one.zuid}: Anna Weiss handed it over to Omar Said. Calls back at noon`,
    });
  });

  it("stays who it was when the note cannot be kept, or someone was first", async () => {
    const one = await freshOne();
    const refused = await handOverOrder(db, scope, one, { ...toOmar, note: "4242 4242 4242 4242" });
    expect(refused).toMatchObject({ is: "refused", why: { code: "card_number_in_text" } });
    await own(db, scope, one, anna);
    expect(await handOverOrder(db, scope, one, toOmar)).toEqual({ is: "stale", version: 1 });
    const written = await inMerchant((tx) =>
      tx
        .select()
        .from(notes)
        .where(and(eq(notes.merchantId, 1), eq(notes.zuid, one.zuid))),
    );
    expect(written).toEqual([]);
  });

  it("is not changed from another merchant, nor by whom it is out of reach", async () => {
    const one = await freshOne();
    const unknown = { zuid: 999_999, version: 0 };
    const reach = [
      [{ ...scope, merchantId: 2 }, unknown],
      [{ ...scope, createdBy: omar }, one],
    ] as const;
    for (const [from, of] of reach) {
      expect(await own(db, from, of, omar)).toEqual({ is: "not_found" });
      expect(await snooze(db, from, of, null)).toEqual({ is: "not_found" });
      expect(await handOverOrder(db, from, of, toOmar)).toEqual({ is: "not_found" });
    }
  });
});

describe("an order that is set aside", () => {
  it("is set aside whatever its care is, once its customer was sent a link, and not for less than before", async () => {
    const shop = { merchantId: 1, customerId: await customerOf() };
    const { zuid } = await activeInstalments(db, shop, now);
    const send = () => executeOrThrow(db, { merchantId: 1, zuid }, { kind: "send_update_link" }, { now });
    await own(db, scope, { zuid, version: 0 }, anna);
    await send();
    expect(await own(db, scope, { zuid, version: 1 }, omar)).toEqual({ is: "stale", version: 2 });
    expect(await own(db, scope, { zuid, version: 2 }, omar)).toMatchObject({
      value: { ownerId: omar, snoozedUntil: now + LINK_GIVEN },
    });
    await snooze(db, scope, { zuid, version: 3 }, now + 9 * DAY);
    await send();
    expect(await own(db, scope, { zuid, version: 5 }, anna)).toMatchObject({
      value: { snoozedUntil: now + 9 * DAY },
    });
  });

  it("waits for its next attempt, where one is planned", async () => {
    const shop = { merchantId: 1, customerId: await customerOf() };
    const order = await activeInstalments(db, shop, now);
    const set = await snooze(db, scope, { zuid: order.zuid, version: 0 }, "next_attempt");
    expect(set).toMatchObject({ is: "done", value: { snoozedUntil: order.events[0]?.scheduledAt } });
    await inMerchant((tx) =>
      tx
        .update(orders)
        .set({ nextAttemptAt: null })
        .where(and(eq(orders.merchantId, 1), eq(orders.zuid, order.zuid))),
    );
    const again = await snooze(db, scope, { zuid: order.zuid, version: 1 }, "next_attempt");
    expect(again).toEqual({ is: "refused", why: "no_attempt" });
  });
});

function inMerchant<T>(run: Parameters<typeof withMerchant<T>>[2]): Promise<T> {
  return withMerchant(db, 1, run);
}

async function customerOf(): Promise<string> {
  const [found] = await inMerchant((tx) =>
    tx.select({ id: orders.customerId }).from(orders).where(eq(orders.merchantId, 1)).limit(1),
  );
  return found?.id ?? "";
}
