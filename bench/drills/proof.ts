import { violations } from "@/lib/domain/lived/invariants";
import { isCollected } from "@/lib/domain/order/billing-event";
import type { Instant } from "@/lib/domain/value/calendar";
import { findOrder } from "@/lib/orders/queries";
import { checkBooks } from "@/lib/payments/books";
import type { Arranged } from "@/lib/payments/testing-bank";
import type { Installation } from "../installation";

/**
 * Holds everything against the gateway's ledger. Throws with what is wrong: an event that is not
 * collected, one charged twice without a duplicate on record, money that only one side knows of.
 */
export async function booksAreRight(
  { db, owner, bank }: Pick<Installation<Arranged>, "db" | "owner" | "bank">,
  now: Instant,
): Promise<{ events: number; duplicates: number }> {
  const ledger = await bank.ledger();
  const wrong = await checkBooks(db, ledger);
  const debits = new Map<string, number>();
  for (const line of ledger)
    if (line.isApproved && line.type === "debit" && line.reference)
      debits.set(line.reference, (debits.get(line.reference) ?? 0) + 1);

  let events = 0;
  let duplicates = 0;
  for (const { zuid } of await owner`select zuid from orders order by zuid`) {
    const found = await findOrder(db, { merchantId: 1 }, zuid as number, now);
    if (!found) throw new Error(`order ${zuid} is gone`);
    const { order, log } = found;
    wrong.push(...violations(order, log));
    for (const event of order.events) {
      if (event.scheduledAt <= now && !isCollected(event) && event.status !== "merged")
        wrong.push(`ZUID-${zuid}, event ${event.number} is ${event.status}`);
      if (isCollected(event)) events += 1;
      const tried = order.attempts.filter((attempt) => attempt.event === event.number);
      const charged = tried.reduce((sum, attempt) => sum + (debits.get(attempt.reference) ?? 0), 0);
      const twice = tried.filter((attempt) => attempt.state === "duplicate").length;
      duplicates += twice;
      if (charged !== twice + (isCollected(event) ? 1 : 0))
        wrong.push(
          `ZUID-${zuid}, event ${event.number} was charged ${charged} times, ${twice} recorded as duplicates`,
        );
    }
    for (const { number, state } of order.attempts)
      if (["prepared", "sent", "unknown"].includes(state))
        wrong.push(`ZUID-${zuid}, payment ${number} is still ${state}`);
  }
  if (wrong.length > 0) throw new Error(`${wrong.length} errors:\n${wrong.slice(0, 20).join("\n")}`);
  return { events, duplicates };
}
