import type { PaymentType } from "@/lib/domain/decline/gateway-answer";
import { isBooked, oldestFirst, paymentAtGateway } from "@/lib/domain/order/balance";
import { type BillingEvent, isOpen, isOverdue } from "@/lib/domain/order/billing-event";
import { cardExpiryState, cardName, currentCard, expiresAt } from "@/lib/domain/order/card";
import type { Attempt, Order, OrderStatus } from "@/lib/domain/order/order";
import { previewCardUpdate } from "@/lib/domain/preview/preview-card-update";
import { type Situation, situationOf } from "@/lib/domain/preview/situation";
import { asksForCard, sayToCustomer } from "@/lib/domain/words/situation-for-customer";
import { confirmSum } from "./actions";
import { BigLink } from "./big-link";
import { ConfirmSum } from "./confirm-sum";
import type { CustomerOrder, Write } from "./order-of-token";
import { MerchantName, type PortalLine, PortalLines, PortalSection } from "./parts";

/** After the first approval: where the order stands, what was paid, what comes, and the card. */
export function Portal({ found }: { found: CustomerOrder }) {
  const { order, now, write, here } = found;
  const update = previewCardUpdate(order, now);
  const situation = situationOf(order, now);
  const told = sayToCustomer(situation, order, write);
  const history = paid(order, write);
  const coming = oldestFirst(order.events.filter(isOpen));
  return (
    <>
      <MerchantName found={found} />
      <h1 className="text-24 font-semibold">Your order</h1>
      <p className="mt-1 text-quiet">
        Order reference: {order.invoiceId} · Status:{" "}
        <strong className="text-ink">{statusWords[order.status]}</strong>
      </p>
      {told ? <p className="mt-4 text-pretty">{told}</p> : null}
      <SumToConfirm found={found} />
      {update.is === "refused" ? null : (
        <PortalSection title="Card">
          <p className="mb-4">{cardWords(found)}</p>
          <BigLink href={`${here}/card`} tone={needsCard(situation, order, now) ? "red" : "plain"}>
            Update card
          </BigLink>
        </PortalSection>
      )}
      {coming.length > 0 ? (
        <PortalSection title="Upcoming payments">
          <PortalLines lines={coming.map((event) => comingLine(event, now, write))} />
        </PortalSection>
      ) : null}
      <PortalSection title="Billing history">
        {history.length > 0 ? (
          <PortalLines lines={history} />
        ) : (
          <p className="text-quiet">No payments yet.</p>
        )}
      </PortalSection>
    </>
  );
}

/** More came due between seeing the sum and giving the card: it is collected only when the new sum is agreed to. */
function SumToConfirm({ found }: { found: CustomerOrder }) {
  const { order, now, write, here } = found;
  const update = previewCardUpdate(order, now);
  if (paymentAtGateway(order)) return null;
  if (order.pendingCollection?.awaits !== "confirmation") return null;
  if (update.is === "refused" || update.value.sum === 0) return null;
  const { sum } = update.value;
  return (
    <ConfirmSum
      confirm={confirmSum}
      token={here.replace("/pay/", "")}
      shownSum={sum}
      was={write.amount(order.pendingCollection.shownSum)}
      sum={write.amount(sum)}
    />
  );
}

/** What staff look into is none of the customer's business: a Review is over for them. */
const statusWords: Readonly<Record<OrderStatus, string>> = {
  draft: "Not paid yet",
  pending: "Not paid yet",
  rejected: "Not paid yet",
  active: "Active",
  failed: "A payment is due",
  suspended: "A payment is due",
  paused: "Paused",
  review: "Complete",
  cancelled: "Cancelled",
  complete: "Complete",
};

/** Red where another card is asked for, or the card expires soon. */
function needsCard(situation: Situation, order: Order, now: number): boolean {
  const card = currentCard(order);
  return (
    asksForCard(situation, order) ||
    (card !== null && cardExpiryState(card, now, order.merchant.timeZone) !== "good")
  );
}

function cardWords({ order, now }: CustomerOrder): string {
  const card = currentCard(order);
  if (!card) return "No card is registered for this order.";
  const expiry = `${String(card.expiryMonth).padStart(2, "0")}/${card.expiryYear}`;
  const isOver = expiresAt(card, order.merchant.timeZone) <= now;
  return `${cardName(card)}, ${isOver ? "expired" : "expires"} ${expiry}`;
}

function comingLine(event: BillingEvent, now: number, write: Write): PortalLine {
  return {
    key: event.number,
    what: write.day(event.scheduledAt),
    note: isOverdue(event, now) ? "Due" : eventWords[event.status],
    amount: write.amount(event.amount),
  };
}

const eventWords: Partial<Record<BillingEvent["status"], string>> = {
  processing: "Being collected",
  soft_declined: "Declined",
  hard_declined: "Declined",
  paused: "Paused",
};

function paid(order: Order, write: Write): PortalLine[] {
  return order.attempts
    .filter((attempt) => paymentWords[attempt.type] && (isBooked(attempt) || attempt.state === "declined"))
    .filter((attempt) => attempt.purpose !== "card_update")
    .map((attempt) => paidLine(attempt, write))
    .reverse();
}

function paidLine(attempt: Attempt, write: Write): PortalLine {
  const what = paymentWords[attempt.type] ?? "";
  return {
    key: attempt.number,
    what: attempt.state === "declined" ? `${what}, declined` : what,
    note: write.day(attempt.settledAt ?? attempt.startedAt),
    amount: write.amount(attempt.amount),
  };
}

const paymentWords: Partial<Record<PaymentType, string>> = {
  debit: "Payment",
  capture: "Payment",
  authorisation: "Authorisation",
  reversal: "Authorisation released",
  refund: "Refund",
  chargeback: "Returned by your bank",
  chargeback_reversal: "Returned payment paid again",
  rapid_dispute: "Refund through your bank",
};
