import { Flag } from "lucide-react";
import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { FactList } from "@/components/ui/fact-list";
import { PopUpLink } from "@/components/ui/opening";
import { Time } from "@/components/ui/time";
import { autoRetryOf } from "@/lib/domain/order/auto-retry";
import { collectedAmount, isOpenEnded } from "@/lib/domain/order/balance";
import type { Order, OrderLine } from "@/lib/domain/order/order";
import { actorNameInSentence } from "@/lib/domain/order/refusal";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import { customerHref } from "../../../customers/customer-href";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { FactGroup, factLink } from "./fact-group";
import { intervalWords, paymentsMade } from "./figure-lines";

/** Whose order it is, what was ordered, and on what terms. */
export function Details({ view }: { view: OrderView }) {
  return (
    <section aria-label="Order details">
      <CustomerFacts view={view} />
      <OrderFacts view={view} />
    </section>
  );
}

function CustomerFacts({ view }: { view: OrderView }) {
  const { customer, order } = view;
  const address = customer.billingAddress;
  return (
    <FactGroup
      title="Customer"
      action={
        <PopUpLink href={orderHref(order, { popup: "change-email" })} className={factLink}>
          Change e-mail
        </PopUpLink>
      }
    >
      <FactList
        facts={[
          ["Customer", <CustomerName key="customer" view={view} />],
          ["Customer e-mail", <Email key="email" address={customer.email} />],
          ["Phone", customer.phone],
          [
            "Billing address",
            address &&
              [address.street, `${address.postcode} ${address.city}`.trim(), address.country]
                .filter(Boolean)
                .join(", "),
          ],
        ]}
      />
    </FactGroup>
  );
}

function OrderFacts({ view: { order, now, zone } }: { view: OrderView }) {
  const { currency } = order;
  const next = nextPayment(order, now);
  return (
    <FactGroup
      title="Order"
      action={
        <PopUpLink href={orderHref(order, { popup: "edit-details" })} className={factLink}>
          Edit
        </PopUpLink>
      }
    >
      <FactList
        facts={[
          ["Products", <Products key="products" order={order} />],
          [
            order.type === "instalment" ? "Deposit" : "Initial amount",
            order.initialAmount > 0 ? (
              <Amount key="initial" value={order.initialAmount} currency={currency} />
            ) : null,
          ],
          ["Interval", order.plan && intervalWords(order.plan.interval)],
          [
            "Balance",
            isOpenEnded(order) ? null : (
              <Amount key="balance" value={order.total - collectedAmount(order)} currency={currency} />
            ),
          ],
          ["Payments made", order.type === "single" ? null : paymentsMade(order)],
          [
            "Next payment",
            next && (
              <>
                <Time at={next.at} zone={zone} />
                {next.isRetry ? " retry" : null}
              </>
            ),
          ],
          ["Auto-retry flag", order.type === "single" ? null : <AutoRetry key="retry" order={order} />],
          ["Merchant transaction ID", `ZUID-${order.zuid}`],
          ["Invoice ID", order.invoiceId],
          ["Order type", typeNames[order.type]],
          ["Channel", order.channel],
          [
            "Created",
            <>
              <Time at={order.createdAt} zone={zone} /> by {actorNameInSentence(order.createdBy)} (
              {order.origin})
            </>,
          ],
          ["Memo", order.memo],
          ["Tags", order.tags.join(", ")],
        ]}
      />
      <p className="mt-2 text-12 text-quiet">Times in {zone}</p>
    </FactGroup>
  );
}

/** Green while a decline is retried by itself; grey when the merchant does not want that or nothing is left of it. */
function AutoRetry({ order }: { order: Order }) {
  const flag = autoRetryOf(order);
  return (
    <span className="inline-flex items-center gap-1.5">
      <Flag
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className={`fill-current ${flag === "on" ? "text-green" : "text-quiet"}`}
      />
      {flag === "stopped" ? `Not while ${statusNames[order.status]}` : autoRetryWords[flag]}
    </span>
  );
}

const autoRetryWords = { on: "On", used_up: "Used up", off: "Off" } as const;

/** Broken, where it must be, before its domain. */
function Email({ address }: { address: string }) {
  const at = address.lastIndexOf("@");
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
}

function Products({ order }: { order: Order }) {
  return (
    <ul className="space-y-1">
      {order.lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name and never move
        <li key={i}>
          {line.quantity} × {line.name}
          <span className="block text-12 text-quiet">{terms(line, order)}</span>
        </li>
      ))}
    </ul>
  );
}

function terms(line: OrderLine, { currency }: Order): string {
  const money = (amount: number) => formatMoney(amount, currency);
  return [
    money(line.price),
    line.discount ? `discount ${money(line.discount)}` : "",
    line.fee ? `fee ${money(line.fee)}` : "",
    line.initialDiscount ? `first payment reduced by ${money(line.initialDiscount)}` : "",
    line.initialFee ? `set-up ${money(line.initialFee)}` : "",
    line.taxBasisPoints ? `tax\u00a0included\u00a0${line.taxBasisPoints / 100}\u00a0%` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function CustomerName({ view: { customer, order, mayOpenCustomer } }: { view: OrderView }) {
  const name = [customer.name, customer.organisation].filter(Boolean).join(", ");
  if (!mayOpenCustomer) return name;
  return (
    <Link
      href={customerHref(order.merchant.code, customer.id)}
      className="break-words text-accent hover:underline"
    >
      {name}
    </Link>
  );
}
