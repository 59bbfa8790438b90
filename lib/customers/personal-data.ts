import { and, asc, eq, gt } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { attempts } from "@/db/schema/attempts";
import { cards, customerLog, customerNotes, customers } from "@/db/schema/customers";
import { messages } from "@/db/schema/messages";
import { notes } from "@/db/schema/order-log";
import { billingEvents, orderLines, orders } from "@/db/schema/orders";
import { isUuid } from "@/lib/domain/value/uuid";
import type { CustomerId } from "./change";
import { type ErasedBy, noted } from "./erase";

/**
 * Everything that is held about a person, as JSON text in pieces: one order in memory at a time. Null: no such
 * customer, or whoever asks may not. On the record.
 */
export async function personalData(
  db: Db,
  id: CustomerId,
  by: Pick<ErasedBy, "sessionId" | "machineNow">,
): Promise<AsyncGenerator<string> | null> {
  if (!isUuid(id.id)) return null;
  const person = await withMerchant(db, id.merchantId, async (tx) => {
    const found = await profileOf(tx, id);
    return found && (await noted(tx, id, "person_exported", by)) ? found : null;
  });
  return person && written(db, id, person);
}

async function* written(db: Db, id: CustomerId, person: object): AsyncGenerator<string> {
  const profile = JSON.stringify(person, null, 2).slice(0, -2);
  yield `${profile},\n  "orders": [`;
  let isFirst = true;
  for (let zuid = 0; ; ) {
    const order = await withMerchant(db, id.merchantId, (tx) => nextOrder(tx, id, zuid));
    if (!order) break;
    zuid = order.zuid;
    yield `${isFirst ? "" : ","}\n${JSON.stringify(order, null, 2)}`;
    isFirst = false;
  }
  yield "]\n}\n";
}

async function profileOf(tx: Tx, { merchantId, id }: CustomerId) {
  const [customer] = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id)));
  if (!customer) return null;
  const { merchantId: _merchant, words: _words, createdAt, ...profile } = customer;
  const ofCustomer = <Table extends typeof customerNotes | typeof customerLog>(table: Table) =>
    and(eq(table.merchantId, merchantId), eq(table.customerId, id));
  const wallet = await tx
    .select({
      brand: cards.brand,
      last4: cards.last4,
      holder: cards.holder,
      expiryMonth: cards.expiryMonth,
      expiryYear: cards.expiryYear,
      registeredAt: cards.registeredAt,
      state: cards.state,
    })
    .from(cards)
    .where(and(eq(cards.merchantId, merchantId), eq(cards.customerId, id)));
  const written = await tx
    .select({ at: customerNotes.at, text: customerNotes.text })
    .from(customerNotes)
    .where(ofCustomer(customerNotes))
    .orderBy(asc(customerNotes.seq));
  const history = await tx
    .select({ at: customerLog.at, kind: customerLog.kind, fields: customerLog.fields })
    .from(customerLog)
    .where(ofCustomer(customerLog))
    .orderBy(asc(customerLog.seq));
  return {
    customer: { ...profile, createdAt: timeOf(createdAt) },
    cards: wallet.map((card) => ({ ...card, registeredAt: timeOf(card.registeredAt) })),
    notes: written.map((note) => ({ ...note, at: timeOf(note.at) })),
    history: history.map((entry) => ({ ...entry, at: timeOf(entry.at) })),
  };
}

async function nextOrder(tx: Tx, { merchantId, id }: CustomerId, after: number) {
  const [order] = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.customerId, id), gt(orders.zuid, after)))
    .orderBy(asc(orders.zuid))
    .limit(1);
  if (!order) return null;
  const { zuid } = order;
  const ofOrder = <Table extends Tables>(table: Table) =>
    and(eq(table.merchantId, merchantId), eq(table.zuid, zuid));
  const lines = await tx.select().from(orderLines).where(ofOrder(orderLines)).orderBy(asc(orderLines.number));
  const events = await tx
    .select()
    .from(billingEvents)
    .where(ofOrder(billingEvents))
    .orderBy(asc(billingEvents.number));
  const payments = await tx.select().from(attempts).where(ofOrder(attempts)).orderBy(asc(attempts.number));
  const mails = await tx.select().from(messages).where(ofOrder(messages)).orderBy(asc(messages.createdAt));
  const remarks = await tx.select().from(notes).where(ofOrder(notes)).orderBy(asc(notes.seq));
  const { invoiceId, type, status, currency, total, createdAt, memo, tags } = order;
  return {
    ...{ zuid, invoiceId, type, status, currency, total, createdAt: timeOf(createdAt), memo, tags },
    products: lines.map(({ name, quantity, price }) => ({ name, quantity, price })),
    schedule: events.map(({ spid, scheduledAt, amount, status: stands }) => ({
      ...{ spid, scheduledAt: timeOf(scheduledAt), amount, status: stands },
    })),
    payments: payments.map(
      ({ startedAt, type: kind, amount, currency: unit, state, brand, last4, answer }) => ({
        ...{ at: timeOf(startedAt), kind, amount, currency: unit, state, brand, last4 },
        cardHolder: answer?.card?.holder ?? null,
      }),
    ),
    messages: mails.map(({ kind, to, createdAt: at, sentAt, openedAt, subject, text }) => ({
      ...{
        kind,
        to,
        createdAt: timeOf(at),
        sentAt: timeOf(sentAt),
        openedAt: timeOf(openedAt),
        subject,
        text,
      },
    })),
    notes: remarks.map(({ at, text }) => ({ at: timeOf(at), text })),
  };
}

type Tables = typeof orderLines | typeof billingEvents | typeof attempts | typeof messages | typeof notes;

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
