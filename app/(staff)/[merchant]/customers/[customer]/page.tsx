import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { CardExpiry } from "@/components/order/card-expiry";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { StatusName } from "@/components/order/status-icon";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { FactList } from "@/components/ui/fact-list";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { isPermitted } from "@/lib/auth/permissions";
import { businessNow } from "@/lib/clock";
import type { Account } from "@/lib/customers/account";
import { database } from "@/lib/database";
import { outstandingAmount } from "@/lib/domain/order/balance";
import { cardExpiryState, cardName, cardState } from "@/lib/domain/order/card";
import type { Order } from "@/lib/domain/order/order";
import { actorName } from "@/lib/domain/order/refusal";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { typeNames } from "@/lib/domain/words/names";
import { readOrders } from "@/lib/orders/read";
import { newOrderHref, orderHref } from "../../orders/order-href";
import { ActForm } from "../../settings/act-form";
import {
  deactivateCustomer,
  forgetCustomerCard,
  noteCustomer,
  preferCustomerCard,
  reactivateCustomer,
} from "../actions";
import { customerHref, customersHref } from "../customer-href";
import { type AccountParams, accountAt } from "./account";
import { sayLogged } from "./logged-words";

export const metadata: Metadata = { title: "Customer" };

export default foundOrNot(AccountPage, NotFound);

/** A customer: who they are, what they bought and owe, their cards, and what happened. */
async function AccountPage({ params }: { params: AccountParams }) {
  const { account, staff } = await accountAt(await params);
  const { customer } = account;
  const { code } = staff.merchant;
  const db = database();
  const now = await businessNow(db);
  const found = await readOrders(db, staff.merchantId, account.zuids, now);
  const orders = account.zuids.flatMap((zuid) => found.get(zuid) ?? []);
  const page = {
    account,
    orders,
    merchant: code,
    zone: staff.user.timeZone,
    merchantZone: staff.merchant.timeZone,
    now,
  };
  return (
    <>
      <Link href={customersHref(code)} className="text-13 text-accent hover:underline">
        ← Customers
      </Link>
      <div className="mt-2 mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-24 font-semibold break-words">{customer.name}</h1>
        {customer.active ? null : <span className="text-13 text-quiet">Deactivated: no new orders</span>}
        <span className="ml-auto flex gap-2">
          {isPermitted(staff.role, "administration") ? (
            <Link href={`${customerHref(code, customer.id)}/personal-data`} className={buttonClass.plain}>
              Personal data
            </Link>
          ) : null}
          <Link href={`${customerHref(code, customer.id)}/edit`} className={buttonClass.plain}>
            Edit
          </Link>
          {customer.active ? (
            <Link href={newOrderHref(code, { customer: customer.id })} className={buttonClass.primary}>
              New order
            </Link>
          ) : null}
        </span>
      </div>
      <ActMessageOnPage />
      <Owed orders={orders} now={now} />
      <div className="gap-x-10 min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <Orders {...page} />
          <Mails {...page} />
          <Happened {...page} />
        </div>
        <div className="min-w-0">
          <Facts {...page} />
          <Cards {...page} />
          <Notes {...page} />
          <Activity {...page} />
        </div>
      </div>
    </>
  );
}

type PageProps = {
  account: Account;
  orders: readonly Order[];
  merchant: string;
  /** The user's, in which times are shown; and the merchant's, by which a card's month ends. */
  zone: string;
  merchantZone: string;
  now: Instant;
};

