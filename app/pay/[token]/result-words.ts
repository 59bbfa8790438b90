import { factsOf } from "@/lib/domain/decline";
import { explainDecline } from "@/lib/domain/explain-decline";
import type { Attempt, Order } from "@/lib/domain/order";
import { attemptOf, isBooked, sumOf } from "@/lib/domain/standing";
import { whatFollows } from "@/lib/domain/what-follows";
import type { CustomerOrder } from "./order-of-token";

/** What became of a payment or of a new card, for the customer. Null: nobody knows yet. */
export function resultWords(found: CustomerOrder, number: number): ResultWords | null {
  const { order } = found;
  const attempt = attemptOf(order, number);
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

type Amount = (minor: number) => string;

const toPortal = { label: "Go to order portal", path: "" } as const;
const again = { label: "Try again", path: "" } as const;
const otherCard = { label: "Update card", path: "/card" } as const;

function firstWords(found: CustomerOrder, attempt: Attempt): ResultWords {
  const { order } = found;
  const { amount } = found.write;
  const { name } = order.merchant;
  if (!isBooked(attempt)) return declined("Your payment did not go through", found, attempt, again);
  if (order.status === "cancelled")
    return {
      title: "This order was cancelled",
      lines: [`Your payment arrived all the same. ${name} was told and will get in touch with you.`],
      next: { label: "Go to the order", path: "" },
    };
  if (attempt.state === "duplicate")
    return {
      title: "This order was paid before",
      lines: [`Your second payment of ${amount(attempt.amount)} arrived too. ${name} was told.`],
      next: toPortal,
    };
  if (order.initialKind === "registration")
    return { title: "Your card is registered", lines: ["Nothing was collected."], next: toPortal };
  return order.initialKind === "preauthorise"
    ? {
        title: "Your card was authorised",
        lines: [`Authorisation amount: ${amount(attempt.amount)}.`],
        next: toPortal,
      }
    : { title: "Thank you", lines: [`${name} has received ${amount(attempt.amount)}.`], next: toPortal };
}

/** First whether the card was taken, then what became of what it was to collect. */
function cardWords(found: CustomerOrder, attempt: Attempt): ResultWords {
  const { order } = found;
  const { amount } = found.write;
  if (!isBooked(attempt)) return declined("Your card could not be saved", found, attempt, otherCard);
  const title = "Your card is saved";
  const charge = order.attempts.find(
    (other) => other.number > attempt.number && other.purpose === "event" && other.cause === "card_update",
  );
  if (charge) {
    const words = chargeWords(found, charge);
    return { ...words, lines: ["Your card is saved.", ...words.lines] };
  }
  if (order.pendingCollection?.awaits === "confirmation")
    return {
      title,
      lines: ["More has come due than you were shown. Nothing was collected yet: look at the new sum first."],
      next: { label: "See the new sum", path: "" },
    };
  if (order.pendingCollection)
    return {
      title,
      lines: [
        "A payment is being processed. Whatever is still due after it is collected from your new card.",
      ],
      next: toPortal,
    };
  return (
    notSent(order, amount) ?? { title, lines: ["It is used for your payments from now on."], next: toPortal }
  );
}

/** The card was taken, but its scheme lets nothing be collected with it: ever, or for now. */
function notSent(order: Order, amount: Amount): ResultWords | null {
  const barred = order.events.filter(
    (event) => event.status === "hard_declined" && event.decline?.attempt === null,
  );
  if (barred.length > 0)
    return {
      title: "This card cannot be charged",
      lines: [
        `Your card is saved, but it was declined for good before. ${amount(sumOf(barred))} is still due: use another card.`,
      ],
      next: otherCard,
    };
  const waiting = order.events.filter((event) => event.wait?.cause === "card_update");
  if (waiting.length === 0) return null;
  return {
    title: "Your card is saved",
    lines: [
      `${amount(sumOf(waiting))} is collected from it as soon as your bank allows. You do not need to do anything.`,
    ],
    next: toPortal,
  };
}

function chargeWords(found: CustomerOrder, attempt: Attempt): ResultWords {
  const { order } = found;
  const { amount } = found.write;
  if (isBooked(attempt))
    return {
      title: "Thank you",
      lines: [`${order.merchant.name} has received ${amount(attempt.amount)}.`],
      next: toPortal,
    };
  if (attempt.state !== "declined" && attempt.state !== "abandoned")
    return {
      title: "Your payment is being processed",
      lines: [`${amount(attempt.amount)} is being collected. You do not need to do anything.`],
      next: toPortal,
    };
  return declined(`${amount(attempt.amount)} could not be collected`, found, attempt, otherCard);
}

function declined(
  title: string,
  { order, write }: CustomerOrder,
  attempt: Attempt,
  next: ResultWords["next"],
): ResultWords {
  if (attempt.state === "abandoned" || !attempt.answer)
    return { title, lines: ["It was not completed, and nothing was collected."], next };
  const { customer } = explainDecline(factsOf(attempt.answer), order.merchant.mode);
  // Only what is scheduled is tried again by us; at a checkout that is up to the customer.
  const after = attempt.event === null ? "You can try again." : whatFollows(order, attempt.event, write.day);
  return { title, lines: [after ? `${customer} ${after}` : customer], next };
}
