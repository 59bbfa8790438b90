import { itemsOf, type RunSummary } from "@/lib/bulk/summary";
import type { StaffCommand } from "@/lib/domain/rules/command";
import { checkBooks } from "@/lib/payments/books";
import type { Installation } from "./installation";

/**
 * Holds what a run has done against what its preview promised and against the gateway's ledger: each order once, none
 * lost, none that was left out, the sums of each currency. Throws with what is wrong.
 */
export async function provenAsPromised(
  place: Installation,
  promised: RunSummary,
  ended: RunSummary,
): Promise<void> {
  const ledger = await place.bank.ledger();
  const wrong: string[] = await checkBooks(place.db, ledger);
  const { done, refused, left_out } = ended.counts;
  if (done !== promised.counts.planned || refused > 0 || left_out !== promised.counts.left_out)
    wrong.push(`${promised.counts.planned} were promised, ${done} done and ${refused} refused`);
  if (JSON.stringify(promised.reasons) !== JSON.stringify(ended.reasons))
    wrong.push("what is left out has other reasons than the preview said");

  const sent = await sentBy(place, promised);
  const asked = new Map<string, number>();
  const collected = new Map<string, number>();
  const booked = new Map(ledger.flatMap((line) => (line.reference ? [[line.reference, line] as const] : [])));
  for (const item of await itemsOf(place.db, promised, { most: 100_000 })) {
    const its = sent.get(item.zuid) ?? [];
    const wanted = item.state === "done" ? eventsOf(item.command).length : 0;
    if (its.length !== wanted) wrong.push(`ZUID-${item.zuid}: ${its.length} payments sent for ${wanted}`);
    for (const { reference, amount, currency } of its) {
      const line = booked.get(reference);
      if (!line) wrong.push(`ZUID-${item.zuid}: the gateway does not know ${reference}`);
      asked.set(currency, (asked.get(currency) ?? 0) + amount);
      if (line?.isApproved) collected.set(currency, (collected.get(currency) ?? 0) + amount);
    }
  }
  for (const { currency, sum, state } of promised.sums)
    if (state === "planned" && asked.get(currency) !== sum)
      wrong.push(`${currency} ${sum} was promised, ${asked.get(currency)} asked for`);
  for (const one of ended.sums)
    if (one.state === "done" && one.collected !== (collected.get(one.currency) ?? 0))
      wrong.push(
        `${one.currency} ${one.collected} collected, it says; booked is ${collected.get(one.currency)}`,
      );
  if (wrong.length > 0) throw new Error(`${wrong.length} errors:\n${wrong.slice(0, 10).join("\n")}`);
}

const eventsOf = (command: StaffCommand | null) => (command?.kind === "retry_events" ? command.events : []);

/** What was sent since by hand, order by order. */
async function sentBy({ owner }: Installation, { createdAt }: RunSummary) {
  const rows = await owner<{ zuid: number; reference: string; amount: string; currency: string }[]>`
    select zuid, reference, amount, currency from attempts
     where cause in ('retry', 'technical_retry') and state <> 'abandoned' and started_at >= ${new Date(createdAt)}`;
  return Map.groupBy(
    rows.map((row) => ({ ...row, amount: Number(row.amount) })),
    ({ zuid }) => zuid,
  );
}
