import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { orderLog } from "@/db/schema/order-log";
import { orders } from "@/db/schema/orders";
import { advanceTo, freezeClock } from "@/lib/clock";
import { violations } from "@/lib/domain/lived/invariants";
import { cardUpdateSum, refundable } from "@/lib/domain/order/balance";
import { type Order, orderTypes } from "@/lib/domain/order/order";
import type { LoggedEntry } from "@/lib/domain/order/order-log";
import type { Command } from "@/lib/domain/rules/command";
import { DAY } from "@/lib/domain/value/calendar";
import type { OrderId } from "@/lib/orders/execute";
import { staffActor, type TestShop } from "@/lib/orders/testing";
import { checkBooks } from "@/lib/payments/books";
import { carryOut } from "@/lib/payments/carry-out";
import {
  activeOrderOf,
  currentOrder,
  draftOf,
  newCustomer,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  payByCheckout,
  reconcileAfter,
  testStart,
} from "@/lib/payments/testing";
import { chance } from "@/lib/sandbox/arrangements";
import { cardOf } from "@/lib/sandbox/shopper";
import { runUntil } from "./follow-clock";

const ORDERS = 200;
const DAYS = 365;
const SEED = "a year";
const PATIENCE_MS = 900_000;

let fixture: PaymentsFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await openPaymentsFixture(12);
  shop = await newShop(fixture, { endAction: "suspend", defaultInitialAmount: 20 });
  await freezeClock(fixture.db, testStart);
});
afterAll(() => fixture.close());

it(
  "keeps every rule on every day, and its books equal the gateway's to the cent",
  async () => {
    const ids: OrderId[] = [];
    const checked = new Map<number, number>();
    for (let day = 0; day < DAYS; day++) {
      const births = Math.ceil((ORDERS * Math.min(day + 1, 40)) / 40) - ids.length;
      for (let i = 0; i < births; i++) ids.push(await born(ids.length));
      await breakSomething(day);
      for (const [i, id] of ids.entries()) if (drawn("act", day, i) < 0.02) await meddle(id, day, i);
      fixture.clock.now = testStart + (day + 1) * DAY;
      await runUntil({ payments: fixture.payments, concurrency: 6 }, fixture.clock.now);
      await hearAbout(day);
      await settleUnknown();
      await keepRules(checked);
    }
    await fixture.bank.clearFaults();
    await settleUnknown();
    const ledger = await fixture.bank.ledger();
    expect(await checkBooks(fixture.db, ledger)).toEqual([]);
    expect(ledger.filter((line) => line.lacksLink)).toEqual([]);
    expect(ledger.length).toBeGreaterThan(ORDERS * 5);
    await advanceTo(fixture.db, fixture.clock.now);
    for (const id of ids) {
      const order = await currentOrder(fixture, id);
      expect(order.events.filter((event) => event.status === "processing")).toEqual([]);
    }
  },
  PATIENCE_MS,
);

const drawn = (...words: (string | number)[]) => chance(SEED, ...words);

async function born(i: number): Promise<OrderId> {
  const buyer = await newCustomer(fixture, shop);
  const type = orderTypes[i % 4] ?? "single";
  const kind = type === "single" && drawn("kind", i) < 0.5 ? "preauthorise" : "debit";
  const id = await activeOrderOf(fixture, buyer, draftOf(buyer, type, { initialKind: kind }), cardFor(i));
  await fate((await currentOrder(fixture, id)).cardId, "first", i);
  return id;
}

function cardFor(i: number) {
  const numbers = ["4242424242424242", "5454545454545454", "378282246310005", "4200000000000000"] as const;
  return cardOf(numbers[Math.floor(drawn("card", i) * 4)] ?? numbers[0], {
    expiryYear: drawn("expiry", i) < 0.1 ? "2026" : "2034",
    expiryMonth: "08",
  });
}

const codes = [
  ...["800.100.155", "800.100.155", "800.100.203", "800.100.152", "300.100.100", "800.800.800"],
  ...["800.100.159", "800.100.403", "800.100.174", "900.100.600", "000.000.000"],
];

/** What the next charges of a stored card will meet, by lot: a third of the cards run into trouble. */
async function fate(cardId: string | null, ...words: (string | number)[]): Promise<void> {
  if (cardId === null) return;
  for (let step = 0; step < 4; step++) {
    const good = Math.floor(drawn("good", step, ...words) * 7);
    if (good > 0) await fixture.bank.next({ code: "000.000.000", registrationId: cardId, times: good });
    const code = codes[Math.floor(drawn("code", step, ...words) * codes.length)] ?? "800.100.155";
    const times = 1 + Math.floor(drawn("times", step, ...words) * 3);
    await fixture.bank.next({ code, registrationId: cardId, times });
  }
}

async function breakSomething(day: number): Promise<void> {
  const effects = ["drop_before", "drop_after", "error_before", "error_after", "book_late"] as const;
  const effect = effects[Math.floor(drawn("effect", day) * effects.length)];
  const operations = ["charge", "refund", "capture", "reversal", "query"] as const;
  if (drawn("fault", day) < 0.4 && effect)
    await fixture.bank.fault({ effect, operations: [...operations], count: 1 + (day % 2) });
}

