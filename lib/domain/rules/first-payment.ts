import type { PaymentType } from "../decline/gateway-answer";
import { cardState, channelOfCard } from "../order/card";
import type { Channel, Order } from "../order/order";
import { consentWays } from "../order/order-log";
import { keepsCard } from "./activate";
import { newAttempt } from "./changeset";
import { type CommandRule, cardIdField, instantField, staffRule } from "./command-rule";
import { anyCard } from "./sample";
import { banOf } from "./start-payment";

/** E-mails or shows the payment link: the order waits for its customer. */
export const requestLink = staffRule({
  fields: { how: { is: "one_of", words: ["email", "display"] } },
  row: "request_link",
  decide(changes, command, _actor, now) {
    changes.add({ kind: "link_requested", how: command.how });
    changes.move("request_link");
    changes.add({ kind: "pending_timer_started", at: now });
    return null;
  },
  sample: { early: 2, late: 1, ask: (_, { a }) => ({ how: a % 2 ? "email" : "display" }) },
  staff: {
    ...{ permission: "billing", act: "Send link", working: "Saving" },
    leadsTo: ({ how }) => (how === "display" ? "show-link" : null),
    menu: [
      { in: "actions", item: "Send link by e-mail", popUp: "send-link", as: () => ({ how: "email" }) },
      { in: "actions", item: "Show link", popUp: "show-link", as: () => ({ how: "display" }) },
    ],
  },
});

/** The customer's link; staff on the telephone; the same with a challenge (3-D Secure) that the customer answers. */
export type CheckoutWay = "link" | "terminal" | "terminal_3ds";

/** The purpose of a checkout, and where the person is who enters the card. */
export type CheckoutAsked = { via: CheckoutWay } & (
  | { purpose: "initial" }
  /** `shownSum`: the sum that the page says the new card will pay, in minor units. */
  | { purpose: "card_update"; shownSum: number }
);

/**
 * Opens a hosted checkout, for the first payment or to register another card. Nothing is at the gateway until
 * somebody pays in it. One for each purpose and channel, so that two tabs cannot pay twice.
 */
export const openCheckout: CommandRule<CheckoutAsked> = {
  row: ({ purpose }) => (purpose === "initial" ? "open_initial_checkout" : "replace_card"),
  whilePaymentRuns: ({ purpose, via }) => purpose === "card_update" && via === "link",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const { order } = changes;
    const open = order.attempts.find(
      (attempt) =>
        attempt.state === "prepared" &&
        attempt.purpose === command.purpose &&
        attempt.channel === channelOf(command.via),
    );
    if (command.via === "terminal" && !takesCardsByPhone(order)) return { code: "no_phone_channel" };
    if (open) return { code: "checkout_open", attempt: open.number };
    const isFirst = command.purpose === "initial";
    const check = order.merchant.defaultInitialAmount;
    const amount = isFirst && order.initialAmount > 0 ? order.initialAmount : check;
    changes.add({
      kind: "checkout_opened",
      attempt: newAttempt(order, {
        purpose: command.purpose,
        type: isFirst ? firstType(order) : checkType(order),
        cause: command.via === "link" ? "link" : "terminal",
        actor,
        channel: channelOf(command.via),
        recurrence: "initial",
        amount,
        startedAt: now,
        shownSum: command.purpose === "initial" ? null : command.shownSum,
        state: "prepared",
      }),
    });
    return null;
  },
  sample: {
    early: 3,
    late: 3,
    ask: ({ order }, { a, b }) => {
      const via = b % 3 === 2 ? "terminal" : "link";
      const shownSum = via === "terminal" ? 1_000_000 : a * 5_000;
      return order.activatedAt === null
        ? { purpose: "initial", via }
        : { purpose: "card_update", via, shownSum };
    },
  },
};

/**
 * Makes the first payment with a card that the customer registered before. Staff choose it, so the customer's consent is
 * recorded: how and when they agreed (stored credentials, Visa and Mastercard).
 */
export const payWithSavedCard = staffRule({
  fields: { cardId: cardIdField, how: { is: "one_of", words: consentWays }, agreedAt: instantField },
  row: "pay_with_saved_card",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const { order } = changes;
    const card = order.wallet.find((candidate) => candidate.id === command.cardId);
    if (!card) return { code: "unknown_card" };
    const state = cardState(card, order.merchant.timeZone, now);
    if (state !== "usable") return { code: "card_not_usable", state };
    const ban = banOf(order, card, now);
    if (ban) return ban;
    const { how, agreedAt } = command;
    if (agreedAt > now) return { code: "consent_ahead" };
    changes.add({ kind: "consent_recorded", cardId: card.id, how, agreedAt });
    changes.add({
      kind: "payment_started",
      attempt: newAttempt(order, {
        purpose: "initial",
        type: firstType(order),
        cause: "saved_card",
        actor,
        channel: channelOfCard(order, card.id),
        recurrence: "initial",
        amount: order.initialAmount > 0 ? order.initialAmount : order.merchant.defaultInitialAmount,
        startedAt: now,
        cardId: card.id,
      }),
    });
    return null;
  },
  sample: {
    early: 1,
    late: 0,
    ask: ({ order, now }, { a, b }) => ({
      cardId: anyCard(order, a),
      how: consentWays[b % consentWays.length] ?? "telephone",
      agreedAt: now,
    }),
  },
  staff: {
    ...{ permission: "billing", act: "Charge this card", working: "Charging" },
    leadsTo: "collect-payment",
  },
});

/** The channel of a checkout. With a challenge that the customer answers it is theirs, wherever the card is typed in. */
function channelOf(via: CheckoutWay): Channel {
  return via === "terminal" ? "MOTO" : "ECOM";
}

/** Whether the checkout of the first payment must store the card. */
export function registersCard(order: Order): boolean {
  return keepsCard(order) || order.initialKind === "registration";
}

function firstType(order: Order): PaymentType {
  if (order.initialKind === "preauthorise") return "authorisation";
  return order.initialKind === "debit" ? "debit" : checkType(order);
}

/** A registration without payment, or a small authorisation that is reversed once approved. */
function checkType(order: Order): PaymentType {
  return order.merchant.defaultInitialAmount > 0 ? "authorisation" : "registration";
}

/**
 * Whether staff may type in what a caller says and the bank asks nobody. Not where the merchant switched that off, or
 * has no gateway account for it; a caller who confirms with their bank pays online.
 */
export function takesCardsByPhone({ merchant }: Order): boolean {
  return merchant.channels.includes("MOTO") && merchant.accounts.MOTO.trim() !== "";
}
