import { isOpen } from "./billing-event";
import { sayDay } from "./calendar";
import { formatMoney } from "./money";
import { statusNames } from "./names";
import type { Order } from "./order";
import type { End, Preview } from "./preview";

/** Where an instalment order ends if everything is collected; null where there is no such end. */
export function endSentence({ after, ends }: Pick<Preview, "after" | "ends">): string | null {
  if (!ends) return null;
  const words = endWords(ends, after);
  return after.events.some(isOpen)
    ? `If everything open is collected, ${words}`
    : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Which cycles of a subscription are left out, and when it goes on; null when none is. */
export function neverBilledSentence({ after, neverBilled }: Preview): string | null {
  if (!neverBilled.length) return null;
  const days = neverBilled.map((at) => sayDay(at, after.merchant.timeZone));
  const next = after.events.findLast((event) => event.cycle !== null);
  const onwards = next ? ` The next payment is on ${sayDay(next.scheduledAt, after.merchant.timeZone)}.` : "";
  return `Never billed: ${days.join(", ")}.${onwards}`;
}

/** What the charge comes to, whichever way it goes; null when nothing is charged. */
export function chargeSentence(seen: Preview): string | null {
  const { after, charges, ifApproved, ifDeclinedSoft, ifDeclinedHard } = seen;
  if (!charges || !ifApproved || !ifDeclinedSoft || !ifDeclinedHard) return null;
  return `${formatMoney(charges.amount, after.currency)} is charged now. Approved: ${statusNames[ifApproved]}; declined for now: ${statusNames[ifDeclinedSoft]}; declined for good: ${statusNames[ifDeclinedHard]}.`;
}

function endWords({ kind, amount, status }: End, order: Order): string {
  const money = formatMoney(amount, order.currency);
  const goes = `${statusNames[status]}.`;
  if (kind === "exact") return `its value is met exactly: ${goes}`;
  return kind === "short" ? `it ends ${money} short: ${goes}` : `it ends ${money} over its value: ${goes}`;
}
