import { setTimeout as wait } from "node:timers/promises";
import { advanceTo, freezeClock } from "@/lib/clock";
import { doneOf } from "@/lib/domain/order/result";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import type { OrderId } from "@/lib/orders/execute";
import { startCheckout } from "@/lib/payments/checkout";
import { reconcile } from "@/lib/payments/reconcile";
import { listenForReports } from "@/lib/payments/testing";
import type { Arranged } from "@/lib/payments/testing-bank";
import { cardOf } from "@/lib/sandbox/shopper";
import type { Program } from "@/lib/start/program";
import { collectDue } from "@/lib/worker/collect";
import { dueOrders } from "../due-orders";
import { type BankElsewhere, type Installation, install } from "../installation";
import { booksAreRight } from "./proof";

const START: Instant = Date.UTC(2026, 0, 15, 10);
/** One event more than days: the orders are still live at the end. */
const DAYS = 5;

type Place = Installation<Arranged>;

export type CrashDrill = {
  customers: number;
  ordersEach: number;
  concurrency: number;
  /** How long any one thing may take to happen. */
  patienceMs: number;
  /** Another gateway than the sandbox. */
  elsewhere?: (reportUrl: string) => Promise<BankElsewhere>;
  /** Whether to wait for the worker's own time-outs too: half a minute each. */
  withTimeouts: boolean;
  say: (line: string) => void;
};

/**
 * Collects five days of due events while every part is killed in turn, and proves by the gateway's
 * ledger that each event was charged once, or that what was charged twice is on record as a duplicate.
 */
export async function crashDrill(
  drill: CrashDrill,
): Promise<{ events: number; duplicates: number; reports: number }> {
  let place: Place | undefined;
  const listener = await listenForReports({
    payments: () => place?.payments,
    now: () => START + DAYS * DAY,
  });
  try {
    const options = { webhookUrl: listener.url, timeoutMs: 2_000, connections: drill.concurrency + 8 };
    const elsewhere = await drill.elsewhere?.(listener.url);
    place = await (elsewhere ? install({ ...options, elsewhere }) : install(options));
    const found = await run(place, drill);
    return { ...found, reports: listener.heard.filter((what) => what === "booked").length };
  } finally {
    await place?.stop();
    await listener.close();
  }
}

async function run(place: Place, drill: CrashDrill) {
  const { say, concurrency } = drill;
  await place.startBank();
  await strangeBank(place);
  await freezeClock(place.db, START);
  const ids = await dueOrders(place, { ...drill, days: DAYS + 1, now: START });
  say(`${ids.length} orders, ${DAYS} events each`);
  const soon = until(drill.patienceMs);
  const settle = settler(place, drill);

  let day = 0;
  const nextDay = () => {
    day += 1;
    return advanceTo(place.db, START + day * DAY);
  };
  const allTried = () => soon("all of the day's events are tried", async () => (await dueNow(place)) === 0);
  let worker: Program = await place.startWorker(concurrency);

  say("1. gateway and worker are killed while requests are being sent");
  // Half of them are booked, the others will never be.
  const half = { operations: ["charge" as const], seconds: 4, probability: 0.5 };
  await place.bank.fault({ ...half, effect: "answer_late" });
  await place.bank.fault({ ...half, effect: "book_late", probability: 1 });
  await nextDay();
  await soon("requests are on their way", async () => (await inState(place, "sent")) >= concurrency / 2);
  await place.killBank();
  await worker.crash();
  await place.startBank();
  await place.bank.clearFaults();
  await strangeBank(place);

  say("2. the worker is killed after payments were collected and before their answers were stored");
  await settle();
  await place.bank.fault({
    effect: "answer_late",
    operations: ["charge"],
    seconds: 3_600,
    count: Math.min(concurrency, ids.length),
  });
  await nextDay();
  worker = await place.startWorker(concurrency);
  await soon("payments are booked and unanswered", async () => (await unheard(place)) >= concurrency / 2);
  await worker.crash();
  await place.bank.clearFaults();

  say("3. the worker is killed while it collects, and another one continues");
  worker = await place.startWorker(concurrency);
  const before = await inState(place, "approved");
  await releaseClaims(place);
  await soon("some are collected", async () => (await inState(place, "approved")) > before + ids.length / 10);
  await worker.crash();
  worker = await place.startWorker(concurrency);
  await releaseClaims(place);
  await allTried();

  say("4. PostgreSQL is restarted during the run");
  await nextDay();
  const third = (await inState(place, "approved")) + Math.floor(ids.length / 3);
  await soon("a third is collected", async () => (await inState(place, "approved")) >= third);
  await place.restartDatabase();
  await soon("the worker goes on", async () => {
    await releaseClaims(place);
    return (await dueNow(place)) === 0;
  });

  say(
    "5. a fifth of all calls fails, the gateway is killed during the run, reports arrive twice and out of order",
  );
  const effects = ["drop_before", "drop_after", "error_before", "error_after"] as const;
  for (const effect of effects)
    await place.bank.fault({ effect, operations: ["charge", "query"], probability: 0.05, seed: effect });
  await place.bank.fault({ effect: "book_late", operations: ["charge"], count: 3 });
  if (drill.withTimeouts)
    await place.bank.fault({
      effect: "answer_late",
      operations: ["charge"],
      seconds: 60,
      count: concurrency,
    });
  await nextDay();
  await allTried();
  await settle();
  // Given up by now, and repeated: what the gateway books this late is a duplicate.
  await place.bank.release();
  await place.bank.releaseWebhooks("shuffled");
  await place.killBank();
  await nextDay();
  await soon("requests meet a dead gateway", async () => (await neverLeft(place)) > 0);
  await place.startBank();
  await strangeBank(place);
  await advanceTo(place.db, START + day * DAY + MINUTE);

  say(" what is unknown is settled, with a worker still running");
  await settle();

  say("6. the web process is killed while it reads a checkout's result");
  await killInCheckout(place);
  await worker.end(30_000);
  await settle();
  await place.bank.releaseWebhooks("reversed");
  await settle();
  return booksAreRight(place, START + DAYS * DAY);
}

