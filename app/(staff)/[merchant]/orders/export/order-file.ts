import { outcomeName } from "@/components/order/attempt-words";
import { type Cell, csvInstant } from "@/lib/csv";
import { declineReasons } from "@/lib/domain/decline/decline-reasons";
import { actorName } from "@/lib/domain/order/refusal";
import { brandName } from "@/lib/domain/value/brand-name";
import { toDecimal } from "@/lib/domain/value/money";
import { causeNames, statusNames, typeNames } from "@/lib/domain/words/names";
import { sayCode } from "@/lib/domain/words/situation-words";
import type { ExportedOrder } from "@/lib/orders/exported-orders";

/** What stands in each column of the file of orders. Times are those of UTC, amounts decimals of the currency. */
const cells: readonly (readonly [
  string,
  (order: ExportedOrder, staff: Names) => string | null | undefined | Figure,
])[] = [
  ["ZUID", ({ zuid }) => `ZUID-${zuid}`],
  ["Status", ({ status }) => statusNames[status]],
  ["Type", ({ type }) => typeNames[type]],
  ["Channel", ({ channel }) => channel],
  ["Created (UTC)", ({ createdAt }) => csvInstant(createdAt)],
  ["Created by", ({ createdBy }) => actorName(createdBy)],
  ["Invoice ID", ({ invoiceId }) => invoiceId],
  ["Customer", ({ customer }) => customer.name],
  ["Organisation", ({ customer }) => customer.organisation],
  ["E-mail", ({ customer }) => customer.email],
  ["Card", ({ card }) => card && brandName(card.brand)],
  ["Card last four", ({ card }) => card?.last4],
  ["Card expires", ({ card }) => card && `${card.expiryYear}-${String(card.expiryMonth).padStart(2, "0")}`],
  ["Currency", ({ currency }) => currency],
  ["Amount", ({ amount, currency }) => figure(toDecimal(amount, currency))],
  ["Net paid", ({ netPaid, currency }) => figure(toDecimal(netPaid, currency))],
  ["Outstanding", ({ outstanding, currency }) => figure(toDecimal(outstanding, currency))],
  ["Needs attention", ({ cause }) => cause && sayCode(cause)],
  ["Decline reason", ({ declineReason }) => declineReason && declineReasons[declineReason].short],
  ["Retries used", ({ retriesUsed }) => count(retriesUsed)],
  ["Retries left", ({ retriesLeft }) => count(retriesLeft)],
  ["Retries end (UTC)", ({ retriesEndAt }) => csvInstant(retriesEndAt)],
  ["Next attempt (UTC)", ({ nextAttemptAt }) => csvInstant(nextAttemptAt)],
  [
    "Next attempt is",
    ({ nextAttemptAt, nextAttemptIsRetry }) =>
      nextAttemptAt === null ? null : nextAttemptIsRetry ? "retry" : "payment",
  ],
  ["Last attempt", ({ lastAttempt }) => count(lastAttempt?.number ?? null)],
  ["Last attempt at (UTC)", ({ lastAttempt }) => lastAttempt && csvInstant(lastAttempt.startedAt)],
  ["Last attempt cause", ({ lastAttempt }) => lastAttempt && causeNames[lastAttempt.cause]],
  ["Last attempt by", ({ lastAttempt }) => lastAttempt && actorName(lastAttempt.actor)],
  ["Last attempt result", ({ lastAttempt }) => lastAttempt && outcomeName(lastAttempt)],
  ["Last result code", ({ lastAttempt }) => lastAttempt?.code],
  ["Owner", ({ ownerId }, staff) => (ownerId === null ? null : (staff.get(ownerId) ?? null))],
  ["Tags", ({ tags }) => tags.join(", ")],
];

type Names = ReadonlyMap<string, string>;

export const fileHead: readonly string[] = cells.map(([name]) => name);

export function fileLine(order: ExportedOrder, staff: Names): Cell[] {
  return cells.map(([, said]) => said(order, staff) ?? "");
}

type Figure = Exclude<Cell, string>;

function figure(digits: string): Figure {
  return { figure: digits };
}

function count(of: number | null): Figure | null {
  return of === null ? null : figure(String(of));
}
