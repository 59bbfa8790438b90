import type { GatewayReply } from "@/lib/domain/decline/gateway-answer";
import { attemptOf } from "@/lib/domain/order/balance";
import type { Attempt, Order, OrderType } from "@/lib/domain/order/order";
import type { PaymentResult } from "@/lib/domain/order/payment-result";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Agreement, Gateway } from "@/lib/gateway/port";

/**
 * Sends a stored attempt, once. Whatever comes back is its result; silence is one too.
 *
 * @param sendBefore machine time after which it must not be sent: it may be given up and repeated soon
 */
export async function send(
  gateway: Gateway,
  order: Order,
  attempt: Attempt,
  sendBefore: Instant,
): Promise<PaymentResult> {
  const reply = await request(gateway, order, attempt, sendBefore);
  return reply.kind === "not_found" ? { kind: "silence", why: reply.description } : reply;
}

/** The agreement the customer gave, in the schemes' terms. */
export function agreementOf(type: OrderType): Agreement {
  if (type === "subscription") return "recurring";
  return type === "instalment" ? "instalment" : "unscheduled";
}

function request(
  gateway: Gateway,
  order: Order,
  attempt: Attempt,
  sendBefore: Instant,
): Promise<GatewayReply> {
  const { account, reference, amount } = attempt;
  const { currency } = order;
  switch (attempt.purpose) {
    case "event":
    case "charge_now":
      return gateway.charge({
        account,
        reference,
        amount,
        currency,
        sendBefore,
        registrationId: need(attempt.cardId, "card"),
        type: "debit",
        standing: {
          recurrence: "repeated",
          by: "merchant",
          agreement: agreementOf(order.type),
          ...firstPaymentOf(order, attempt),
        },
      });
    case "initial":
      return firstCharge(gateway, order, attempt, sendBefore);
    case "capture":
      return gateway.capture({
        account,
        reference,
        amount,
        currency,
        sendBefore,
        transactionId: transactionOf(order, attempt),
      });
    case "refund":
      return gateway.refund({
        account,
        reference,
        amount,
        currency,
        sendBefore,
        transactionId: transactionOf(order, attempt),
      });
    case "reversal":
      return gateway.reverse({
        account,
        reference,
        amount,
        currency,
        sendBefore,
        transactionId: transactionOf(order, attempt),
      });
    case "card_update":
    case "reported":
      throw new Error(`an attempt for ${attempt.purpose} is never sent`);
  }
}

/** The references of the charged card's first payment, whichever card the order has now. */
function firstPaymentOf(order: Order, { cardId }: Attempt) {
  const card = order.wallet.find(({ id }) => id === cardId);
  const ofOrder = cardId === order.cardId ? order.citId : null;
  return {
    initialTransactionId: card?.citId ?? ofOrder,
    networkReferences: card?.networkReferences ?? [],
  };
}

/** With a stored card: a payment, or only a query of its registration. */
function firstCharge(
  gateway: Gateway,
  order: Order,
  attempt: Attempt,
  sendBefore: Instant,
): Promise<GatewayReply> {
  const registrationId = need(attempt.cardId, "card");
  const { account, reference, amount, type } = attempt;
  if (type === "registration") return checkRegistration(gateway, attempt, registrationId);
  return gateway.charge({
    account,
    reference,
    amount,
    currency: order.currency,
    sendBefore,
    registrationId,
    type: type === "authorisation" ? "authorisation" : "debit",
    standing: {
      recurrence: "initial",
      by: "customer",
      agreement: agreementOf(order.type),
      initialTransactionId: null,
    },
  });
}

/** The gateway knows the registration by its own reference, not by this attempt's. */
async function checkRegistration(
  gateway: Gateway,
  attempt: Attempt,
  registrationId: string,
): Promise<GatewayReply> {
  const reply = await gateway.readRegistration({ account: attempt.account, registrationId });
  if (reply.kind !== "answer") return reply;
  const { unreadable: _unreadable, ...answer } = reply.answer;
  return {
    kind: "answer",
    answer: { ...answer, reference: attempt.reference, account: null, amount: null, currency: null },
  };
}

function transactionOf(order: Order, attempt: Attempt): string {
  const of = attempt.refersTo === null ? null : attemptOf(order, attempt.refersTo);
  return need(of?.answer?.transactionId ?? null, "transaction to refer to");
}

function need(value: string | null, what: string): string {
  if (value === null) throw new Error(`an attempt without its ${what} was written`);
  return value;
}
