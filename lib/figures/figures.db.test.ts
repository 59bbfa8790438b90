import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import type { Order } from "@/lib/domain/order/order";
import { cycleAt, HOUR } from "@/lib/domain/value/calendar";
import { openTestShop } from "@/lib/orders/testing";
import { listProcessed } from "@/lib/payment-lists/processed";
import { ProcessedFilter } from "@/lib/payment-lists/processed-filter";
import { livedOrders } from "@/lib/payment-lists/testing";
import { statusChanges, statusCounts } from "./order-sums";
import { daysFrom, monthIn, periodsOf, spans, todayIn } from "./periods";
import { processedSums, sumOfThose } from "./processed-sums";
import { projectedSums } from "./projected";
import { cohortSums, recoverySums } from "./recovery-sums";
import { reportFilter, reportParams } from "./report-filter";
import { reportPage, reports, reportTotal } from "./reports";

const MERCHANT = 1;
const ZONE = "Europe/Berlin";
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;
let db: Db;
let all: Order[];
let transactions: Transaction[];
let missed: Missed[];

type Transaction = { at: number; type: string; state: string; recurrence: string; amount: number };
type Missed = {
  at: number;
  amount: number;
  end: string | null;
  endedAt: number | null;
  needsPerson: boolean;
};

// Payments through every hour of five weeks in which three parts of the world change their clocks.
beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 2 });
  all = await livedOrders(db, await openTestShop(db, MERCHANT, { timeZone: ZONE }), {
    seed: 4_711,
    ofEachType: 25,
  });
  await livedOrders(db, await openTestShop(db, 2), { seed: 4_811, ofEachType: 5 });
  await owner.unsafe(`
    update attempts a set started_at = n.at, settled_at = case when a.settled_at is null then null else n.at end
      from (select merchant_id, zuid, number,
                   timestamptz '2026-03-05 00:00Z' + (row_number() over ()) * interval '53 minutes' as at
              from attempts where merchant_id > 0) n
     where a.merchant_id = n.merchant_id and a.zuid = n.zuid and a.number = n.number;
    update recoveries r set missed_at = n.at, ended_at = case when r."end" is null then null else n.at + n.i % 7 * interval '29 hours' end
      from (select merchant_id, zuid, event, row_number() over () as i,
                   timestamptz '2026-02-20 00:10Z' + (row_number() over ()) * interval '11 hours' as at
              from recoveries where merchant_id > 0) n
     where r.merchant_id = n.merchant_id and r.zuid = n.zuid and r.event = n.event;
    insert into order_log (merchant_id, zuid, seq, at, actor, kind, entry)
    select merchant_id, zuid, 1, timestamptz '2026-03-27 00:00Z' + zuid % 97 * interval '61 minutes', '{"kind":"system"}',
           'status_changed', jsonb_build_object('kind', 'status_changed', 'from', 'draft', 'to', status, 'trigger', 'x')
      from orders where merchant_id > 0;`);
  const read = await owner.unsafe(`select * from attempts where merchant_id = 1 and currency = 'EUR'`);
  transactions = read.map((row) => ({
    at: Number(row.settled_at ?? row.started_at),
    ...{ type: row.type, state: row.state, recurrence: row.recurrence, amount: Number(row.amount) },
  }));
  const kept = await owner.unsafe(
    `select r.*, o.needs_person from recoveries r join orders o using (merchant_id, zuid)
      where merchant_id = 1 and r.currency = 'EUR'`,
  );
  missed = kept.map((row) => ({
    at: Number(row.missed_at),
    endedAt: row.ended_at && Number(row.ended_at),
    ...{ amount: Number(row.amount), end: row.end, needsPerson: row.needs_person },
  }));
});
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

/** The day of an instant, by another calendar than the one of the code. */
function dayIn(zone: string, at: number): string {
  const calendar =
    calendars.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  calendars.set(zone, calendar);
  return calendar.format(at);
}
const calendars = new Map<string, Intl.DateTimeFormat>();

