import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import { resultByCode } from "@/lib/domain/lived/answer-by-code";
import { anyCommand } from "@/lib/domain/lived/any-command";
import { type History, record, usesWith } from "@/lib/domain/lived/history";
import { violations } from "@/lib/domain/lived/invariants";
import { sampleCards } from "@/lib/domain/lived/plain-order";
import type { Order, OrderType } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import { decide } from "@/lib/domain/rules/decide";
import { dueAt, nextAttempt } from "@/lib/domain/rules/due";
import { createdOrder, evolveAll } from "@/lib/domain/rules/evolve";
import { DAY, HOUR, type Interval } from "@/lib/domain/value/calendar";
import { execute } from "./execute";
import { listMessages } from "./mailbox";
import { findOrder } from "./queries";
import { instalmentDraft, newOrder, openTestShop, staffActor, type TestShop } from "./testing";

const start = Date.UTC(2026, 0, 31, 10);
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
let owner: ReturnType<typeof postgres>;
let shops = 0;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  owner = postgres(database.ownerUrl, { max: 1 });
});
afterAll(async () => {
  await owner.end();
  await close(db);
  await database.drop();
});

/** The next attempt as the list reads it. */
async function keptNext({ merchantId, zuid }: { merchantId: number; zuid: number }) {
  return [
    ...(await owner<{ at: number | null; is_retry: boolean }[]>`
      select (extract(epoch from next_attempt_at) * 1000)::float8 as at, next_attempt_is_retry as is_retry
        from orders where merchant_id = ${merchantId} and zuid = ${zuid}`),
  ];
}

/** What the migration did to the orders that were there before it. */
async function fillNextAgain() {
  const file = path.join(import.meta.dirname, "../../db/migrations/0020_next_attempt.sql");
  const fill = readFileSync(file, "utf8")
    .split("--> statement-breakpoint")
    .find((statement) => statement.includes("UPDATE"));
  if (!fill) throw new Error("the migration fills nothing");
  await owner.begin(async (tx) => {
    await tx`set local row_security = off`;
    await tx`update orders set next_attempt_at = null, next_attempt_is_retry = false`;
    await tx.unsafe(fill);
  });
}

/** What happens next, chosen by numbers that mean something to any order. */
type Step = { what: number; a: number; b: number; after: number };

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.nat({ max: 99 }),
  a: fc.nat({ max: 5 }),
  b: fc.nat({ max: 5 }),
  after: fc.constantFrom(0, HOUR, DAY, 8 * DAY, 33 * DAY),
});

function commandOf(history: History, { what, a, b }: Step): Command {
  const { order, now } = history;
  const open = order.attempts.find((one) => ["prepared", "sent", "unknown"].includes(one.state));
  if (open && what < 60) {
    const word = (["approved", "approved", "soft", "hard", "silence", "advice03"] as const)[b] ?? "soft";
    const { bin, last4, holder, expiryMonth, expiryYear, id, brand } =
      a % 2 ? sampleCards.visa : sampleCards.second;
    const entered = { brand, registrationId: id, card: { bin, last4, holder, expiryMonth, expiryYear } };
    const isEntered = open.state === "prepared" && word === "approved";
    const said = isEntered ? { code: "000.000.000", ...entered } : open.state === "prepared" ? "soft" : word;
    return { kind: "settle_payment", attempt: open.number, result: resultByCode(order, open, said) };
  }
  const due = dueAt(order);
  if (due !== null && due <= now && what < 90) return { kind: "run_due" };
  return anyCommand(history, { wish: what, a, b, amount: b % 2 ? 700 : 0 });
}

const intervals: readonly Interval[] = [
  { every: 1, unit: "MONTH" },
  { every: 3, unit: "DAY" },
  { every: 2, unit: "WEEK" },
  { every: 1, unit: "YEAR" },
];

async function birth(shop: TestShop, type: OrderType, interval: Interval): Promise<History> {
  const [plain] = instalmentDraft(shop).lines;
  if (!plain) throw new Error("no line");
  const order = await newOrder(
    db,
    shop,
    instalmentDraft(shop, {
      type,
      parts: type === "instalment" ? 4 : null,
      interval: type === "instalment" || type === "subscription" ? interval : null,
      lines: [{ ...plain, price: 4001 }],
    }),
    start,
  );
  return { order, log: [], now: start, messages: [], alerts: [], nextSpid: 1, elsewhere: [] };
}

/** As the database keeps it: cards in the order of their registration, and only the uses that still count. */
function comparable(order: Order, now: number) {
  const counts = (use: { at: number; visaCategory: number | null }) =>
    use.at > now - 31 * DAY || use.visaCategory === 1;
  return {
    ...order,
    cardUses: order.cardUses.filter(counts),
    wallet: order.wallet.toSorted((a, b) => a.registeredAt - b.registeredAt || (a.id < b.id ? -1 : 1)),
  };
}

describe.each(["single", "instalment", "subscription", "metered"] as const)(
  "any life of a %s order",
  (type) => {
    it("is the same in the database as in the rules", async () => {
      const life = fc.array(step, { minLength: 25, maxLength: 40, size: "max" });
      await fc.assert(
        fc.asyncProperty(life, fc.constantFrom(...intervals), async (steps, interval) => {
          const shop = await openTestShop(db, ++shops);
          const scope = { merchantId: shop.merchantId };
          let history = await birth(shop, type, interval);
          const id = { ...scope, zuid: history.order.zuid };
          for (const one of steps) {
            history = { ...history, now: history.now + one.after };
            const command = commandOf(history, one);
            const decision = decide(history.order, command, staffActor, history.now);
            const done = await execute(db, id, command, {
              actor: staffActor,
              now: history.now,
              machineNow: Date.now(),
            });
            if ("refusal" in decision) {
              expect(done).toEqual({ is: "refused", why: decision.refusal });
              continue;
            }
            history = record(history, decision, staffActor);
            const { entries } = doneOf(done);
            expect(entries).toEqual(history.log.slice(history.log.length - entries.length));
          }
          const found = await findOrder(db, scope, id.zuid, history.now);
          if (!found) throw new Error("the order is gone");
          expect(found.order).toEqual(comparable(history.order, history.now));
          expect(violations(found.order, found.log)).toEqual([]);

          const [first, ...rest] = found.log;
          if (!first) throw new Error("the order has no log");
          const folded = evolveAll(
            createdOrder(first.entry, found.order.merchant, { wallet: [], cardUses: [] }),
            rest.map((logged) => logged.entry),
          );
          const used = comparable({ ...folded, cardUses: usesWith(folded, []) }, history.now);
          expect(used).toEqual(found.order);
          const told = (await listMessages(db, shop.merchantId, { most: 1000 })).map(
            (message) => message.kind,
          );
          expect(told.sort()).toEqual(history.messages.map((message) => message.kind).sort());

          const next = nextAttempt(found.order);
          const kept = [{ at: next?.at ?? null, is_retry: next?.isRetry ?? false }];
          const of = { merchantId: shop.merchantId, zuid: id.zuid };
          expect(await keptNext(of)).toEqual(kept);
          await fillNextAgain();
          expect(await keptNext(of)).toEqual(kept);
        }),
        {
          seed: Number(process.env.SEED ?? 20_260_131),
          numRuns: Number(process.env.RUNS ?? 12),
          endOnFailure: true,
        },
      );
    }, 120_000);
  },
);
