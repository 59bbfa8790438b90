import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { StatusName } from "@/components/order/status-icon";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { FactList } from "@/components/ui/fact-list";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { isPermitted } from "@/lib/auth/permissions";
import { businessNow } from "@/lib/clock";
import type { Account } from "@/lib/customers/account";
import { database } from "@/lib/database";
import { outstandingAmount } from "@/lib/domain/order/balance";
import type { Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { typeNames } from "@/lib/domain/words/names";
import { readOrders } from "@/lib/orders/read";
import { newOrderHref, orderHref } from "../../orders/order-href";
import { ActForm } from "../../settings/act-form";
import { deactivateCustomer, reactivateCustomer } from "../actions";
import { customerHref, customersHref } from "../customer-href";
import { type AccountParams, accountAt } from "./account";
import { Happened, Mails, Notes } from "./story";
import { Wallet } from "./wallet";

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
          <Wallet {...page} />
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
