"use client";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { complaintsByField } from "@/components/ui/complaint";
import { FieldErrors } from "@/components/ui/field";
import type { Acted, Action } from "@/lib/action";
import type { FoundCustomer } from "@/lib/customers/find";
import type { Product } from "@/lib/domain/sale/product";
import { type Currency, formatMoney } from "@/lib/domain/value/money";
import { CustomerChoice } from "./customer-choice";
import { DetailFields } from "./detail-fields";
import { OrderFoot } from "./order-foot";
import { OrderPreview } from "./order-preview";
import { PlanFields } from "./plan-fields";
import { ProductLines } from "./product-lines";
import { type StartedOrder, useKeptOrder } from "./use-kept-order";
import { usePreview } from "./use-preview";
import { type SentOrder, useSending } from "./use-sending";
import { type NewOrderView, unreadView } from "./view";

/** The form of a new order, and beside it what it comes to. What is typed is kept by the browser until it is sent. */
export function NewOrder({ merchant, zone, currencies, start, keepAs, actions }: NewOrderProps) {
  const { order, touched, change, forget, renew } = useKeptOrder(start, keepAs);
  const { typed, customer, names } = order;
  const { view, isCurrent, lost } = usePreview(typed, actions.preview, merchant, unreadView);
  const [answer, send] = useSending({ merchant, order, view, create: actions.create, keepAs, renew });
  const wrong = complaints(view, answer, { touched, customer: typed.customer });
  const products = typed.lines.map((_, i) => view?.products[i] ?? null);
  const shown = isCurrent ? (view?.order ?? null) : null;
  return (
    <form action={send} noValidate className="pb-24" onKeyDown={sendByKeys} onReset={keepAsShown}>
      <FieldErrors value={wrong}>
        <div className="gap-12 min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_26rem]">
          <div className="min-w-0">
            <Part title="Customer">
              <CustomerChoice
                customer={customer}
                merchant={merchant}
                search={actions.searchCustomers}
                add={actions.addCustomer}
                onChoose={(chosen) =>
                  change({ customer: chosen?.id ?? "" }, ["customer"], { customer: chosen })
                }
              />
              {customer && wrong.customer ? <p className="mt-1 text-12 text-red">{wrong.customer}</p> : null}
            </Part>
            <Part title="Products">
              <ProductLines
                merchant={merchant}
                typed={typed}
                products={products}
                names={names}
                sums={view?.order?.lines ?? []}
                search={actions.searchProducts}
                onChange={(part, fields, named) =>
                  change(part, fields, named ? { names: { ...names, [named.id]: named.name } } : {})
                }
              />
            </Part>
            <Part title="Payments">
              <PlanFields typed={typed} products={products} zone={zone} change={change} />
            </Part>
            <Part title="Details">
              <DetailFields typed={typed} currencies={currencies} change={change} />
            </Part>
          </div>
          <OrderPreview view={view} isCurrent={isCurrent} currency={typed.currency} zone={zone} />
        </div>
      </FieldErrors>
      <OrderFoot
        isBlocked={order.form === "" || !isCurrent}
        lost={lost}
        next={shown ? nextWords(shown.initialAmount, typed.currency) : ""}
        answer={answer?.result ?? null}
        forget={order.at > 0 ? forget : null}
      />
    </form>
  );
}

/** React empties a form that was sent; what is ticked and chosen here would be shown as it was at first. */
function keepAsShown(event: FormEvent) {
  event.preventDefault();
}

/** Ctrl-Enter sends from wherever it is pressed; Enter alone would send what is only half typed. */
function sendByKeys(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter") return;
  if (event.ctrlKey || event.metaKey) event.currentTarget.requestSubmit();
  else if (event.target instanceof HTMLInputElement) event.preventDefault();
}

type NewOrderProps = {
  merchant: string;
  zone: string;
  currencies: readonly Currency[];
  /** What the form begins with, where nothing is kept. */
  start: StartedOrder;
  /** Under what the browser keeps it: each address that it can begin from has a draft of its own. */
  keepAs: string;
  actions: {
    preview: Action<NewOrderView>;
    create: Action<Acted>;
    searchCustomers: Action<readonly FoundCustomer[]>;
    searchProducts: Action<readonly Product[]>;
    addCustomer: Action<FoundCustomer>;
  };
};

/**
 * What the last answer said of the customer that it was about, and what is wrong with what somebody has typed by now; of
 * an untouched field nothing, until the form was sent.
 */
function complaints(
  view: NewOrderView | null,
  answer: SentOrder | null,
  { touched, customer }: { touched: ReadonlySet<string>; customer: string },
): Readonly<Record<string, string>> {
  const live = Object.entries(view?.faults ?? {});
  if (answer?.result.is !== "invalid")
    return Object.fromEntries(live.filter(([field]) => touched.has(field)));
  const said = answer.customer === customer ? complaintsByField(answer.result).customer : undefined;
  return { ...(said ? { customer: said } : {}), ...Object.fromEntries(live) };
}

function nextWords(initial: number, currency: Currency): string {
  return initial > 0
    ? `Next: how ${formatMoney(initial, currency)} is paid`
    : "Next: how the card is registered. Nothing is paid now.";
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-b border-line py-5 first:pt-0">
      <legend className="float-left mb-3 w-full text-15 font-semibold">{title}</legend>
      <div className="clear-both">{children}</div>
    </fieldset>
  );
}