/** What is outstanding, each currency by itself. */
function Owed({ orders, now }: { orders: readonly Order[]; now: Instant }) {
  const sums = new Map<Currency, number>();
  for (const order of orders)
    sums.set(order.currency, (sums.get(order.currency) ?? 0) + outstandingAmount(order, now));
  const owed = [...sums].filter(([, sum]) => sum > 0);
  if (owed.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-14 gap-y-2">
      {owed.map(([currency, sum]) => (
        <div key={currency}>
          <dt className="text-12 text-quiet">Outstanding</dt>
          <dd className="text-24 font-medium text-red">
            <Amount value={sum} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Orders({ orders, merchant, zone, now }: PageProps) {
  return (
    <Section title="Orders">
      {orders.length === 0 ? (
        <p className="text-13 text-quiet">No orders yet.</p>
      ) : (
        <FoldingTable
          label="Orders"
          columns={orderColumns}
          rows={orders.map((order) => ({
            key: order.zuid,
            cells: {
              zuid: (
                <Link
                  href={orderHref({ merchant: { code: merchant }, zuid: order.zuid })}
                  className="text-accent hover:underline"
                >
                  ZUID-{order.zuid}
                </Link>
              ),
              status: <StatusName status={order.status} />,
              type: typeNames[order.type],
              created: <Time at={order.createdAt} zone={zone} />,
              total: <Amount value={order.total} currency={order.currency} />,
              outstanding: owedCell(outstandingAmount(order, now), order.currency),
            },
          }))}
        />
      )}
    </Section>
  );
}

function owedCell(sum: number, currency: Currency): ReactNode {
  return sum > 0 ? (
    <span className="text-red">
      <Amount value={sum} currency={currency} />
    </span>
  ) : null;
}

const orderColumns: readonly FoldingColumn[] = [
  { id: "zuid", header: "ZUID", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "status", header: "Status", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
  { id: "type", header: "Type", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "created", header: "Created", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  {
    id: "total",
    header: "Total",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right",
  },
  {
    id: "outstanding",
    header: "Outstanding",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right",
  },
];

function Facts({ account: { customer }, zone }: PageProps) {
  const { billingAddress, shippingAddress } = customer;
  return (
    <Section title="Details">
      <FactList
        facts={[
          ["E-mail", customer.email],
          ["Phone", customer.phone || null],
          ["Organisation", customer.organisation || null],
          ["Billing address", billingAddress && addressWords(billingAddress)],
          ["Shipping address", shippingAddress && addressWords(shippingAddress)],
          ["Language", new Intl.DisplayNames("en", { type: "language" }).of(customer.locale) ?? null],
          ["Date of birth", customer.birthdate],
          ["Customer ID", customer.externalId],
          ["Tags", customer.tags.length > 0 ? customer.tags.join(", ") : null],
          ["Since", <Time key="since" at={customer.createdAt} zone={zone} />],
        ]}
      />
    </Section>
  );
}

function addressWords({
  street,
  postcode,
  city,
  state,
  country,
}: NonNullable<Account["customer"]["billingAddress"]>) {
  return [street, `${postcode} ${city}`.trim(), state, country].filter(Boolean).join(", ");
}

function Cards({ account: { cards, customer }, orders, merchant, merchantZone, now }: PageProps) {
  return (
    <Section title="Cards">
      {cards.length === 0 ? <p className="text-13 text-quiet">No registered cards.</p> : null}
      <p className="text-12 text-quiet empty:hidden">
        {cards.length > 0
          ? "A card that is forgotten is not offered any more. Orders that have it go on."
          : ""}
      </p>
      <ul className="divide-y divide-line text-13">
        {cards.map((card) => {
          const state = cardState(card, merchantZone, now);
          const used = orders.filter(({ cardId }) => cardId === card.id);
          return (
            <li key={card.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 flex-1">
                <span className="font-medium">{cardName(card)}</span>
                {state === "forgotten" || state === "removed" ? null : (
                  <span className="ml-2 align-middle">
                    <CardExpiry card={card} state={cardExpiryState(card, now, merchantZone)} />
                  </span>
                )}
                <span className="block text-12 text-quiet">
                  {[
                    `expires ${String(card.expiryMonth).padStart(2, "0")}/${card.expiryYear}`,
                    card.preferred ? "preferred" : "",
                    {
                      usable: "",
                      expired: "expired",
                      forgotten: "removed by the gateway",
                      removed: "forgotten",
                    }[state],
                    used.length > 0 ? used.map(({ zuid }) => `ZUID-${zuid}`).join(", ") : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              {state === "usable" && !card.preferred && cards.length > 1 ? (
                <ActForm
                  action={preferCustomerCard}
                  carries={{ merchant, id: customer.id, card: card.id }}
                  act="Prefer"
                  working="Saving …"
                  kind="plain"
                />
              ) : null}
              {state === "usable" || state === "expired" ? (
                <ActForm
                  action={forgetCustomerCard}
                  carries={{ merchant, id: customer.id, card: card.id }}
                  act={`Forget ${cardName(card)}`}
                  working="Saving …"
                  kind="plain"
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Notes({ account: { notes, customer }, merchant, zone }: PageProps) {
  return (
    <Section title="Notes">
      <ActForm
        key={notes.length}
        action={noteCustomer}
        carries={{ merchant, id: customer.id }}
        act="Add note"
        working="Adding …"
        kind="plain"
      >
        <TextArea label="Note" name="text" rows={2} />
      </ActForm>
      <ul className="mt-4 space-y-3 text-13">
        {notes.map(({ seq, at, actor, text }) => (
          <li key={seq}>
            <p className="text-12 text-quiet">
              <Time at={at} zone={zone} />, {actorName(actor)}
            </p>
            <p className="break-words whitespace-pre-wrap">{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Mails({ account: { mails }, merchant, zone }: PageProps) {
  if (mails.length === 0) return null;
  return (
    <Section title="Messages">
      <ul className="divide-y divide-line text-13">
        {mails.map(({ id, zuid, kind, subject, state, createdAt }) => (
          <li key={id} className="flex flex-wrap gap-x-4 py-2">
            <span className="text-quiet">
              <Time at={createdAt} zone={zone} />
            </span>
            <span className="min-w-0 flex-1 break-words">{subject ?? kind.replaceAll("_", " ")}</span>
            <span className={state === "failed" ? "text-red" : "text-quiet"}>{state}</span>
            {zuid === null ? null : (
              <Link
                href={orderHref({ merchant: { code: merchant }, zuid })}
                className="text-accent hover:underline"
              >
                ZUID-{zuid}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Happened({ account: { log }, zone }: PageProps) {
  return (
    <Section title="Event log">
      <ul className="divide-y divide-line text-13">
        {log.map((entry) => (
          <li key={entry.seq} className="flex flex-wrap gap-x-4 py-2">
            <span className="text-quiet">
              <Time at={entry.at} zone={zone} />
            </span>
            <span className="text-quiet">{actorName(entry.actor)}</span>
            <span className="min-w-0 flex-1 break-words">{sayLogged(entry)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Activity({ account: { customer }, orders, merchant }: PageProps) {
  const running = orders.filter(({ status }) => !["complete", "cancelled", "draft"].includes(status)).length;
  const carries = { merchant, id: customer.id };
  return (
    <Section title={customer.active ? "Deactivate" : "Reactivate"}>
      {customer.active ? (
        <ActForm
          action={deactivateCustomer}
          carries={carries}
          act="Deactivate customer"
          working="Saving …"
          kind="plain"
        >
          <p className="text-13">
            The customer gets no new orders.{" "}
            {running === 0
              ? "No order is running."
              : `${running === 1 ? "1 order" : `${running} orders`} will go on.`}
          </p>
        </ActForm>
      ) : (
        <ActForm
          action={reactivateCustomer}
          carries={carries}
          act="Reactivate customer"
          working="Saving …"
          kind="plain"
        >
          <p className="text-13">The customer can get new orders again.</p>
        </ActForm>
      )}
    </Section>
  );
}