function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
function firstDayOf(span: string, day: string): string {
  if (span === "days") return day;
  if (span === "months") return `${day.slice(0, 8)}01`;
  return daysLater(day, -((new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7));
}

// A minute before and after midnight, where the clock is put forward, put back, and where it never is.
const moments = [
  ["Europe/Berlin", "2026-03-28T22:59:30Z"],
  ["Europe/Berlin", "2026-03-28T23:00:30Z"],
  ["Europe/Berlin", "2026-03-29T21:59:30Z"],
  ["Europe/Berlin", "2026-03-29T22:00:30Z"],
  ["Pacific/Auckland", "2026-04-05T11:59:30Z"],
  ["Pacific/Auckland", "2026-04-05T12:00:30Z"],
  ["Asia/Kolkata", "2026-03-29T18:29:30Z"],
  ["Asia/Kolkata", "2026-03-29T18:30:30Z"],
  ["America/New_York", "2026-03-09T03:59:30Z"],
  ["America/New_York", "2026-03-09T04:00:30Z"],
] as const;

describe.each(moments)("in %s at %s", (zone, moment) => {
  const now = Date.parse(moment);
  const today = dayIn(zone, now);

  it.each(spans)("adds up what was processed, by %s", async (span) => {
    const periods = periodsOf(span, now, zone);
    const sums = await processedSums(db, MERCHANT, { currency: "EUR", periods });
    expect(periods.at(-1)?.firstDay).toBe(firstDayOf(span, today));
    expect(new Set(periods.map(({ firstDay }) => firstDayOf(span, firstDay))).size).toBe(periods.length);
    for (const [i, { firstDay }] of periods.entries()) {
      const own = transactions.filter(({ at }) => firstDayOf(span, dayIn(zone, at)) === firstDay);
      for (const type of ["debit", "capture", "refund"])
        for (const recurrence of ["initial", "repeated"])
          for (const isApproved of [true, false]) {
            const meant = own.filter(
              (one) =>
                one.type === type &&
                one.recurrence === recurrence &&
                (isApproved ? ["approved", "duplicate"] : ["declined"]).includes(one.state),
            );
            const found = sumOfThose(
              sums,
              (sum) =>
                sum.period === i &&
                sum.type === type &&
                sum.recurrence === recurrence &&
                sum.isApproved === isApproved,
            );
            expect(found, `${type} ${recurrence} ${firstDay}`).toEqual({
              count: meant.length,
              amount: meant.reduce((sum, { amount }) => sum + amount, 0),
            });
          }
    }
  });

  it("counts today's payments as the list finds them, and today's changes", async () => {
    const period = todayIn(zone, now);
    const sums = await processedSums(db, MERCHANT, { currency: "EUR", periods: [period] });
    for (const [result, isApproved] of [
      ["approved", true],
      ["declined", false],
    ] as const) {
      const days = { from: period.firstDay, to: period.lastDay, zone };
      const filter = ProcessedFilter.parse({ result, type: "debit", currency: "EUR", size: "100", ...days });
      const listed = await listProcessed(db, MERCHANT, filter);
      const { count } = sumOfThose(sums, (sum) => sum.type === "debit" && sum.isApproved === isApproved);
      expect([result, count]).toEqual([result, listed.rows.length]);
    }
    const log = await owner.unsafe(`select at from order_log where merchant_id = 1`);
    const changed = [...(await statusChanges(db, MERCHANT, period)).values()].reduce((a, b) => a + b, 0);
    expect(changed).toBe(log.filter(({ at }) => dayIn(zone, Number(at)) === today).length);
  });

  it("adds up what was to be recovered in the month, and each week's declines", async () => {
    const month = monthIn(zone, now, null);
    const choice = { currency: "EUR", of: "running", ...month, end: null, reason: null } as const;
    const sums = await recoverySums(db, MERCHANT, choice);
    const monthOf = (at: number) => dayIn(zone, at).slice(0, 7);
    const running = missed.filter(
      ({ at, end, endedAt }) =>
        end !== "merged" && monthOf(at) <= month.name && (endedAt === null || monthOf(endedAt) >= month.name),
    );
    for (const part of ["recovered", "given_up", "person", "automatic"] as const) {
      const own = running.filter(({ end, endedAt, needsPerson }) => {
        const isOver = endedAt !== null && monthOf(endedAt) <= month.name;
        if (isOver) return part === (end === "recovered" ? "recovered" : "given_up");
        return part === (needsPerson ? "person" : "automatic");
      });
      const found = sums.filter((sum) => sum.part === part);
      expect([part, total(found), counted(found)]).toEqual([part, total(own), own.length]);
    }
    const older = running.filter(({ at }) => monthOf(at) < month.name);
    expect(total(sums.filter(({ isOlder }) => isOlder))).toBe(total(older));

    const periods = periodsOf("weeks", now, zone);
    const weeks = { from: periods[0]?.from ?? 0, before: periods.at(-1)?.before ?? 0 };
    const cohorts = await cohortSums(db, MERCHANT, {
      choice: { ...choice, of: "missed", ...weeks },
      periods,
    });
    for (const [i, { firstDay }] of periods.entries()) {
      const own = missed.filter(
        ({ at, end }) => end !== "merged" && firstDayOf("weeks", dayIn(zone, at)) === firstDay,
      );
      expect([firstDay, total(cohorts.filter(({ period }) => period === i))]).toEqual([firstDay, total(own)]);
    }
  });

  it("projects every payment that is scheduled, and later cycles of subscriptions", async () => {
    // Lives end at other times: as of the middle of what they have planned.
    const planned = all.flatMap(({ events }) =>
      events.filter(({ status }) => status === "scheduled").map(({ scheduledAt }) => scheduledAt),
    );
    const middle = [...planned].sort((a, b) => a - b)[Math.floor(planned.length / 3)] ?? 0;
    const asOf = middle + (now % (48 * HOUR));
    const periods = daysFrom(asOf, 30, zone);
    const before = periods.at(-1)?.before ?? 0;
    const expected = all
      .filter(({ currency }) => currency === "EUR")
      .flatMap((order) => projectedOf(order, before))
      .filter(({ at }) => at >= asOf);
    const sums = await projectedSums(db, MERCHANT, { currency: "EUR", periods, now: asOf, timeZone: ZONE });
    expect(expected.length).toBeGreaterThan(0);
    for (const [i, { firstDay }] of periods.entries()) {
      const own = expected.filter(({ at }) => dayIn(zone, at) === firstDay);
      expect([firstDay, total(sums.filter(({ period }) => period === i))]).toEqual([firstDay, total(own)]);
    }
  });
});

function projectedOf({ events, plan, anchorAt }: Order, before: number): { at: number; amount: number }[] {
  const scheduled = events.filter(
    ({ status, scheduledAt }) => status === "scheduled" && scheduledAt < before,
  );
  const own = scheduled.map(({ scheduledAt, amount }) => ({ at: scheduledAt, amount }));
  if (plan?.kind !== "subscription" || anchorAt === null) return own;
  for (const event of scheduled) {
    if (event.cycle === null || event.attempts > 0 || event.decline || event.wasSkipped) continue;
    for (let cycle = event.cycle; ; cycle++) {
      const at = cycleAt(anchorAt, plan.interval, cycle, ZONE);
      if (at >= before) break;
      const amount = plan.later && at >= plan.later.from ? plan.later.price : plan.price;
      if (at > event.scheduledAt) own.push({ at, amount });
    }
  }
  return own;
}

it("counts orders by their status", async () => {
  const counts = await statusCounts(db, MERCHANT);
  for (const status of new Set(all.map((order) => order.status)))
    expect([status, counts.get(status)]).toEqual([status, all.filter((one) => one.status === status).length]);
});

it.each(Object.entries(reports))(
  "reads each row of %s once, whatever the size of its pages",
  async (name, report) => {
    const now =
      name === "projected"
        ? Math.min(...all.map(({ createdAt }) => createdAt))
        : Date.parse("2026-03-29T12:00Z");
    const days = name === "projected" ? {} : { from: "2025-01-01", to: "2027-12-31" };
    const filter = reportFilter(days, { zone: ZONE, now, currency: "EUR", looksAhead: name === "projected" });
    const asked = { merchantId: MERCHANT, filter, now, timeZone: ZONE };
    const total = await reportTotal(db, report, asked);
    const rows: string[] = [];
    for (let after: readonly string[] | null = null, first = true; first || after; first = false) {
      const page = await reportPage(db, report, asked, { after, size: 17 });
      rows.push(...page.rows.map((cells) => JSON.stringify(cells)));
      after = page.next;
    }
    const whole = await reportPage(db, report, asked, { after: null, size: 100_000 });
    expect(rows).toEqual(whole.rows.map((cells) => JSON.stringify(cells)));
    expect(rows.length).toBe(total.count);
    if (name === "recovery") expect(total.count).toBe(missed.filter(({ end }) => end !== "merged").length);
    if (name === "changes") expect(total.count).toBe(all.length);
    expect(whole.rows.every((cells) => cells.length === report.head.length)).toBe(true);
  },
);

it("names the same report again by its parameters", () => {
  const now = Date.parse("2026-03-29T12:00Z");
  const usual = { zone: ZONE, now, currency: "EUR", looksAhead: false } as const;
  const filter = reportFilter({ of: "running", end: "person", to: "2026-01-01", from: "2026-02-01" }, usual);
  expect([filter.from, filter.to]).toEqual(["2026-01-01", "2026-02-01"]);
  expect(reportFilter(reportParams(filter), usual)).toEqual(filter);
});

it("sees nothing of another merchant", async () => {
  const others = await withMerchant(db, 2, (tx) =>
    tx.execute(sql`select zuid from recoveries where merchant_id = 1`),
  );
  expect(others.length).toBe(0);
});

function total(sums: readonly { amount: number }[]): number {
  return sums.reduce((all, { amount }) => all + amount, 0);
}
function counted(sums: readonly { count: number }[]): number {
  return sums.reduce((all, { count }) => all + count, 0);
}
