import { asc, inArray, type SQL, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { toAttempt } from "@/db/order-rows";
import { attempts, processedAt } from "@/db/schema/attempts";
import { toTimestamp } from "@/db/schema/columns";
import { orderLines, orders } from "@/db/schema/orders";
import { type Cell, csvFile } from "@/lib/csv";
import type { PaymentType } from "@/lib/domain/decline/gateway-answer";
import { isBooked, moneyDirection } from "@/lib/domain/order/balance";
import { lineAmount } from "@/lib/domain/rules/create";
import { type Currency, taxIncluded, toDecimal } from "@/lib/domain/value/money";
import { transactionNames } from "@/lib/domain/words/names";
import type { Period } from "./periods";
import { taxParts } from "./tax-parts";

/** What was booked on one day: one type, tax rate and currency. Minor units, negative where money left. */
export type AccountLine = {
  day: string;
  type: PaymentType;
  taxBasisPoints: number;
  currency: Currency;
  /** Transactions that it has a part of. */
  count: number;
  gross: number;
  tax: number;
};

/** The days of a month at the merchant, in whose calendar the books are kept. */
export type AccountMonth = { merchantId: number; month: Pick<Period, "from" | "before">; timeZone: string };

/** Every booking of the month, added up by day, type, tax rate and currency. Read a page at a time. */
export async function accountLines(db: Db, asked: AccountMonth): Promise<AccountLine[]> {
  const lines = new Map<string, AccountLine>();
  const dayOf = new Intl.DateTimeFormat("sv-SE", { timeZone: asked.timeZone, dateStyle: "short" });
  for (let after: Place | null = null, first = true; first || after; first = false) {
    const page: Page = await bookingsAfter(db, asked, after);
    for (const { at, type, currency, amount, products } of page.bookings)
      for (const part of taxParts(products, Math.abs(amount))) {
        const key = { day: dayOf.format(at), type, taxBasisPoints: part.taxBasisPoints, currency };
        const name = JSON.stringify(key);
        const line = lines.get(name) ?? { ...key, count: 0, gross: 0, tax: 0 };
        const sign = Math.sign(amount);
        lines.set(name, {
          ...line,
          count: line.count + 1,
          gross: line.gross + sign * part.amount,
          tax: line.tax + sign * taxIncluded(part.amount, part.taxBasisPoints),
        });
      }
    after = page.next;
  }
  return [...lines.values()].sort(
    (a, b) =>
      a.day.localeCompare(b.day) ||
      a.currency.localeCompare(b.currency) ||
      a.type.localeCompare(b.type) ||
      a.taxBasisPoints - b.taxBasisPoints,
  );
}

type Place = { at: string; zuid: number; number: number };
type Booking = {
  at: number;
  type: PaymentType;
  currency: Currency;
  amount: number;
  products: { taxBasisPoints: number; amount: number }[];
};
type Page = { bookings: Booking[]; next: Place | null };

function bookingsAfter(db: Db, asked: AccountMonth, after: Place | null): Promise<Page> {
  const { merchantId } = asked;
  return withMerchant(db, merchantId, async (tx) => {
    const beyond = after
      ? sql`and (${processedAt}, ${attempts.zuid}, ${attempts.number}) > (${after.at}::timestamptz, ${after.zuid}, ${after.number})`
      : sql``;
    const places = await tx.execute<Place>(sql`
      select ${processedAt} as at, ${attempts.zuid} as zuid, ${attempts.number} as number from ${attempts}
       where ${isBookedIn(asked)} ${beyond} order by 1, 2, 3 limit ${AT_ONCE}`);
    if (places.length === 0) return { bookings: [], next: null };
    const zuids = [...new Set(places.map(({ zuid }) => zuid))];
    const [all, products] = await Promise.all([
      tx
        .select()
        .from(attempts)
        .where(sql`${attempts.merchantId} = ${merchantId} and ${inArray(attempts.zuid, zuids)}`)
        .orderBy(asc(attempts.zuid), asc(attempts.number)),
      productsOf(tx, merchantId, zuids),
    ]);
    const books = Map.groupBy(all, ({ zuid }) => zuid);
    const bookings = places.flatMap(({ at, zuid, number }): Booking[] => {
      const rows = books.get(zuid) ?? [];
      const row = rows.find((one) => one.number === number);
      if (!row) return [];
      const order = { attempts: rows.map(toAttempt) };
      const attempt = toAttempt(row);
      const amount = isBooked(attempt) ? moneyDirection(order, attempt) * attempt.amount : 0;
      const { type, currency } = row;
      return amount === 0
        ? []
        : [{ at: Date.parse(at), type, currency, amount, products: products.get(zuid) ?? [] }];
    });
    return { bookings, next: places.length < AT_ONCE ? null : (places.at(-1) ?? null) };
  });
}

const AT_ONCE = 1_000;

function isBookedIn({ merchantId, month }: AccountMonth): SQL {
  return sql`${attempts.merchantId} = ${merchantId} and ${attempts.state} in ('approved', 'duplicate')
    and ${processedAt} >= ${toTimestamp(month.from)} and ${processedAt} < ${toTimestamp(month.before)}`;
}

async function productsOf(tx: Tx, merchantId: number, zuids: readonly number[]) {
  const rows = await tx
    .select()
    .from(orderLines)
    .where(sql`${orderLines.merchantId} = ${merchantId} and ${inArray(orderLines.zuid, [...zuids])}`);
  return Map.groupBy(
    rows.map((line) => ({
      zuid: line.zuid,
      taxBasisPoints: line.taxBasisPoints,
      amount: lineAmount(line),
    })),
    ({ zuid }) => zuid,
  );
}

/** What the books say of the month, asked of the database at once: number and sum of each type that moves money. */
export async function bookedSums(
  db: Db,
  asked: AccountMonth,
): Promise<{ type: PaymentType; currency: Currency; amount: number }[]> {
  const rows = await withMerchant(db, asked.merchantId, (tx) =>
    tx.execute<{ type: PaymentType; currency: Currency; amount: string }>(sql`
      select ${attempts.type} as type, ${attempts.currency} as currency, sum(${attempts.amount}) as amount
        from ${attempts} where ${isBookedIn(asked)}
         and (${attempts.type} in ('debit', 'capture', 'refund', 'chargeback', 'rapid_dispute', 'credit')
              or (${attempts.type} not in ('authorisation', 'registration') and exists (
                select 1 from ${attempts} as earlier where earlier.merchant_id = ${asked.merchantId}
                   and earlier.zuid = ${attempts.zuid} and earlier.number = ${attempts.refersTo}
                   and earlier.type not in ('authorisation', 'registration'))))
       group by 1, 2 order by 2, 1`),
  );
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}

/** The month's file: its bookings, then what is open now. */
export async function* accountFile(db: Db, asked: AccountMonth): AsyncGenerator<string> {
  const lines = await accountLines(db, asked);
  yield* csvFile<number>(accountHead, async (after) => {
    if (after === null) return { rows: lines.map(bookingCells), next: 0 };
    return openItemsAfter(db, asked.merchantId, after);
  });
}

const accountHead = [
  ...["Kind", "Day", "Type", "Tax rate", "Currency", "Transactions", "Gross", "Tax", "Net", "Order"],
];

function bookingCells({ day, type, taxBasisPoints, currency, count, gross, tax }: AccountLine): Cell[] {
  const figure = (digits: string) => ({ figure: digits });
  const money = (amount: number) => figure(toDecimal(amount, currency));
  return [
    ...["Booking", day, transactionNames[type], figure((taxBasisPoints / 100).toFixed(2)), currency],
    ...[figure(String(count)), money(gross), money(tax), money(gross - tax), ""],
  ];
}

async function openItemsAfter(db: Db, merchantId: number, after: number) {
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx.execute<{ zuid: number; currency: Currency; outstanding: string; disputed: string }>(sql`
      select ${orders.zuid} as zuid, ${orders.currency} as currency, ${orders.outstanding} as outstanding,
             ${orders.disputedAmount} as disputed from ${orders}
       where ${orders.merchantId} = ${merchantId} and ${orders.zuid} > ${after}
         and (${orders.outstanding} > 0 or ${orders.disputedAmount} > 0)
       order by ${orders.zuid} limit ${AT_ONCE}`),
  );
  const cells = (kind: string, amount: string, { zuid, currency }: { zuid: number; currency: Currency }) => {
    const money = { figure: toDecimal(Number(amount), currency) };
    return [kind, "", "", "", currency, "", money, "", "", `ZUID-${zuid}`];
  };
  return {
    rows: rows.flatMap((row): Cell[][] => [
      ...(Number(row.outstanding) > 0 ? [cells("Outstanding", row.outstanding, row)] : []),
      ...(Number(row.disputed) > 0 ? [cells("Disputed", row.disputed, row)] : []),
    ]),
    next: rows.length < AT_ONCE ? null : (rows.at(-1)?.zuid ?? null),
  };
}
