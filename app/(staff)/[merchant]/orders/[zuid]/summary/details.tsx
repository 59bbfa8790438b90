import { Flag } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Amount } from "@/components/ui/amount";
import { FactList } from "@/components/ui/fact-list";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { autoRetryOf } from "@/lib/domain/order/auto-retry";
import { collectedAmount } from "@/lib/domain/order/balance";
import { figures } from "@/lib/domain/order/figures";
import type { Order, OrderLine } from "@/lib/domain/order/order";
import { actorNameInSentence } from "@/lib/domain/order/refusal";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import type { Instant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import { customerHref } from "../../../customers/customer-href";
import type { OrderView } from "../view";
import { intervalWords, paymentsMade } from "./figure-lines";

/** What was ordered, by whom, on what terms. */
export function Details({ view }: { view: OrderView }) {
  const { order, customer, now, zone } = view;
  const { currency } = order;
  const address = customer.billingAddress;
  return (
    <Section title="Order details">
      <FactList
        facts={[
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
          ["Customer", <CustomerName key="customer" view={view} />],
          ["Customer e-mail", <Email key="email" address={customer.email} />],
          [
            "Billing address",
            address &&
              [address.street, `${address.postcode} ${address.city}`.trim(), address.country]
                .filter(Boolean)
                .join(", "),
          ],
          ["Products", <Products key="products" order={order} />],
          ...figures(order, now).map(({ figure, label, sum }): [string, ReactNode] => [
            label,
            <Amount key={figure} value={sum} currency={currency} />,
          ]),
          [
            "Balance",
            order.type === "instalment" || order.type === "single" ? (
              <Amount key="balance" value={order.total - collectedAmount(order)} currency={currency} />
            ) : null,
          ],
          [
            order.type === "instalment" ? "Deposit" : "Initial amount",
            <Amount key="initial" value={order.initialAmount} currency={currency} />,
          ],
          ["Interval", order.plan && intervalWords(order.plan.interval)],
          ["Payments made", order.type === "single" ? null : paymentsMade(order)],
          ["Next payment", <NextPayment now={now} key="next" order={order} zone={zone} />],
          ["Auto-retry flag", order.type === "single" ? null : <AutoRetry key="retry" order={order} />],
          ["Memo", order.memo],
          ["Tags", order.tags.join(", ")],
        ]}
      />
      <p className="mt-3 text-12 text-quiet">Times in {zone}</p>
    </Section>
  );
}

function NextPayment({ order, now, zone }: { order: Order; now: Instant; zone: string }) {
  const next = nextPayment(order, now);
  return (
    <>
      <Time at={next?.at ?? null} zone={zone} />
      {next?.isRetry ? " retry" : null}
    </>
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
