import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type GatewayAnswer, isPaymentType } from "@/lib/domain/decline/gateway-answer";
import {
  activated,
  cardUpdated,
  entered,
  hardDeclined,
  instalmentOrder,
  retried,
  softDeclined,
} from "@/lib/domain/lived/histories";
import { act, forward, type History, waited } from "@/lib/domain/lived/history";
import { violations } from "@/lib/domain/lived/invariants";
import { sampleCards } from "@/lib/domain/lived/plain-order";
import type { BillingEvent } from "@/lib/domain/order/billing-event";
import { fingerprint } from "@/lib/domain/order/card";
import { factsWith } from "@/lib/domain/order/card-facts";
import type { Attempt, CardDetails } from "@/lib/domain/order/order";
import type { Entry, LoggedEntry } from "@/lib/domain/order/order-log";
import { HOUR } from "@/lib/domain/value/calendar";
import { recallEntry } from "@/lib/gateway/opp/recall";
import { lettersOf } from "@/lib/gateway/opp/record-types";
import { close, connect, withMerchant } from "./client";
import { migrate } from "./migrate";
import { attemptRow, cardRow, eventRow, lineRow, orderRow } from "./order-rows";
import { loadOrder } from "./orders";
import { emptyDatabase, type FreshDatabase, migratedTo } from "./testing";

const customerId = "00000000-0000-4000-8000-000000000001";
let database: FreshDatabase;

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());

it("brings a database of before along: its log replays to its rows, each card with its own past", async () => {
  await migratedTo(database, "0006_due_and_held");
  const histories = [triedWithTwoCards(), mergedAndPaid(), barred(), begunByPhone(), movedToPhone()];
  await store(histories);
  await migrate(database.ownerUrl, database.url);
  const db = connect(database.url);
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    for (const { order: lived, now } of histories) {
      const order = await withMerchant(db, 1, (tx) => loadOrder(tx, 1, lived.zuid, { lock: false, now }));
      const log = await sql<LoggedEntry[]>`
        select seq, (extract(epoch from at) * 1000)::float8 as at, actor, entry
          from order_log where zuid = ${lived.zuid} order by seq`;
      if (!order) throw new Error(`order ${lived.zuid} is gone`);
      const entries = log.map((one) => ({ ...one, entry: recallEntry(one.entry) }));
      expect(violations(order, entries)).toEqual([]);
      const ofGateway = ({ type, account, answer }: Attempt) => ({ type, account, answered: answer?.type });
      expect(order.attempts.map(ofGateway)).toEqual(lived.attempts.map(ofGateway));
      for (const { type, answer } of order.attempts)
        if (answer) expect(answer).toMatchObject({ typeCode: lettersOf(type), own: { ndc: "1_2" } });
      expect(order.events.map(factsOf)).toEqual(lived.events.map(factsOf));
      expect(order.channel).toBe(lived.channel);
    }
    const [merchant] = await sql`select auto_retry_days as days, end_action as after from merchant_terms`;
    expect(merchant).toEqual({ days: [1, 3, 7], after: "suspend" });
    const channels = await sql`select last4, channel, network_references as kept from cards order by 1`;
    expect([...channels]).toEqual([
      { last4: "0000", channel: "ECOM", kept: [] },
      { last4: "4242", channel: "MOTO", kept: [] },
    ]);
    const stored = await sql`select distinct card_fingerprint as print from attempts order by 1`;
    expect(stored.map(({ print }) => print)).toEqual([
      fingerprint(sampleCards.visa),
      fingerprint(sampleCards.second),
    ]);
  } finally {
    await sql.end();
    await close(db);
  }
});

function factsOf(event: BillingEvent) {
  return [sampleCards.visa, sampleCards.second].map((card) => factsWith(event, fingerprint(card)));
}

function triedWithTwoCards(): History {
  const start = softDeclined(activated(instalmentOrder({ zuid: 1001, ...byHand })));
  const first = retried(waited(start, start.now + HOUR), 1, "soft");
  const other = cardUpdated(waited(first, first.now + HOUR), "soft");
  return retried(waited(other, other.now + HOUR), 1, "approved");
}

function mergedAndPaid(): History {
  const failed = softDeclined(activated(instalmentOrder({ zuid: 1002, ...byHand })), 2);
  const merged = act(failed, { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null });
  return forward(merged, merged.now + 24 * HOUR, "approved");
}

function barred(): History {
  const failed = hardDeclined(activated(instalmentOrder({ zuid: 1003, ...byHand })));
  return cardUpdated(failed, "soft");
}

/** Created for the telephone, paid over its link. */
function begunByPhone(): History {
  return activated(instalmentOrder({ zuid: 1004, draft: { channel: "MOTO" }, ...byHand }));
}

/** Paid over its link, then charged to a card that was told by phone. */
function movedToPhone(): History {
  const open = { kind: "open_checkout", purpose: "card_update", via: "terminal", shownSum: 0 } as const;
  return entered(
    act(activated(instalmentOrder({ zuid: 1005, ...byHand })), open),
    "approved",
    sampleCards.second,
  );
}

const byHand = { merchant: { autoRetry: false } } as const;

