import type { Table } from "drizzle-orm";
import postgres from "postgres";
import type { NewMerchant } from "@/db/open-merchant";
import { attemptRow, cardRow, eventRow, lineRow, orderRow, recoveryRow } from "@/db/order-rows";
import { searchWords } from "@/db/save-order";
import { attempts } from "@/db/schema/attempts";
import { cards, customers } from "@/db/schema/customers";
import { paymentLinks } from "@/db/schema/messages";
import { orderLog } from "@/db/schema/order-log";
import { orderTags } from "@/db/schema/order-tags";
import { billingEvents, counters, orderLines, orders } from "@/db/schema/orders";
import { recoveries } from "@/db/schema/recoveries";
import { chanceOf } from "@/demo/chance";
import { personOf } from "@/demo/people";
import { changedRecoveries } from "@/lib/domain/preview/recovery";
import { standingOf } from "@/lib/domain/preview/standing";
import type { Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { copyInto, copyLine } from "./copy-rows";
import { life, marks } from "./lives";

const MERCHANT = 1;
const LIVES = 5_000;
const BATCH = 5_000;
const FIRST_ZUID = 1_001;

export type WrittenRows = { orders: number; events: number; attempts: number; entries: number };

/**
 * Fills a merchant with orders, seeded. Some thousand are lived through `decide` and `evolve`; each is then written
 * several times for other customers with numbers of its own and the minutes moved, never across `now`.
 */
export async function writeManyOrders(
  databaseUrl: string,
  count: number,
  now: Instant,
): Promise<WrittenRows> {
  const sql = postgres(databaseUrl, {
    max: 1,
    onnotice: () => undefined,
    // What points where is right by how it was made: asking a million times is not what is measured.
    connection: { session_replication_role: "replica", TimeZone: "UTC", synchronous_commit: "off" },
  });
  const chance = chanceOf(7);
  const molds = Array.from({ length: LIVES }, (_, i) => cast(life(i, now), now));
  const written: WrittenRows = { orders: 0, events: 0, attempts: 0, entries: 0 };
  let spid = 1;
  let people = 0;
  let batch = new Map<Table, string[]>();
  const add = (table: Table, line: string) => {
    const lines = batch.get(table);
    if (lines) lines.push(line);
    else batch.set(table, [line]);
  };
  for (let i = 0; i < count; i++) {
    const mold = molds[chance.between(0, LIVES - 1)] as Mold;
    // Somebody who never missed a payment may buy again, with the same or another card.
    const again = people > 0 && mold.isClean && chance.happens(0.4);
    const person = again ? chance.between(0, people - 1) : people++;
    const zuid = FIRST_ZUID + i;
    const copy: Copy = {
      zuid,
      spid,
      customerId: uuid(person),
      key: letters(chance),
      shift: chance.between(-50 * MINUTE, 50 * MINUTE),
    };
    if (!again) add(customers, customerLine(person, now));
    for (const { table, parts } of mold.lines) add(table, filled(parts, copy));
    spid += mold.events;
    written.orders += 1;
    written.events += mold.events;
    written.attempts += mold.attempts;
    written.entries += mold.entries;
    if (written.orders % BATCH === 0 || written.orders === count) {
      for (const [table, lines] of batch) await copyInto(sql, table, lines);
      batch = new Map();
    }
  }
  await sql.unsafe(`
    insert into order_search (merchant_id, zuid, words)
    select o.merchant_id, o.zuid, ${searchWords}
      from orders o
      join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
      left join cards k on k.merchant_id = o.merchant_id and k.id = o.card_id`);
  await copyInto(sql, counters, [
    copyLine(counters, { merchantId: MERCHANT, name: "zuid", value: FIRST_ZUID + count - 1 }),
    copyLine(counters, { merchantId: MERCHANT, name: "spid", value: spid }),
  ]);
  const [kept] = await sql`select (select count(*) from orders)::int as orders,
    (select count(*) from order_log)::int as entries, (select count(*) from customers)::int as people`;
  if (kept?.orders !== written.orders || kept.entries !== written.entries || kept.people !== people)
    throw new Error(
      `of ${written.orders} orders and ${people} customers only ${JSON.stringify(kept)} were taken`,
    );
  await sql.unsafe("vacuum analyze");
  await sql.end();
  return written;
}

/** The merchant who has them all. */
export const manyMerchant: NewMerchant = {
  id: MERCHANT,
  code: "northwind",
  name: "Northwind",
  mode: "sandbox",
  accountEcom: "ecom",
  accountMoto: "moto",
};

/** The rows of a lived order as text, cut where a copy of it differs. */
type Mold = {
  lines: { table: Table; parts: string[] }[];
  isClean: boolean;
  events: number;
  attempts: number;
  entries: number;
};

function cast({ order, log }: ReturnType<typeof life>, now: Instant): Mold {
  const { zuid, customerId } = order;
  const token = `northwind-${String(zuid).repeat(3)}`;
  const rows: [Table, object][] = [
    ...order.wallet.map((card): [Table, object] => [cards, cardRow(MERCHANT, customerId, card)]),
    [orders, { ...orderRow(MERCHANT, order), ...standingOf(order, now) }],
    ...[...new Set(order.tags)].map((tag): [Table, object] => [
      orderTags,
      { merchantId: MERCHANT, tag, zuid },
    ]),
    ...order.lines.map((line, i): [Table, object] => [orderLines, lineRow(MERCHANT, zuid, line, i)]),
    ...order.events.map((event): [Table, object] => [billingEvents, eventRow(MERCHANT, zuid, event)]),
    ...order.attempts.map((one): [Table, object] => [attempts, attemptRow(MERCHANT, order, one)]),
    ...changedRecoveries(null, order, now).map((one): [Table, object] => [
      recoveries,
      recoveryRow(MERCHANT, order, one),
    ]),
    ...log.map((one): [Table, object] => [
      orderLog,
      { ...one, merchantId: MERCHANT, zuid, kind: one.entry.kind },
    ]),
    [paymentLinks, { merchantId: MERCHANT, zuid, token, createdAt: order.createdAt }],
  ];
  return {
    lines: rows.map(([table, row]) => ({ table, parts: copyLine(table, row).split(marked) })),
    isClean: !order.attempts.some(({ state }) => state === "declined"),
    events: order.events.length,
    attempts: order.attempts.length,
    entries: log.length,
  };
}

type Copy = { zuid: number; spid: number; customerId: string; key: string; shift: number };

/** Instants in columns and in JSON, order numbers, SPIDs, ids of transactions, cards and customers, keys of references. */
const marked =
  /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|\b1[67]\d{11}\b|700000001|\b8000\d{5}\b|feed[0-9a-f]{12}|ca4d0{28}|0c000000-0000-4000-8000-000000000001|\bk3y\b)/;

