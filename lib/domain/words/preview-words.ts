import { type BillingEvent, isOpen } from "../order/billing-event";
import type { Order } from "../order/order";
import type { PlanEnd, Preview } from "../preview/preview";
import { type Instant, sayDay, sayInstant } from "../value/calendar";
import { formatMoney } from "../value/money";
import { statusNames } from "./names";

/** Where an instalment order ends if everything is collected; null where there is no such end. */
export function endSentence({ after, ends }: Pick<Preview, "after" | "ends">): string | null {
  if (!ends) return null;
  const words = endWords(ends, after);
  return after.events.some(isOpen)
    ? `If everything open is collected, ${words}`
    : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What this gives up for good, and when billing goes on; null when nothing is given up. */
export function neverBilledSentence(
  { after, neverBilled }: Preview,
  zone: string = after.merchant.timeZone,
): string | null {
  const day = (at: Instant) => sayDay(at, zone);
  const { cycles, from, amount, onwards } = neverBilled;
  const sentences = [
    ...(amount > 0 ? [`${formatMoney(amount, after.currency)} will not be collected.`] : []),
    ...(cycles.length ? [`Never billed: ${cycles.map(day).join(", ")}.`] : []),
    ...(from === null
      ? []
      : [
          after.status === "paused"
            ? `Never billed: every cycle from ${day(from)} until the order is resumed.`
            : `Never billed: every cycle from ${day(from)}.`,
        ]),
    ...(onwards === null ? [] : [`The next payment is on ${day(onwards)}.`]),
  ];
  return sentences.length ? sentences.join(" ") : null;
}

/** What a resume does with what was owed and with the next payment, in sentences. */
function resumptionSentences({ after, resumption: goesOn }: Preview, zone: string): string[] {
  if (!goesOn) return [];
  const money = (event: BillingEvent) => formatMoney(event.amount, after.currency);
  const { debts, moved } = goesOn;
  return [
    ...(after.status === "paused"
      ? [`The order resumes automatically on ${sayInstant(goesOn.at, zone)}.`]
      : []),
    ...debts.map((event) =>
      event.held
        ? `SPID ${event.spid} (${money(event)}) is still outstanding and needs someone to take action.`
        : `SPID ${event.spid} (${money(event)}) is still outstanding and will be collected on ${sayInstant(event.scheduledAt, zone)}.`,
    ),
    ...(moved
      ? [
          `The next payment (SPID ${moved.to.spid}) moves from ${sayDay(moved.from.scheduledAt, zone)} to ${sayDay(moved.to.scheduledAt, zone)}.`,
        ]
      : []),
  ];
}

/** What each later cycle costs from now on; null when that stays. */
function laterPriceSentence({ after, laterPrice }: Preview, zone: string): string | null {
  if (!laterPrice) return null;
  const money = (amount: number) => formatMoney(amount, after.currency);
  const { since } = laterPrice;
  if (since !== null)
    return `Each payment from ${sayDay(since, zone)} costs ${money(laterPrice.to)} instead of ${money(laterPrice.from)}. The customer must hear of it a week before.`;
  return `Each later payment costs ${money(laterPrice.to)} instead of ${money(laterPrice.from)}.`;
}

/** Where the order ends is said by what collects, and by what changes it. */
function isAboutTheEnd({ charges, ends, endedBefore }: Preview): boolean {
  return charges !== null || ends?.status !== endedBefore?.status || ends?.amount !== endedBefore?.amount;
}

/** What a preview says beside its table, in the order in which it matters. */
export function previewSentences(seen: Preview, zone: string): string[] {
  return [
    chargeSentence(seen),
    isAboutTheEnd(seen) ? endSentence(seen) : null,
    ...resumptionSentences(seen, zone),
    laterPriceSentence(seen, zone),
    neverBilledSentence(seen, zone),
  ].filter((text) => text !== null);
}

/** What the charge comes to, whichever way it goes; null when nothing is charged. */
export function chargeSentence(seen: Preview): string | null {
  const { after, charges, ifApproved, ifDeclinedSoft, ifDeclinedHard } = seen;
  if (!charges || !ifApproved || !ifDeclinedSoft || !ifDeclinedHard) return null;
  return `${formatMoney(charges.amount, after.currency)} is charged now. If approved: ${statusNames[ifApproved]}. If soft-declined: ${statusNames[ifDeclinedSoft]}. If hard-declined: ${statusNames[ifDeclinedHard]}.`;
}

function endWords({ kind, amount, status }: PlanEnd, order: Order): string {
  const money = formatMoney(amount, order.currency);
  const goes = `${statusNames[status]}.`;
  if (kind === "exact") return `the order's value is collected exactly: ${goes}`;
  return kind === "short"
    ? `the order ends ${money} below its value: ${goes}`
    : `the order ends ${money} above its value: ${goes}`;
}
