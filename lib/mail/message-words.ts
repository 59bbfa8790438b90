import { verdictOf } from "@/lib/domain/decline/decline";
import { explainDecline } from "@/lib/domain/decline/explain-decline";
import { collectedAmount, openAuthorisation } from "@/lib/domain/order/balance";
import { currentCard } from "@/lib/domain/order/card";
import type { Order } from "@/lib/domain/order/order";
import { nextTrySentence } from "@/lib/domain/preview/next-try";
import { nextTryAt } from "@/lib/domain/rules/due";
import type { Instant } from "@/lib/domain/value/calendar";
import { agreementLines } from "@/lib/domain/words/agreement";
import { eventOfMessage } from "@/lib/domain/words/message-truth";
import type { MessageDraft, MessageKind } from "@/lib/domain/words/messages";

/** What one message says: plain sentences, and at most one thing to do. */
export type MailText = { subject: string; lines: string[]; list?: string[]; action?: MailAction };
type MailAction = { label: string; leadsTo: "order" | "card" };

/** What the sentences are made of. Amounts and dates come as the customer reads them. */
export type MailFacts = {
  order: Order;
  now: Instant;
  merchant: string;
  data: MessageDraft["data"];
  amount: (minor: number) => string;
  day: (at: number) => string;
};

/** The words of every kind of message. */
export const messageWords: Readonly<Record<MessageKind, (facts: MailFacts) => MailText>> = {
  order_ready: ({ order, merchant, amount }) => ({
    subject: `Your order with ${merchant}`,
    lines: ["Your order is ready.", dueNow(order, amount)],
    list: products(order),
    action: payAction(order, amount),
  }),
  order_reminder: ({ order, merchant, amount }) => ({
    subject: `Your order with ${merchant} is waiting for payment`,
    lines: ["Your order has not been paid yet.", dueNow(order, amount)],
    list: products(order),
    action: payAction(order, amount),
  }),
  purchase_confirmation: ({ order, merchant, data, amount }) => ({
    subject: data.isAuthorisation
      ? `Your card was authorised for ${merchant}`
      : `Your order with ${merchant} is confirmed`,
    lines: [confirmed(order, data, amount)],
    list: products(order),
    action: { label: "See your order", leadsTo: "order" },
  }),
  mandate: ({ order, merchant, amount, day }) => ({
    subject: `Your payment agreement with ${merchant}`,
    lines: agreementLines(order, merchant, amount, day),
    list: upcoming(order, amount, day),
    action: { label: "See your payments", leadsTo: "order" },
  }),
  refund_confirmation: ({ merchant, data, amount }) => ({
    subject: `Refund of ${amount(data.amount ?? 0)} from ${merchant}`,
    lines: [
      `${merchant} has refunded ${amount(data.amount ?? 0)} to your card.`,
      "Your bank may take a few days to show it.",
    ],
    action: { label: "See your order", leadsTo: "order" },
  }),
  payment_approved: ({ merchant, data, amount, day }) => ({
    subject: `Payment of ${amount(data.amount ?? 0)} received`,
    lines: [
      `${merchant} has received your payment of ${amount(data.amount ?? 0)}${on(data.at, day)}. Thank you.`,
    ],
  }),
  payment_declined: (facts) => ({
    subject: `Your payment of ${facts.amount(facts.data.amount ?? 0)} did not go through`,
    lines: [
      `The payment of ${facts.amount(facts.data.amount ?? 0)} was not approved.`,
      [whyDeclined(facts), follows(facts)].filter(Boolean).join(" "),
    ],
    action: updateCard,
  }),
  payment_rejected: (facts) => ({
    subject: `${facts.merchant} needs another card from you`,
    lines: [
      `The payment of ${facts.amount(facts.data.amount ?? 0)} was declined. This card cannot be charged for it again.`,
      whyDeclined(facts),
    ],
    action: updateCard,
  }),
  retries_ended: ({ merchant, data, amount }) => ({
    subject: `${amount(data.amount ?? 0)} is still to be paid to ${merchant}`,
    lines: [
      `The payment of ${amount(data.amount ?? 0)} was tried several times and was not approved. We will not try again automatically.`,
      "You can pay with another card, or with the same card once your bank allows it.",
    ],
    action: updateCard,
  }),
  payment_rescheduled: (facts) => ({
    subject: `Your payment to ${facts.merchant} has a new date`,
    ...planned(facts, `Your payment of ${facts.amount(facts.data.amount ?? 0)}`),
  }),
  payments_skipped: ({ merchant, data, amount, day }) => ({
    subject: `${merchant} will not collect ${amount(data.amount ?? 0)}`,
    lines: ["These payments were removed from your schedule and will not be collected."],
    list: listed(data, amount, day),
  }),
  payments_merged: (facts) => ({
    subject: `Your payments to ${facts.merchant} were combined`,
    ...planned(
      facts,
      `Several of your payments were combined into one. This payment of ${facts.amount(facts.data.amount ?? 0)}`,
    ),
  }),
  renewal_soon: ({ merchant, data, amount, day }) => ({
    subject: `Your subscription with ${merchant} renews soon`,
    lines: [`${amount(data.amount ?? 0)} will be collected from your card${on(data.at, day)}.`],
    action: { label: "See your subscription", leadsTo: "order" },
  }),
  price_changed: ({ merchant, data, amount, day }) => ({
    subject: `The price of your subscription with ${merchant} changes`,
    lines: [
      `From ${day(data.at ?? 0)}, each payment is ${amount(data.amount ?? 0)} instead of ${amount(data.was ?? 0)}.`,
      "Payments before that day keep their amount.",
    ],
    action: { label: "See your subscription", leadsTo: "order" },
  }),
  subscription_paused: ({ merchant, data, day }) => ({
    subject: `Your subscription with ${merchant} is paused`,
    lines: [
      data.at === undefined
        ? "No payments are collected until it is resumed."
        : `No payments are collected until it is resumed${on(data.at, day)}.`,
    ],
  }),
  subscription_resumed: ({ order, merchant, data, amount, day }) => ({
    subject: `Your subscription with ${merchant} has resumed`,
    lines: [
      "Your subscription has resumed.",
      ...stillOwed(order, data, amount, day),
      ...(data.neverBilled?.length
        ? [`These payments are skipped and will not be collected: ${data.neverBilled.map(day).join(", ")}.`]
        : []),
    ],
    list: upcoming(order, amount, day),
  }),
  card_update_link: ({ merchant }) => ({
    subject: `Update your card for ${merchant}`,
    lines: [
      `${merchant} asks you to update the card for your payments.`,
      "The page first shows what will be collected with the new card, and which payments keep their date.",
    ],
    action: updateCard,
  }),
  card_expiring: ({ order, merchant }) => ({
    subject: `Your card for ${merchant} expires soon`,
    lines: [`${cardOf(order)} expires soon. Add a new card so that your payments continue as planned.`],
    action: updateCard,
  }),
  card_expired: ({ order, merchant }) => ({
    subject: `Your card for ${merchant} has expired`,
    lines: [`${cardOf(order)} has expired and can no longer be charged.`],
    action: updateCard,
  }),
};

