import { isOpen } from "@/lib/domain/billing-event";
import { DAY, sayInstant } from "@/lib/domain/calendar";
import { currentCard, expiresAt } from "@/lib/domain/card";
import { refundedAmount } from "@/lib/domain/figures";
import { formatMoney } from "@/lib/domain/money";
import type { Attempt } from "@/lib/domain/order";
import {
  attemptOf,
  collected,
  contestedPayment,
  disputedAmount,
  netPaid,
  openAuthorisation,
  outstandingAmount,
  refundable,
} from "@/lib/domain/standing";
import { orderHref } from "../order-href";
import { declined, replaceCard } from "./decline-notice";
import type { NoticeText } from "./notice-text";
import { reportSaid } from "./report-words";
import type { View } from "./view";

/** What somebody has to know or to do about an order, most urgent first. */
export function noticesOf(view: View): NoticeText[] {
  const declines = declined(view);
  return [
    ...openReports(view),
    ...toConfirm(view),
    ...declines,
    // A decline that names the expiry has said it.
    ...(declines.some(({ lines: [first = ""] }) => first.startsWith(EXPIRED)) ? [] : expired(view)),
    ...deleted(view),
    ...disputed(view),
    ...paidTwice(view),
    ...settled(view),
    ...held(view),
    ...rejected(view),
  ];
}

const EXPIRED = "The credit card added to this order has expired.";

function toConfirm({ order, now }: View): NoticeText[] {
  if (order.pendingCollection?.awaits !== "confirmation") return [];
  const money = (amount: number) => formatMoney(amount, order.currency);
  const sum = money(outstandingAmount(order, now));
  return [
    {
      tone: "alert",
      lines: [
        `The card was replaced, but ${sum} is outstanding now, more than the ${money(order.pendingCollection.shownSum)} that was shown. Nothing was charged: confirm the new sum.`,
      ],
      next: { label: `Collect ${sum}`, href: orderHref(order, { popup: "collect" }) },
    },
  ];
}

function expired(view: View): NoticeText[] {
  const { order, now } = view;
  const card = currentCard(order);
  const isLive = ["active", "failed", "suspended", "paused", "review"].includes(order.status);
  if (!card || !isLive || order.type === "single") return [];
  if (expiresAt(card, order.merchant.timeZone) > now) return [];
  return [
    {
      tone: "alert",
      lines: [EXPIRED],
      ...replaceCard(view),
    },
  ];
}

/** What the gateway says that does not fit: the ways to settle it stand with the transaction. */
function openReports({ order }: View): NoticeText[] {
  return order.attempts.flatMap((attempt) =>
    (attempt.reports ?? [])
      .filter((report) => report.state === "open")
      .map((report) => ({
        tone: "alert" as const,
        lines: [
          reportSaid(order, attempt, report),
          contestedPayment(order)
            ? "Nothing is charged until it is booked as what it is, or closed with a reason."
            : "Book it as what it is, or close it with a reason.",
        ],
        next: {
          label: "See the report",
          href: orderHref(order, { popup: "transaction", id: attempt.number }),
        },
      })),
  );
}

function deleted(view: View): NoticeText[] {
  const { order } = view;
  const isLive = ["active", "failed", "suspended", "paused", "review"].includes(order.status);
  if (currentCard(order)?.state !== "forgotten" || !isLive || order.type === "single") return [];
  return [
    {
      tone: "alert",
      lines: ["The gateway deleted the card of this order. Nothing is collected until it has another one."],
      ...replaceCard(view),
    },
  ];
}

