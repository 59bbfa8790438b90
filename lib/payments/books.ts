import { isBooked } from "@/lib/domain/order/balance";
import type { Currency } from "@/lib/domain/value/money";
import { type BookedAttempt, everyAttempt } from "@/lib/orders/every-attempt";
import type { Db } from "@/lib/orders/execute";

/** One line of the gateway's ledger. Amounts in minor units; null for a registration. */
export type LedgerLine = {
  transactionId: string;
  reference: string | null;
  type: string;
  amount: number | null;
  currency: Currency;
  code: string;
  isApproved: boolean;
};

/**
 * Compares our books with the gateway's, and returns a sentence for each difference; empty when they agree.
 *
 * Everything the gateway booked is known here exactly once, with its type, amount, currency and reference;
 * everything we count as booked is in its ledger; every request it answered is one of ours. So the sums of each
 * type and currency are equal to the minor unit.
 */
export async function checkBooks(db: Db, ledger: readonly LedgerLine[]): Promise<string[]> {
  return compareBooks(await everyAttempt(db), ledger);
}

function compareBooks(ours: readonly BookedAttempt[], ledger: readonly LedgerLine[]): string[] {
  return [...unknownLines(ours, ledger), ...unbookedAttempts(ours, ledger), ...sums(ours, ledger)];
}

function unknownLines(ours: readonly BookedAttempt[], ledger: readonly LedgerLine[]): string[] {
  const byId = new Map<string, BookedAttempt[]>();
  for (const one of ours) {
    const id = one.attempt.answer?.transactionId;
    if (id) byId.set(id, [...(byId.get(id) ?? []), one]);
  }
  const references = new Set(ours.map((one) => one.attempt.reference));
  return ledger.flatMap((line) => {
    const found = (byId.get(line.transactionId) ?? []).filter(
      ({ attempt }) => isBooked(attempt) && !looksUpCard(attempt),
    );
    if (!isMoney(line))
      return line.reference === null || references.has(line.reference)
        ? []
        : [`${nameOf(line)} has no attempt here`];
    const [one] = found;
    if (!one) return [`${nameOf(line)} is booked at the gateway and not here`];
    if (found.length > 1) return [`${nameOf(line)} is booked here ${found.length} times`];
    const { attempt, currency } = one;
    const differs =
      attempt.type !== line.type ||
      (line.amount !== null && attempt.amount !== line.amount) ||
      (line.amount !== null && currency !== line.currency);
    return differs ? [`${nameOf(line)} is ${attempt.type} ${attempt.amount} ${currency} here`] : [];
  });
}

function unbookedAttempts(ours: readonly BookedAttempt[], ledger: readonly LedgerLine[]): string[] {
  const booked = new Set(ledger.filter(isMoney).map((line) => line.transactionId));
  return ours.flatMap(({ zuid, attempt }) => {
    if (!isBooked(attempt)) return [];
    const id = attempt.answer?.transactionId;
    return id && booked.has(id)
      ? []
      : [`ZUID-${zuid}, payment ${attempt.number} (${attempt.type} ${attempt.amount}) is booked here only`];
  });
}

function sums(ours: readonly BookedAttempt[], ledger: readonly LedgerLine[]): string[] {
  const here = new Map<string, number>();
  const there = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, amount: number) =>
    to.set(key, (to.get(key) ?? 0) + amount);
  for (const { attempt, currency } of ours)
    if (isBooked(attempt) && attempt.type !== "registration")
      add(here, `${attempt.type} ${currency}`, attempt.amount);
  for (const line of ledger)
    if (isMoney(line) && line.amount !== null) add(there, `${line.type} ${line.currency}`, line.amount);
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((key) => {
    const [mine, theirs] = [here.get(key) ?? 0, there.get(key) ?? 0];
    return mine === theirs ? [] : [`${key}: ${mine} here, ${theirs} at the gateway`];
  });
}

/** A zero-amount order's saved card is looked up by its registration: nothing new is booked. */
function looksUpCard({ type, cause }: BookedAttempt["attempt"]): boolean {
  return type === "registration" && cause === "saved_card";
}

/**
 * Chargebacks and disputes have a result code of their own, which is not an approval. Records beside a payment
 * about authentication or risk move no money, nor does a reversal of a declined payment.
 */
function isMoney(line: LedgerLine): boolean {
  if (line.type === "authentication" || line.type === "risk_check") return false;
  return line.isApproved || line.type === "chargeback" || line.type === "rapid_dispute";
}

function nameOf({ type, amount, currency, transactionId, reference }: LedgerLine): string {
  return `${type} ${amount ?? ""} ${currency} ${transactionId} (${reference ?? "no reference"})`;
}
