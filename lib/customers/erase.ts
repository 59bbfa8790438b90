import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { attempts } from "@/db/schema/attempts";
import { toTimestamp } from "@/db/schema/columns";
import { cards, customerLog, customerNotes, customers } from "@/db/schema/customers";
import { importFaults } from "@/db/schema/imports";
import { messages, paymentLinks } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import type { Actor } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import { isUuid } from "@/lib/domain/value/uuid";
import type { CustomerId } from "./change";

export type Erased =
  | { is: "done" }
  | { is: "unknown" }
  | { is: "not_allowed" }
  /** Orders that still run, or whose payment has no result yet. */
  | { is: "running"; zuids: readonly number[] };

/** Who erases, by their session, and when by the business's clock and the machine's. */
export type ErasedBy = { actor: Actor; sessionId: string; now: Instant; machineNow: Instant };

/**
 * Erases a person: profile, notes, addresses, cards' holders and what was mailed. Orders and payments stay, without a
 * name, for as long as they are vouchers; the logs hold ids. Refused while an order runs. On the record.
 */
export async function erasePerson(db: Db, id: CustomerId, by: ErasedBy): Promise<Erased> {
  if (!isUuid(id.id)) return { is: "unknown" };
  return withMerchant(db, id.merchantId, async (tx) => {
    const [customer] = await tx.select().from(customers).where(isCustomer(id)).for("update");
    if (!customer) return { is: "unknown" };
    const zuids = await runningOrders(tx, id);
    if (zuids.length > 0) return { is: "running", zuids };
    if (!(await noted(tx, id, "person_erased", by))) return { is: "not_allowed" };
    await eraseRows(tx, id);
    await logErased(tx, id, by);
    return { is: "done" };
  });
}

/**
 * Erases those again who were erased after a backup was made, by the lines of the log that say so. Only the database's
 * owner can. Lines about anything else are passed over.
 *
 * @returns how many there were
 */
export async function eraseAgain(owner: Db, lines: AsyncIterable<string>): Promise<number> {
  let count = 0;
  for await (const line of lines) {
    const id = erasedIn(line);
    if (!id) continue;
    await withMerchant(owner, id.merchantId, async (tx) => {
      await eraseRows(tx, id);
      await tx.execute(sql`
        delete from notes n
         where n.merchant_id = ${id.merchantId}
           and n.zuid in (select o.zuid from orders o
                           where o.merchant_id = ${id.merchantId} and o.customer_id = ${id.id})`);
    });
    count += 1;
  }
  return count;
}

/** What the log says of an erasure. */
export const ERASED_EVENT = "personal data was erased";

function erasedIn(line: string): CustomerId | null {
  if (!line.includes(ERASED_EVENT)) return null;
  const merchantId = Number(/"merchantId":(\d{1,9})\b/.exec(line)?.[1] ?? 0);
  const id = /"customerId":"([0-9a-f-]{36})"/.exec(line)?.[1] ?? "";
  return merchantId > 0 && isUuid(id) ? { merchantId, id } : null;
}

/** Everything that names the person, but for notes on their orders, which the audit's door removes. */
async function eraseRows(tx: Tx, { merchantId, id }: CustomerId): Promise<void> {
  const [customer] = await tx.select().from(customers).where(isCustomer({ merchantId, id }));
  if (!customer) return;
  await tx
    .update(customers)
    .set({
      ...{ name: ERASED_NAME, firstName: "", lastName: "", organisation: "", email: erasedEmail(id) },
      ...{ phone: "", birthdate: null, externalId: null, tags: [], billingAddress: null },
      ...{ shippingAddress: null, active: false, version: sql`${customers.version} + 1` },
    })
    .where(isCustomer({ merchantId, id }));
  await tx
    .delete(customerNotes)
    .where(and(eq(customerNotes.merchantId, merchantId), eq(customerNotes.customerId, id)));
  await tx
    .update(cards)
    .set({ holder: "", state: "forgotten", preferred: false })
    .where(and(eq(cards.merchantId, merchantId), eq(cards.customerId, id)));
  const zuids = (
    await tx
      .select({ zuid: orders.zuid })
      .from(orders)
      .where(and(eq(orders.merchantId, merchantId), eq(orders.customerId, id)))
  ).map(({ zuid }) => zuid);
  await eraseOfOrders(tx, merchantId, zuids);
  await eraseFaults(tx, merchantId, [customer.email, customer.externalId ?? ""]);
}