/** A chargeback that stands is a loss, and nobody else says so. */
function disputed({ order, zone }: View): NoticeText[] {
  const lost = disputedAmount(order);
  const last = order.attempts.findLast((attempt) => attempt.type === "CB" || attempt.type === "RDR");
  if (lost === 0 || !last) return [];
  return [
    {
      tone: "alert",
      lines: [
        `The customer's bank took back ${formatMoney(lost, order.currency)} by ${last.type === "CB" ? "chargeback" : "rapid dispute"} on ${sayInstant(last.startedAt, zone)}.`,
        last.type === "CB"
          ? "Do not refund it as well. If the payment was rightful, dispute the chargeback with your bank: what you win back is booked here."
          : "Do not refund it as well. A rapid dispute is final.",
      ],
      next: {
        label: "See the transaction",
        href: orderHref(order, { popup: "transaction", id: last.number }),
      },
    },
  ];
}

function paidTwice(view: View): NoticeText[] {
  const { order } = view;
  return order.attempts
    .filter((attempt) => attempt.state === "duplicate" && refundable(order, attempt) > 0)
    .map((attempt) => ({
      tone: "alert",
      lines: [`Paid twice: ${formatMoney(attempt.amount, order.currency)} was booked a second time.`],
      ...refundOf(view, attempt),
    }));
}

function settled(view: View): NoticeText[] {
  const { order } = view;
  const money = (amount: number) => formatMoney(amount, order.currency);
  if (order.status === "review") {
    const over = collected(order) - order.total;
    const left = over - refundedAmount(order) - disputedAmount(order);
    if (over > 0 && left <= 0)
      return [
        {
          tone: "info",
          lines: [`Collected ${money(over)} more than the order's value. That much has gone back since.`],
        },
      ];
    if (left > 0) return [{ tone: "alert", lines: [overpaid(money, over, left)] }];
    if (over < 0 && !order.events.some(isOpen))
      return [
        {
          tone: "alert",
          lines: [`Collected ${money(-over)} less than the order's value, and nothing is left to collect.`],
        },
      ];
  }
  if (order.status === "cancelled" && netPaid(order) > 0) {
    const paid = order.attempts.find((attempt) => refundable(order, attempt) > 0);
    return [
      {
        tone: "alert",
        lines: [`${money(netPaid(order))} was paid although the order is Cancelled.`],
        ...(paid ? refundOf(view, paid) : {}),
      },
    ];
  }
  return [];
}

function overpaid(money: (amount: number) => string, over: number, left: number): string {
  const since = left < over ? ` ${money(left)} of it has not gone back yet.` : "";
  return `Collected ${money(over)} more than the order's value.${since}`;
}

function held(view: View): NoticeText[] {
  const { order, now, zone, mayRefund } = view;
  const money = (amount: number) => formatMoney(amount, order.currency);
  const open = openAuthorisation(order);
  if (open) {
    const since = open.settledAt ?? open.startedAt;
    const isOld = now - since > 7 * DAY;
    return [
      {
        tone: isOld ? "alert" : "info",
        lines: [
          `${money(open.amount)} is held on the card since ${sayInstant(since, zone)}.${isOld ? " It is older than 7 days and may lapse: capture or reverse it." : ""}`,
        ],
        ...(mayRefund
          ? { next: { label: "Capture", href: orderHref(order, { popup: "capture", id: open.number }) } }
          : {}),
      },
    ];
  }
  const taken = order.attempts.find((attempt) => attempt.type === "CP" && attempt.state === "approved");
  const of = taken?.refersTo ? attemptOf(order, taken.refersTo) : null;
  if (!taken || !of || taken.amount >= of.amount) return [];
  const [, whole] = money(of.amount).split(" ");
  return [{ tone: "info", lines: [`Captured ${money(taken.amount)} of ${whole}; the rest was not taken.`] }];
}

function rejected({ order }: View): NoticeText[] {
  return order.status === "rejected"
    ? [
        {
          tone: "info",
          lines: ["The first payment by phone was declined."],
          next: { label: "Send link by e-mail", href: orderHref(order, { popup: "send-link" }) },
        },
      ]
    : [];
}

function refundOf({ order, mayRefund }: View, attempt: Attempt): Pick<NoticeText, "next"> {
  if (!mayRefund) return {};
  return { next: { label: "Refund", href: orderHref(order, { popup: "refund", id: attempt.number }) } };
}