function filled(parts: readonly string[], copy: Copy): string {
  let text = "";
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    text += i % 2 === 0 ? part : own(part, copy);
  }
  return text;
}

function own(mark: string, { zuid, spid, customerId, key, shift }: Copy): string {
  if (mark === "700000001") return String(zuid);
  if (mark === "k3y") return key;
  if (mark === marks.customerId) return customerId;
  if (mark === marks.cardId) return `ca4d${hex(zuid, 28)}`;
  if (mark.startsWith("feed")) return `feed${hex(zuid, 12)}`;
  if (mark.startsWith("8000")) return String(Number(mark) - marks.firstSpid + spid);
  if (mark.endsWith("Z")) return new Date(Date.parse(mark) + shift).toISOString();
  return String(Number(mark) + shift);
}

function customerLine(index: number, now: Instant): string {
  const { billing, ...person } = personOf("DE", index);
  return copyLine(customers, {
    ...person,
    name: `${person.firstName} ${person.lastName}`,
    billingAddress: billing,
    merchantId: MERCHANT,
    id: uuid(index),
    email: person.email.replace("@", `.${index}@`),
    createdAt: now - 600 * 24 * 60 * MINUTE,
  });
}

function letters(chance: ReturnType<typeof chanceOf>): string {
  return Array.from({ length: 12 }, () => "abcdefghijklmnop"[chance.between(0, 15)]).join("");
}

function uuid(index: number): string {
  // Letters in between, or one in ten would read like a card's number.
  return `0c00000a-0a0a-4a0a-9a0a-${hex(index, 12)}`;
}

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, "0");
}