const updateCard: MailAction = { label: "Update card", leadsTo: "card" };

function on(at: number | undefined, day: MailFacts["day"]): string {
  return at === undefined ? "" : ` on ${day(at)}`;
}

function dueNow(order: Order, amount: MailFacts["amount"]): string {
  if (order.initialAmount === 0) return "Nothing is due now. Your card will only be saved.";
  return order.initialKind === "preauthorise"
    ? `${amount(order.initialAmount)} will be reserved on your card.`
    : `${amount(order.initialAmount)} is due now.`;
}

function payAction(order: Order, amount: MailFacts["amount"]): MailAction {
  const label = order.initialAmount === 0 ? "Save your card" : `Pay ${amount(order.initialAmount)}`;
  return { label, leadsTo: "order" };
}

/** The date by the plan; on an order that collects nothing by itself, what has to happen first instead of a date. */
function planned(facts: MailFacts, payment: string): Pick<MailText, "lines" | "action"> {
  const { order, day } = facts;
  const event = eventOfMessage(facts);
  const at = event && nextTryAt(order, event.number);
  if (at) return { lines: [`${payment} will be collected on ${day(at)}.`] };
  if (order.status !== "suspended") return { lines: [`${payment} does not have a date yet.`] };
  return {
    lines: [`${payment} is on hold. Nothing is collected until you add another card.`],
    action: updateCard,
  };
}

function confirmed(order: Order, data: MessageDraft["data"], amount: MailFacts["amount"]): string {
  if (data.isAuthorisation && order.initialKind === "preauthorise") {
    const held = `Your card was authorised. Authorisation amount: ${amount(data.amount ?? 0)}.`;
    return openAuthorisation(order) ? `${held} The money is collected when your order is fulfilled.` : held;
  }
  if (order.initialKind === "registration")
    return collectedAmount(order) === 0 ? "Your card is saved. No money was taken." : "Your card is saved.";
  return `Your payment of ${amount(data.amount ?? 0)} was received. Thank you.`;
}

function products(order: Order): string[] {
  return order.lines.map((line) => (line.quantity === 1 ? line.name : `${line.quantity} × ${line.name}`));
}

const mostListed = 24;

/** What is going to be collected by itself, and when. */
function upcoming(order: Order, amount: MailFacts["amount"], day: MailFacts["day"]): string[] {
  const open = order.events.flatMap((event) => {
    const at = event.status === "scheduled" ? nextTryAt(order, event.number) : null;
    return at === null ? [] : [`${day(at)}: ${amount(event.amount)}`];
  });
  return open.length > mostListed
    ? [...open.slice(0, mostListed), `and ${open.length - mostListed} more`]
    : open;
}

/** What was owed before a pause, as far as it is still to be collected. */
function stillOwed(
  order: Order,
  data: MessageDraft["data"],
  amount: MailFacts["amount"],
  day: MailFacts["day"],
): string[] {
  return (data.events ?? []).flatMap(({ spid }) => {
    const event = order.events.find((one) => one.spid === spid);
    const at = event?.status === "scheduled" ? nextTryAt(order, event.number) : null;
    return event && at !== null
      ? [`${amount(event.amount)} from before the pause is still due and will be collected on ${day(at)}.`]
      : [];
  });
}

function listed(data: MessageDraft["data"], amount: MailFacts["amount"], day: MailFacts["day"]): string[] {
  return (data.events ?? []).map((event) => `${day(event.scheduledAt)}: ${amount(event.amount)}`);
}

/** In the customer's words, from the latest verdict on the payment that the message is about. */
function whyDeclined(facts: MailFacts): string {
  const { order } = facts;
  const event = eventOfMessage(facts);
  const answer = order.attempts.findLast(
    (attempt) => attempt.state === "declined" && attempt.event === event?.number,
  )?.answer;
  return answer
    ? explainDecline(verdictOf(answer)).customer
    : "Your bank did not approve it. Use another card.";
}

function follows(facts: MailFacts): string | null {
  const event = eventOfMessage(facts);
  return event && nextTrySentence(facts.order, event.number, facts.now, facts.day);
}

function cardOf(order: Order): string {
  const card = currentCard(order);
  return card ? `Your card ending in ${card.last4}` : "Your card";
}