/** Rows and log as they were written then, cards with the spelling that they had. */
async function store(histories: readonly History[]) {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  const insert = async (table: string, row: Readonly<Record<string, unknown>>) => {
    const columns = await sql<{ name: string; type: string }[]>`
      select column_name as name, udt_name as type from information_schema.columns
       where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`;
    const told = columns.flatMap(({ name, type }) => {
      const value = row[name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())];
      if (value === undefined) return [];
      return [[name, type === "timestamptz" && typeof value === "number" ? new Date(value) : value]];
    });
    const record = Object.fromEntries(told) as Record<string, unknown>;
    const names = sql(Object.keys(record));
    await sql`insert into ${sql(table)} (${names})
              select ${names} from jsonb_populate_record(null::${sql(table)}, ${sql.json(record as never)})`;
  };
  try {
    await insert("merchants", {
      ...{ id: 1, code: "northwind", name: "Northwind", entityEcom: "ecom", entityMoto: "moto" },
      ...{ timeZone: "UTC", mode: "sandbox", descriptor: "", autoRetry: false, autoRetryDays: [1, 3, 7] },
      ...{ autoSuspend: true, defaultInitialAmount: 0, reminderDays: [2, 4, 6], messages: {} },
    });
    await insert("customers", {
      ...{
        merchantId: 1,
        id: customerId,
        name: "Jane Jones",
        organisation: "",
        email: "jane@customers.example",
      },
      ...{ phone: "", locale: "en-GB", createdAt: 0 },
    });
    for (const card of [sampleCards.visa, sampleCards.second])
      await insert("cards", {
        ...cardRow(1, customerId, card),
        ...{ fingerprint: olderPrint(fingerprint(card)), state: "usable", preferred: false },
      });
    for (const { order, log } of histories) {
      const bought = { ...order, customerId, referenceKey: keyOf(order) };
      const [created] = log;
      const { channel } = created?.entry.kind === "order_created" ? created.entry.order : order;
      await insert("orders", { ...orderRow(1, bought), channel });
      await insert("order_lines", lineRow(1, order.zuid, order.lines[0] as never, 0));
      // The last first: an event points at the one that it was merged into.
      for (const event of order.events.toReversed())
        await insert("billing_events", {
          ...eventRow(1, order.zuid, { ...event, spid: order.zuid * 100 + event.number }),
          barredCards: [],
        });
      for (const attempt of order.attempts) {
        const row = attemptRow(1, bought, attempt);
        await insert("attempts", {
          ...{ ...row, ...olderAttempt(attempt) },
          cardFingerprint: olderPrint(row.cardFingerprint ?? ""),
        });
      }
      for (const one of log)
        await insert("order_log", {
          ...one,
          merchantId: 1,
          zuid: order.zuid,
          kind: one.entry.kind,
          entry: inTheProtocol(olderEntry(withOwnKey(one.entry), order.zuid)),
        });
    }
    await sql`update cards set zuid = case last4 when '0000' then 1001 else 1005 end`;
  } finally {
    await sql.end();
  }
}

/** An entry as it was written when an event had one window, and was declined with one card after another. */
/** Lived orders share one key; orders of a merchant do not. */
function withOwnKey(entry: Entry): Entry {
  if (entry.kind !== "order_created") return entry;
  return { ...entry, order: { ...entry.order, referenceKey: keyOf(entry.order) } };
}

const keyOf = ({ zuid }: { zuid: number }) => `k${zuid}`;

function olderEntry(entry: Entry, zuid: number): object {
  switch (entry.kind) {
    case "order_created":
      return { ...entry, order: { ...entry.order, customerId } };
    case "events_scheduled":
      return { ...entry, events: entry.events.map((event) => olderEvent(event, zuid)) };
    case "events_merged":
      return { ...entry, into: olderEvent(entry.into, zuid) };
    case "card_registered": {
      const { channel: _channel, networkReferences: _kept, ...card } = entry.card as CardDetails;
      return { ...entry, card };
    }
    case "card_replaced": {
      const { channel: _channel, ...older } = entry;
      return older;
    }
    case "payment_approved": {
      const { card: _card, ...older } = entry;
      return older;
    }
    case "payment_declined": {
      const { event } = entry;
      if (!event) return entry;
      const { window, barredCard } = event;
      return {
        ...entry,
        event: {
          ...event,
          window: window && { ...window, card: olderPrint(window.card) },
          barredCard: barredCard && olderPrint(barredCard),
        },
      };
    }
    default:
      return entry;
  }
}

/** As it was while the product spoke the gateway's protocol throughout. */
function inTheProtocol(entry: object): unknown {
  const { attempt, answer } = entry as { attempt?: Attempt | number; answer?: GatewayAnswer | null };
  return {
    ...entry,
    ...(typeof attempt === "object" ? { attempt: olderAttempt(attempt) } : {}),
    ...(answer ? { answer: olderAnswer(answer) } : {}),
  };
}

function olderAttempt({ account, ...attempt }: Attempt) {
  const answer = attempt.answer && olderAnswer(attempt.answer);
  return { ...attempt, entityId: account, type: lettersOf(attempt.type), answer };
}

function olderAnswer({ typeCode: _code, own: _own, account, ...answer }: GatewayAnswer) {
  const type = isPaymentType(answer.type) ? lettersOf(answer.type) : answer.type;
  return { ...answer, type, ndc: "1_2", ...(account === undefined ? {} : { entityId: account }) };
}

function olderEvent({ cardFacts, ...event }: BillingEvent, zuid: number) {
  const last = cardFacts.findLast(({ window }) => window !== null);
  return {
    ...event,
    spid: zuid * 100 + event.number,
    window: last?.window ? { ...last.window, card: olderPrint(last.card) } : null,
    notBefore: last?.notBefore ?? null,
    barredCards: cardFacts.filter(({ barred }) => barred).map(({ card }) => olderPrint(card)),
  };
}

/** Taken of a BIN with eight digits. */
function olderPrint(print: string): string {
  return print.replace(/^([^|]+\|\d{6})\|/, "$199|");
}