/** A gateway that tells everything late and twice, and keeps records of other types under each payment's reference. */
async function strangeBank({ bank }: Place): Promise<void> {
  await bank.webhooks({ mode: "held", copies: 2 });
  await bank.companions(["authentication", "risk_check"]);
}

/**
 * Asks about everything that is unknown, as if the hours had passed, and collects what falls due anew.
 * These hours go on from one call to the next: a query that met a fault too is asked again later than that.
 */
function settler(place: Place, { concurrency, patienceMs }: CrashDrill): () => Promise<void> {
  let passedMinutes = 0;
  return async () => {
    const { now } = await clockOf(place);
    await until(patienceMs)("everything is settled", async () => {
      for (const minutes of [2, 17, 24, 40]) {
        const later = Date.now() + (passedMinutes + minutes) * MINUTE;
        while ((await reconcile(place.payments, now, later)) > 0);
      }
      passedMinutes += 5;
      await releaseClaims(place);
      await collectDue({ payments: place.payments, concurrency }, now);
      const [open] = await place.owner`
select 1 from attempts where state in ('prepared', 'sent', 'unknown') limit 1`;
      return !open && (await dueNow(place)) === 0;
    });
  };
}

async function killInCheckout(place: Place): Promise<void> {
  const { now } = await clockOf(place);
  const [row] = await place.owner`select zuid, total from orders order by zuid limit 1`;
  const id: OrderId = { merchantId: 1, zuid: row?.zuid as number };
  const wanted = { purpose: "card_update", via: "link", shownSum: Number(row?.total) } as const;
  const customer = { kind: "customer" } as const;
  const opened = doneOf(await startCheckout(place.payments, id, wanted, { actor: customer, now }));
  const { checkoutId } = await place.enterCard(opened.checkoutId, cardOf("5454545454545454"));
  await place.bank.fault({
    effect: "answer_late",
    operations: ["checkout_result"],
    seconds: 3_600,
    count: 1,
  });
  const web = await place.run("bench/drills/read-checkout.ts", [String(id.zuid), checkoutId], /reading/);
  await web.crash();
}

const until = (patienceMs: number) => async (what: string, holds: () => Promise<boolean>) => {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    // The database may be away for a moment: that is what is being tried.
    if (await holds().catch(() => false)) return;
    if (performance.now() > giveUpAt)
      throw new Error(`waited ${patienceMs} ms without success until ${what}`);
    await wait(50);
  }
};

async function inState({ owner }: Place, state: string): Promise<number> {
  const [row] = await owner`
select count(*)::int as count from attempts where purpose = 'event' and state = ${state}`;
  return row?.count ?? 0;
}

async function neverLeft({ owner }: Place): Promise<number> {
  const [row] = await owner`
select count(*)::int as count from order_log
where kind = 'payment_abandoned' and entry ->> 'outcome' = 'not_sent'`;
  return row?.count ?? 0;
}

async function dueNow(place: Place): Promise<number> {
  const { now } = await clockOf(place);
  const [row] = await place.owner`
select count(*)::int as count from orders where due_at <= ${new Date(now)}`;
  return row?.count ?? 0;
}

/** Debits that the gateway has booked and we have not heard of. */
async function unheard(place: Place): Promise<number> {
  const booked = (await place.bank.ledger()).filter(
    (line) => line.type === "debit" && line.isApproved,
  ).length;
  return booked - (await inState(place, "approved"));
}

/** As if the minute had passed after which a dead worker's orders are handed out again. */
async function releaseClaims({ owner }: Place): Promise<void> {
  await owner`update orders set claimed_until = null where claimed_until is not null and due_at is not null`;
}

async function clockOf({ owner }: Place): Promise<{ now: Instant }> {
  const [row] = await owner`select frozen_at from clock`;
  return { now: new Date(row?.frozen_at as string).getTime() };
}
