import { verdictOf } from "@/lib/domain/decline/decline";
import { explainDecline } from "@/lib/domain/decline/explain-decline";
import { attemptOf, eventOf, isBooked, sumOf } from "@/lib/domain/order/balance";
import { isCollected } from "@/lib/domain/order/billing-event";
import { cardOfAttempt, currentCard } from "@/lib/domain/order/card";
import { cellOf, isStatusRefusal } from "@/lib/domain/order/lifecycle";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { nextTrySentence } from "@/lib/domain/preview/next-try";
import { brandName } from "@/lib/domain/value/brand-name";
import type { CustomerOrder } from "./order-of-token";

/**
 * What became of a payment or of a new card, for the customer, as it is now. Null: nobody knows yet. The card is
 * named: two tabs share a page of the gateway's, and what it came to may be about the card of the other one.
 */
export function resultWords(found: CustomerOrder, number: number): ResultWords | null {
  const attempt = attemptOf(found.order, number);
  if (!attempt || ["prepared", "sent", "unknown"].includes(attempt.state)) return null;
  if (attempt.purpose === "card_update") return cardWords(found, attempt);
  if (attempt.purpose === "initial") return firstWords(found, attempt);
  return chargeWords(found, attempt);
}

export type ResultWords = {
  title: string;
  lines: string[];
  /** Path after the order's own. */
  next: { label: string; path: "" | "/card" };
};

const toPortal = { label: "Go to order portal", path: "" } as const;
const toOrder = { label: "Go to the order", path: "" } as const;
const again = { label: "Try again", path: "" } as const;
const otherCard = { label: "Update card", path: "/card" } as const;

function firstWords(found: CustomerOrder, attempt: Attempt): ResultWords {
  const { order } = found;
  const { amount } = found.write;
  const { name } = order.merchant;
  if (!isBooked(attempt)) return firstDeclined(found, attempt);
  if (order.status === "cancelled")
    return {
      title: "This order was cancelled",
      lines: [`We still received your payment. ${name} has been notified and will contact you.`],
      next: toOrder,
    };
  if (attempt.state === "duplicate")
    return {
      title: "This order has already been paid",
      lines: [`We also received a second payment of ${amount(attempt.amount)}. ${name} has been notified.`],
      next: toPortal,
    };
  if (order.initialKind === "registration")
    return { title: "Your card is saved", lines: ["Nothing was collected."], next: toPortal };
  return order.initialKind === "preauthorise"
    ? {
        title: "Your card was authorised",
        lines: [`Authorisation amount: ${amount(attempt.amount)}.`],
        next: toPortal,
      }
    : { title: "Thank you", lines: [`${name} has received ${amount(attempt.amount)}.`], next: toPortal };
}

function firstDeclined(found: CustomerOrder, attempt: Attempt): ResultWords {
  const { order } = found;
  if (order.status === "cancelled")
    return { title: "This order was cancelled", lines: ["Nothing was collected."], next: toOrder };
  const title =
    order.initialAmount === 0 ? "Your card could not be saved" : "Your payment did not go through";
  if (order.activatedAt === null && order.endedAt === null)
    return { title, lines: whyDeclined(found, attempt), next: again };
  return {
    title: "This attempt did not go through",
    lines: [...whyDeclined(found, attempt), "Another attempt did. You do not need to do anything."],
    next: toPortal,
  };
}

/** First whether the card was taken, then what became of what it was to collect. */
function cardWords(found: CustomerOrder, attempt: Attempt): ResultWords {
  const { order } = found;
  if (!isBooked(attempt))
    return {
      title: "Your card could not be saved",
      lines: whyDeclined(found, attempt),
      next: takesCard(order) ? otherCard : toOrder,
    };
  const saved = `${nameOf(order, attempt) ?? "Your card"} is saved.`;
  const cardId = attempt.answer?.registrationId ?? null;
  const charge = order.attempts.find(
    (other) => other.number > attempt.number && other.cause === "card_update" && other.cardId === cardId,
  );
  if (charge) {
    const words = chargeWords(found, charge, "named");
    return { ...words, lines: [saved, ...words.lines] };
  }
  const words = order.cardId === cardId ? chosenWords(found) : notChosenWords(order);
  return { ...words, lines: [saved, ...words.lines] };
}

