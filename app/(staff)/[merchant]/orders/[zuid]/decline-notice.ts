import { type BillingEvent, isDeclined } from "@/lib/domain/billing-event";
import { classify, factsOf } from "@/lib/domain/decline";
import { explainDecline } from "@/lib/domain/explain-decline";
import { formatMoney } from "@/lib/domain/money";
import type { Attempt, Order } from "@/lib/domain/order";
import { retriesOf } from "@/lib/domain/retry";
import { attemptOf, outstandingAmount } from "@/lib/domain/standing";
import { waysToAnotherCard } from "@/lib/domain/ways-to-another-card";
import { orderHref } from "../order-href";
import type { NoticeText } from "./notice-text";
import type { View } from "./view";

/** Why the latest payment was declined, what is outstanding, and what to do about it. */
export function declined(view: View): NoticeText[] {
  const { order, now } = view;
  const adHoc = declinedChargeNow(order);
  const event = decisiveDecline(order);
  const outstanding = `${formatMoney(outstandingAmount(order, now), order.currency)} is outstanding.`;
  const notices: NoticeText[] = [];
  if (adHoc?.answer)
    notices.push({
      tone: "alert",
      lines: [
        `The payment of ${formatMoney(adHoc.amount, order.currency)} charged now was declined.`,
        explainDecline(factsOf(adHoc.answer), order.merchant.mode).staff,
      ],
      next: { label: "Cards", href: orderHref(order, { popup: "cards" }) },
    });
  if (!event) return notices;
  if (order.status === "failed" || order.status === "suspended") {
    const retries = retriesOf(order, event);
    const used = retries ? ` ${retries.used} of ${retries.limit} retries used.` : "";
    notices.push({
      tone: "alert",
      lines: [
        saysExpired(order, event)
          ? `The credit card added to this order has expired. ${outstanding}`
          : `The last payment was declined: ${lowerFirst(event.decline?.reason ?? "the bank gave no reason")}. ${outstanding}${used}`,
        whatToDo(order, event),
      ].filter(Boolean),
      ...(order.status === "suspended"
        ? replaceCard(view)
        : { next: { label: "Manage payments", href: orderHref(order, { popup: "payments" }) } }),
    });
  } else if (order.status !== "complete" && order.status !== "cancelled") {
    notices.push({
      tone: "info",
      lines: [`Earlier payments were declined. ${outstanding}`],
      next: { label: "Manage payments", href: orderHref(order, { popup: "payments" }) },
    });
  }
  return notices;
}

/** The way to another card; a Paused order, for one, takes none. */
export function replaceCard({ order, now }: View): Pick<NoticeText, "next"> {
  const ways = waysToAnotherCard(order, now);
  if (ways.terminal && ways.link) return {};
  return { next: { label: "Replace the card", href: orderHref(order, { popup: "cards" }) } };
}

/** The gateway or the bank said so, whatever date is printed on the card. */
function saysExpired(order: Order, event: BillingEvent): boolean {
  const attempt = event.decline?.attempt ? attemptOf(order, event.decline.attempt) : null;
  if (!attempt?.answer) return false;
  const { reason } = classify(factsOf(attempt.answer), order.merchant.mode);
  return reason === "expired" || reason === "expired_at_bank";
}

function whatToDo(order: Order, event: BillingEvent): string {
  const attempt = event.decline?.attempt ? attemptOf(order, event.decline.attempt) : null;
  if (attempt?.answer) return explainDecline(factsOf(attempt.answer), order.merchant.mode).staff;
  return event.decline?.schemeBan
    ? "It was not sent: a card scheme's rule forbids it. Replace the card."
    : "";
}

/** An ad-hoc payment's decline leaves no event behind; it matters until something newer was tried. */
function declinedChargeNow(order: Order): Attempt | null {
  const last = order.attempts.findLast((attempt) => attempt.state !== "prepared");
  return last?.purpose === "charge_now" && last.state === "declined" ? last : null;
}

/** The latest decline; of a Suspended order the hard one, which is what suspended it. */
function decisiveDecline(order: Order): BillingEvent | undefined {
  const latestFirst = order.events
    .filter(isDeclined)
    .sort((a, b) => (b.executedAt ?? 0) - (a.executedAt ?? 0) || b.number - a.number);
  const hard = latestFirst.find((event) => event.status === "hard_declined");
  return order.status === "suspended" ? (hard ?? latestFirst[0]) : latestFirst[0];
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
