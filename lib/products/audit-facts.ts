import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { AuditFacts, AuditKind } from "@/db/schema/audit";
import { toTimestamp } from "@/db/schema/columns";
import type { Acting } from "@/lib/auth/register";
import type { Interval } from "@/lib/domain/value/calendar";
import { toDecimal } from "@/lib/domain/value/money";
import { SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import type { NewProduct } from "./new-product";

type ProductChange = {
  kind: Extract<AuditKind, `product_${string}`>;
  /** What the product is called. */
  name: string;
  before: AuditFacts;
  after: AuditFacts;
};

/** Writes a change into the audit log, in its transaction. False: whoever acts may not, and the change is not to be made. */
export async function noteProductChange(
  tx: Tx,
  { sessionId, machineNow }: Acting,
  { kind, name, before, after }: ProductChange,
): Promise<boolean> {
  const [since, now] = [toTimestamp(machineNow - SIGNED_IN_FOR), toTimestamp(machineNow)];
  const [was, becomes] = [JSON.stringify(before), JSON.stringify(after)];
  const [answer] = await tx.execute<{ word: string }>(
    sql`select note_product_change(${sessionId}, ${since}, ${now}, ${kind}, ${name}, ${was}::text::jsonb, ${becomes}::text::jsonb) as word`,
  );
  return answer?.word === "done";
}

/** A product as the audit log tells of it: by name, in words; what it does not have is left out. */
export function factsOf(product: NewProduct): Record<string, string> {
  const { interval, parts, trial } = product;
  const facts: Record<string, string> = { name: product.name };
  for (const { currency, ...amounts } of product.prices)
    for (const [name, amount] of Object.entries(amounts))
      if (name === "price" || amount > 0)
        facts[`${amountNames[name as keyof typeof amounts]} ${currency}`] = toDecimal(amount, currency);
  if (product.taxBasisPoints > 0) facts.tax = perCent(product.taxBasisPoints);
  if (product.discount.kind !== "none")
    facts["discount applies to"] =
      product.discount.on === "first_payment" ? "the first payment" : "every payment";
  if (product.discount.kind === "percent") facts.discount = perCent(product.discount.basisPoints);
  if (interval) facts.interval = written(interval);
  if (parts !== null) facts["number of payments"] = String(parts);
  if (trial) facts.trial = written(trial);
  if (product.locksPricing) facts["lock pricing"] = "on";
  if (product.locksPayment) facts["lock payment"] = "on";
  if (product.groupName) facts.group = product.groupName;
  if (product.unit) facts.unit = product.unit;
  if (product.description) facts.description = product.description;
  if (product.internalNote) facts["internal note"] = product.internalNote;
  return facts;
}

/** Of two such tellings what differs. */
export function differing(before: Record<string, string>, after: Record<string, string>) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  const only = (facts: Record<string, string>) =>
    Object.fromEntries(changed.map((name) => [name, facts[name] ?? null]));
  return { before: only(before), after: only(after), isEmpty: changed.length === 0 };
}

const amountNames = {
  price: "price in",
  discount: "discount in",
  fee: "fee in",
  setUpFee: "set-up fee in",
  deposit: "deposit in",
} as const;

const perCent = (basisPoints: number) => `${basisPoints / 100} %`;

function written({ every, unit }: Interval): string {
  return `${every} ${unit.toLowerCase()}${every === 1 ? "" : "s"}`;
}