/** The new card is the order's, and nothing was sent with it yet. */
function chosenWords({ order, write: { amount } }: CustomerOrder): ResultWords {
  const title = "Your card is saved";
  if (order.pendingCollection?.awaits === "confirmation")
    return {
      title,
      lines: [
        "More is due now than you were shown. Nothing has been collected yet. Check the new amount first.",
      ],
      next: { label: "See the new amount", path: "" },
    };
  if (order.pendingCollection)
    return {
      title,
      lines: [
        "A payment is being processed. Anything still due after it will be collected from your new card.",
      ],
      next: toPortal,
    };
  if (!takesCard(order)) return notChosenWords(order);
  return (
    notSent(order, amount) ?? {
      title,
      lines: ["It will be used for your payments from now on."],
      next: toPortal,
    }
  );
}

/** The card is kept, and the order does not charge it: it is paused, has ended, or another card came after. */
function notChosenWords(order: Order): ResultWords {
  const line = () => {
    switch (order.status) {
      case "paused":
        return order.cardId === null
          ? "Your order is paused. Nothing is collected until it resumes."
          : `Your order is paused. Nothing is collected until it resumes. Then ${order.merchant.name} will charge ${nameOfCurrent(order)} unless you update your card.`;
      case "complete":
      case "cancelled":
        return "Your order has ended. Nothing more will be collected.";
      default:
        return `Your payments are collected from ${nameOfCurrent(order)}.`;
    }
  };
  return { title: "Your card is saved", lines: [line()], next: toOrder };
}

/** The card was taken, but its scheme lets nothing be collected with it: ever, or for now. */
function notSent(order: Order, amount: (minor: number) => string): ResultWords | null {
  const barred = order.events.filter(
    (event) => event.status === "hard_declined" && event.decline?.attempt === null,
  );
  if (barred.length > 0)
    return {
      title: "This card cannot be charged",
      lines: [
        `It was declined before and cannot be used again. ${amount(sumOf(barred))} is still due. Use another card.`,
      ],
      next: otherCard,
    };
  const waiting = order.events.filter((event) => event.wait?.cause === "card_update");
  if (waiting.length === 0) return null;
  return {
    title: "Your card is saved",
    lines: [
      `${amount(sumOf(waiting))} will be collected from it as soon as your bank allows. You do not need to do anything.`,
    ],
    next: toPortal,
  };
}

function chargeWords(found: CustomerOrder, attempt: Attempt, card?: "named"): ResultWords {
  const { order } = found;
  const sum = found.write.amount(attempt.amount);
  if (isBooked(attempt))
    return { title: "Thank you", lines: [`${order.merchant.name} has received ${sum}.`], next: toPortal };
  if (attempt.state !== "declined" && attempt.state !== "abandoned")
    return {
      title: "Your payment is being processed",
      lines: [`${sum} is being collected. You do not need to do anything.`],
      next: toPortal,
    };
  const event = attempt.event === null ? null : eventOf(order, attempt.event);
  if (event && isCollected(event))
    return {
      title: "Thank you",
      lines: [
        `${order.merchant.name} has received ${found.write.amount(event.amount)}, after an attempt that did not go through.`,
      ],
      next: toPortal,
    };
  return {
    title: `${sum} could not be collected`,
    lines: whyDeclined(found, attempt, card),
    next: takesCard(order) ? otherCard : toOrder,
  };
}

/** With the card's name first, and at the end what is planned; at a checkout that is up to the customer. */
function whyDeclined({ order, now, write }: CustomerOrder, attempt: Attempt, card?: "named"): string[] {
  if (attempt.state === "abandoned" || !attempt.answer)
    return ["It was not completed, and nothing was collected."];
  const name = card === "named" ? null : nameOf(order, attempt);
  const why = explainDecline(verdictOf(attempt.answer));
  const isSaving =
    attempt.type === "registration" || attempt.purpose === "card_update" || order.initialAmount === 0;
  const reason = isSaving && attempt.event === null ? why.card : why.customer;
  const follows = attempt.event === null ? null : nextTrySentence(order, attempt.event, now, write.day);
  return [...(name ? [`Card: ${name}.`] : []), follows ? `${reason} ${follows}` : reason];
}

/** Whether the customer can give the order another card. */
function takesCard(order: Order): boolean {
  return !isStatusRefusal(cellOf("replace_card", order.type, order.status));
}

function nameOf(order: Order, attempt: Attempt): string | null {
  const card = cardOfAttempt(order, attempt);
  return card && `${brandName(card.brand)} ending in ${card.last4}`;
}

function nameOfCurrent(order: Order): string {
  const card = currentCard(order);
  return card ? `${brandName(card.brand)} ending in ${card.last4}` : "another card";
}