async function eraseOfOrders(tx: Tx, merchantId: number, zuids: readonly number[]): Promise<void> {
  if (zuids.length === 0) return;
  await tx
    .update(messages)
    .set({
      ...{ to: "", subject: null, html: null, text: null, data: {} },
      state: sql`case when ${messages.state} in ('queued', 'sending') then 'dropped' else ${messages.state} end`,
    })
    .where(and(eq(messages.merchantId, merchantId), inArray(messages.zuid, [...zuids])));
  await tx
    .update(paymentLinks)
    .set({ withdrawnAt: sql`coalesce(${paymentLinks.withdrawnAt}, now())` })
    .where(and(eq(paymentLinks.merchantId, merchantId), inArray(paymentLinks.zuid, [...zuids])));
}

/** Rows of files that had errors, wherever they name the person. */
async function eraseFaults(tx: Tx, merchantId: number, said: readonly string[]): Promise<void> {
  for (const text of said.filter((one) => one !== ""))
    await tx
      .delete(importFaults)
      .where(
        and(
          eq(importFaults.merchantId, merchantId),
          sql`position(${Buffer.from(JSON.stringify(text))}::bytea in ${importFaults.cells}) > 0`,
        ),
      );
}

async function runningOrders(tx: Tx, { merchantId, id }: CustomerId): Promise<number[]> {
  const running = await tx
    .select({ zuid: orders.zuid })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchantId),
        eq(orders.customerId, id),
        notInArray(orders.status, ["draft", "rejected", "cancelled", "complete"]),
      ),
    )
    .orderBy(orders.zuid);
  const open = await tx
    .select({ zuid: attempts.zuid })
    .from(attempts)
    .where(
      and(
        eq(attempts.merchantId, merchantId),
        eq(attempts.customerId, id),
        inArray(attempts.state, ["prepared", "sent", "unknown"]),
      ),
    );
  return [...new Set([...running, ...open].map(({ zuid }) => zuid))].sort((a, b) => a - b);
}

/** Puts what was done with a person's data into the audit log; false: whoever asks may not. */
export async function noted(
  tx: Tx,
  { id }: CustomerId,
  what: "person_erased" | "person_exported",
  { sessionId, machineNow }: Pick<ErasedBy, "sessionId" | "machineNow">,
): Promise<boolean> {
  const since = toTimestamp(machineNow - SIGNED_IN_FOR);
  const [said] = await tx.execute<{ word: string }>(
    sql`select note_person(${sessionId}, ${since}, ${toTimestamp(machineNow)}, ${what}, ${id}) as word`,
  );
  return said?.word === "done";
}

async function logErased(tx: Tx, { merchantId, id }: CustomerId, { actor, now }: ErasedBy): Promise<void> {
  const [last] = await tx
    .select({ seq: sql<number>`coalesce(max(${customerLog.seq}), 0)::integer` })
    .from(customerLog)
    .where(and(eq(customerLog.merchantId, merchantId), eq(customerLog.customerId, id)));
  const seq = (last?.seq ?? 0) + 1;
  await tx.insert(customerLog).values({ merchantId, customerId: id, seq, at: now, actor, kind: "erased" });
}

const isCustomer = ({ merchantId, id }: CustomerId) =>
  and(eq(customers.merchantId, merchantId), eq(customers.id, id));

const ERASED_NAME = "Erased person";
/** An address that no mail ever reaches. */
const erasedEmail = (id: string) => `${id}@erased.invalid`;
