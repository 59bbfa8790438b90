import type { Order } from "@/lib/domain/order/order";
import { anchorOf, firstEvents } from "@/lib/domain/rules/activate";
import { lineAmount } from "@/lib/domain/rules/create";
import { registersCard } from "@/lib/domain/rules/first-payment";
import { agreementLines, everyInterval } from "@/lib/domain/words/agreement";
import type { CustomerOrder, Write } from "./order-of-token";
import { CardPlace, MerchantName, type PortalLine, PortalLines, PortalSection } from "./parts";

/** Before the first approval: what is bought, what is due now and later, what is agreed, and the card fields. */
export function CheckoutView({ found }: { found: CustomerOrder }) {
  const { order, now, write, here } = found;
  const later = comingPayments(order, now, write);
  return (
    <>
      <MerchantName found={found} />
      <h1 className="text-24 font-semibold">{title(order, write)}</h1>
      <p className="mt-1 text-13 text-quiet">Order reference: {order.invoiceId}</p>
      <PortalSection title="Your order">
        <PortalLines lines={order.lines.map((line, i) => productLine(line, i, write))} />
        {order.memo ? <p className="mt-3 whitespace-pre-line break-words">{order.memo}</p> : null}
      </PortalSection>
      {later.length > 0 ? (
        <PortalSection title="Later">
          <PortalLines lines={later} />
        </PortalSection>
      ) : null}
      <PortalSection title="Card">
        <CardPlace
          found={found}
          here={here}
          purpose="initial"
          shownSum={order.initialAmount}
          act={order.initialAmount === 0 ? "Save card" : title(order, write)}
        />
      </PortalSection>
      <div className="mt-8 space-y-2 text-13 text-quiet">
        {agreementLines(
          { ...order, anchorAt: anchorOf(order, now) },
          order.merchant.name,
          write.amount,
          write.day,
        ).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p>
          {registersCard(order)
            ? `Your card details go only to the payment service, which stores them. ${order.merchant.name} never sees the card number.`
            : `Your card details go only to the payment service. ${order.merchant.name} never sees the card number.`}
        </p>
      </div>
    </>
  );
}

function title(order: Order, write: Write): string {
  if (order.initialAmount === 0) return "Save your card";
  return order.initialKind === "preauthorise"
    ? `Authorise ${write.amount(order.initialAmount)}`
    : `Pay ${write.amount(order.initialAmount)}`;
}

function productLine(line: Order["lines"][number], i: number, write: Write): PortalLine {
  const notes = [
    line.discount > 0 ? `${write.amount(line.discount)} off` : "",
    line.fee > 0 ? `${write.amount(line.fee)} fee` : "",
    line.initialDiscount > 0 ? `${write.amount(line.initialDiscount)} off the first payment` : "",
    line.initialFee > 0 ? `${write.amount(line.initialFee)} with the first payment` : "",
  ].filter(Boolean);
  return {
    key: i,
    what: line.quantity === 1 ? line.name : `${line.quantity} × ${line.name}`,
    note: notes.join(", ") || undefined,
    amount: write.amount(lineAmount(line)),
  };
}

/** As it will be scheduled if the order is paid now. */
function comingPayments(order: Order, now: number, write: Write): PortalLine[] {
  const anchorAt = anchorOf(order, now);
  if (anchorAt === null) return [];
  return firstEvents(order, anchorAt).map((event) => ({
    key: event.number,
    what: write.day(event.scheduledAt),
    note:
      order.plan?.kind === "subscription"
        ? `and ${everyInterval(order.plan.interval)} after that`
        : undefined,
    amount: write.amount(event.amount),
  }));
}
