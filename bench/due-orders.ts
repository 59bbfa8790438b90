import { withMerchant } from "@/db/client";
import { type NewMerchant, openMerchant } from "@/db/open-merchant";
import { customers } from "@/db/schema/customers";
import { plainDraft, plainLine } from "@/lib/domain/lived/plain-order";
import type { Actor } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import type { OrderDraft } from "@/lib/domain/rules/create";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { create } from "@/lib/orders/create";
import type { OrderId } from "@/lib/orders/execute";
import { carryOut } from "@/lib/payments/carry-out";
import { settleCheckout, startCheckout } from "@/lib/payments/checkout";
import type { Payments } from "@/lib/payments/context";
import { cardOf } from "@/lib/sandbox/shopper";
import type { Installation } from "./installation";

type Place = Pick<Installation, "payments" | "enterCard" | "merchant" | "hiring">;

const SALES: Actor = { kind: "api", name: "drill" };
const MERCHANT = 1;

/**
 * A merchant whose orders all have one event due on each of the next days. Each customer registers a
 * card over the hosted checkout and has `ordersEach` orders on it, bought one after everybody else's.
 */
export async function dueOrders(
  { payments, enterCard, merchant, hiring }: Place,
  want: {
    customers: number;
    ordersEach: number;
    days: number;
    now: Instant;
    /** Of one customer after another; EUR without it. */
    currencies?: readonly Currency[];
    terms?: Partial<NewMerchant>;
  },
): Promise<OrderId[]> {
  const { db } = payments;
  const { currencies = ["EUR"] } = want;
  await openMerchant(hiring, {
    id: MERCHANT,
    code: "drill",
    name: "Drill",
    mode: "sandbox",
    ...merchant,
    ...want.terms,
  });
  const firsts = await abreast(want.customers, 8, async (i) => {
    const [row] = await withMerchant(db, MERCHANT, (tx) =>
      tx
        .insert(customers)
        .values({ merchantId: MERCHANT, name: `Customer ${i}`, email: `customer${i}@drill.example` })
        .returning({ id: customers.id }),
    );
    if (!row) throw new Error("no customer");
    const draft = dailyParts(row.id, want.days, currencies[i % currencies.length]);
    const first = await placed(payments, draft, want.now);
    const cardId = await registered(payments, enterCard, first, want.now);
    return { draft, cardId, first };
  });
  const ids = firsts.map(({ first }) => first);
  for (let round = 1; round < want.ordersEach; round++) {
    const bought = await abreast(want.customers, 8, async (i) => {
      const { draft, cardId } = firsts[i] as (typeof firsts)[number];
      const next = await placed(payments, draft, want.now);
      await carryOut(
        payments,
        next,
        { kind: "pay_with_saved_card", cardId, how: "telephone", agreedAt: 0 },
        { actor: SALES, now: want.now },
      );
      return next;
    });
    ids.push(...bought);
  }
  return ids;
}

/** Runs `work` for 0, 1, 2, ... with this many at a time; the results in order. */
export async function abreast<T>(
  count: number,
  lanes: number,
  work: (i: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < count; i = next++) results[i] = await work(i);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

async function placed(payments: Payments, draft: OrderDraft, now: Instant): Promise<OrderId> {
  const { order } = doneOf(
    await create(payments.db, MERCHANT, draft, { actor: SALES, now, machineNow: payments.machineNow() }),
  );
  return { merchantId: MERCHANT, zuid: order.zuid };
}

async function registered(
  payments: Payments,
  enterCard: Place["enterCard"],
  id: OrderId,
  now: Instant,
): Promise<string> {
  const wanted = { purpose: "initial", via: "terminal" } as const;
  const opened = doneOf(await startCheckout(payments, id, wanted, { actor: SALES, now }));
  const { checkoutId } = await enterCard(opened.checkoutId, cardOf("4242424242424242"));
  const { order } = doneOf(await settleCheckout(payments, id, checkoutId, now));
  if (order.cardId === null) throw new Error(`ZUID-${order.zuid} has no card`);
  return order.cardId;
}

function dailyParts(customerId: string, days: number, currency: Currency = "EUR"): OrderDraft {
  return plainDraft({
    type: "instalment",
    currency,
    origin: "API",
    customerId,
    lines: [plainLine(days * 1_000, { taxBasisPoints: 1_900 })],
    parts: days,
    interval: { every: 1, unit: "DAY" },
    savesCard: true,
  });
}