/** What staff and customers do to an order on a day. Refusals are as good as anything else. */
async function meddle(id: OrderId, day: number, i: number): Promise<void> {
  const order = await currentOrder(fixture, id);
  const open = order.events.filter((event) => ["scheduled", "soft_declined"].includes(event.status));
  const [first, second] = open;
  const which = drawn("which", day, i);
  const amount = 500 + Math.floor(which * 5_000);
  const paid = order.attempts.find((attempt) => refundable(order, attempt) > 0);
  const held = order.attempts.find(
    (attempt) => attempt.type === "authorisation" && attempt.state === "approved",
  );
  const wants: (Command | null)[] = [
    first &&
      second && {
        kind: "merge_events",
        events: [first.number, second.number],
        scheduledAt: null,
        amount: null,
      },
    first && { kind: "skip_events", events: [first.number] },
    first && {
      kind: "reschedule_event",
      event: first.number,
      scheduledAt: fixture.clock.now + 3 * DAY,
      amount,
      alsoLater: false,
    },
    first && { kind: "execute_event", event: first.number },
    paid && {
      kind: "refund_payment",
      attempt: paid.number,
      amount: Math.min(amount, refundable(order, paid)),
    },
    held && { kind: "capture_payment", attempt: held.number, amount: Math.min(amount, held.amount) },
    held && { kind: "reverse_payment", attempt: held.number },
    { kind: "pause_order", resumeAt: fixture.clock.now + 40 * DAY },
    { kind: "resume_order" },
    { kind: "charge_now", amount, note: "" },
    { kind: "schedule_payment", amount, scheduledAt: fixture.clock.now + DAY, note: "" },
    { kind: "schedule_payment", amount, scheduledAt: fixture.clock.now + DAY, note: "" },
    {
      kind: "retry_events",
      events: open.filter((event) => event.status === "soft_declined").map((event) => event.number),
    },
    drawn("end", day, i) < 0.2 ? { kind: "complete_order" } : null,
    { kind: "add_note", text: "Called the customer." },
  ].map((want) => (want ? (want as Command) : null));
  const trouble = order.status === "suspended" || order.status === "failed";
  if (trouble && which < 0.6) return updateCard(id, order, day, i);
  if (paid && which > 0.97) return chargeBack(paid.answer?.transactionId ?? null);
  const want = wants[Math.floor(which * wants.length)];
  if (want) await carryOut(fixture.payments, id, want, { actor: staffActor, now: fixture.clock.now });
}

async function updateCard(id: OrderId, order: Order, day: number, i: number): Promise<void> {
  const shownSum = cardUpdateSum(order, fixture.clock.now);
  const done = await payByCheckout(
    fixture,
    id,
    { purpose: "card_update", via: "link", shownSum },
    cardFor(i),
  ).catch((fault: Error) => {
    // Refused, or the gateway is silent: the customer comes back another day.
    if (!/^not opened|^no result/.test(fault.message)) throw fault;
    return null;
  });
  await fate(done?.order.cardId ?? null, "update", day, i);
}

async function chargeBack(transactionId: string | null): Promise<void> {
  if (transactionId !== null) await fixture.bank.book({ type: "chargeback", transactionId });
}

/** On every fourth day the gateway's reports come in, shuffled, some of them twice. */
async function hearAbout(day: number): Promise<void> {
  if (day % 4 !== 3 && day !== DAYS - 1) return;
  await fixture.bank.webhooks({ mode: "held", copies: 1 + (day % 3 === 0 ? 1 : 0), seed: `${SEED} ${day}` });
  await fixture.bank.releaseWebhooks("shuffled");
}

/** Late requests arrive, and what is unknown is asked about until it is known. */
async function settleUnknown(): Promise<void> {
  await fixture.bank.release();
  for (const minutes of [2, 17, 24, 40, 60]) await reconcileAfter(fixture, minutes);
}

/** Nothing but an order and its log is judged, so only orders that changed can have become wrong. */
async function keepRules(checked: Map<number, number>): Promise<void> {
  const { merchantId } = shop;
  const changed = await withMerchant(fixture.db, merchantId, (tx) =>
    tx
      .select({ zuid: orders.zuid, version: orders.version })
      .from(orders)
      .where(eq(orders.merchantId, merchantId)),
  );
  for (const { zuid, version } of changed) {
    if (checked.get(zuid) === version) continue;
    checked.set(zuid, version);
    const order = await currentOrder(fixture, { merchantId, zuid });
    const log = await logOf(merchantId, zuid);
    expect(violations(order, log)).toEqual([]);
  }
}

function logOf(merchantId: number, zuid: number): Promise<LoggedEntry[]> {
  return withMerchant(fixture.db, merchantId, (tx) =>
    tx
      .select({ seq: orderLog.seq, at: orderLog.at, actor: orderLog.actor, entry: orderLog.entry })
      .from(orderLog)
      .where(and(eq(orderLog.merchantId, merchantId), eq(orderLog.zuid, zuid)))
      .orderBy(asc(orderLog.seq)),
  );
}
