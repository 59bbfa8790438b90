import { foundOrNot } from "@/app/found-or-not";
import NoSuchLink from "@/app/pay/not-found";
import { isBooked } from "@/lib/domain/order/balance";
import { noteOpened } from "./actions";
import { CheckoutView } from "./checkout";
import { MerchantFooter } from "./merchant-footer";
import { type CustomerOrder, orderOfToken } from "./order-of-token";
import { MerchantName } from "./parts";
import { Portal } from "./portal";
import { OpenedByCustomer } from "./seen";

export default foundOrNot(OrderPage, NoSuchLink);

/** The customer's one page of an order: a checkout until the first approval, a portal after it. */
async function OrderPage({ params }: { params: Promise<{ token: string }> }) {
  const found = await orderOfToken((await params).token);
  return (
    <>
      <OpenedByCustomer note={noteOpened} token={found.token} />
      <Content found={found} />
      <MerchantFooter profile={found.profile} />
    </>
  );
}

function Content({ found }: { found: CustomerOrder }) {
  switch (found.order.status) {
    case "draft":
    case "pending":
    case "rejected":
      return <CheckoutView found={found} />;
    case "cancelled":
      return <Cancelled found={found} />;
    default:
      return <Portal found={found} />;
  }
}

function Cancelled({ found }: { found: CustomerOrder }) {
  const { order } = found;
  const wasPaid = order.attempts.some((attempt) => isBooked(attempt) && attempt.type !== "registration");
  return (
    <>
      <MerchantName found={found} />
      <h1 className="text-24 font-semibold">This order was cancelled</h1>
      <p className="mt-2">
        {wasPaid
          ? `We still received your payment. ${order.merchant.name} has been notified and will contact you.`
          : `There is nothing to pay. If you have questions, contact ${order.merchant.name}.`}
      </p>
      <p className="mt-4 text-13 text-quiet">Order reference: {order.invoiceId}</p>
    </>
  );
}
