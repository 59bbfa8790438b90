"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useActionState, useEffect, useState } from "react";
import { showActMessage } from "@/components/ui/act-message";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { FieldErrors } from "@/components/ui/field";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Acted, Action } from "@/lib/action";
import type { FoundCustomer } from "@/lib/customers/find";
import type { ActionResult } from "@/lib/domain/order/result";
import type { Product } from "@/lib/domain/sale/product";
import { type Currency, formatMoney } from "@/lib/domain/value/money";
import { CustomerChoice } from "./customer-choice";
import { DetailFields } from "./detail-fields";
import { emptyOrder } from "./first-order";
import { type KeptOrder, keepOrder, keptOrder } from "./kept-order";
import { OrderPreview } from "./order-preview";
import { PlanFields } from "./plan-fields";
import { ProductLines } from "./product-lines";
import type { TypedOrder } from "./typed-order";
import { usePreview } from "./use-preview";
import type { NewOrderView } from "./view";

/** The form of a new order, and beside it what it comes to. What is typed is kept by the browser until it is sent. */
export function NewOrder({ merchant, zone, currencies, start, keepAs, actions }: NewOrderProps) {
  const { order, touched, change, forget } = useKeptOrder(start, keepAs);
  const { typed, customer, names } = order;
  const { view, isCurrent, lost } = usePreview(typed, actions.preview, merchant);
  const [answer, send] = useSending({ merchant, order, view, create: actions.create, keepAs });
  const products = typed.lines.map((_, i) => view?.products[i] ?? null);
  const shown = isCurrent ? (view?.order ?? null) : null;
  return (
    <form action={send} noValidate className="pb-24" onKeyDown={sendByKeys}>
      <FieldErrors value={complaints(view, answer, touched)}>
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
            </Part>
            <Part title="Products">
              <ProductLines
                merchant={merchant}
                typed={typed}
                products={products}
                names={names}
                sums={view?.order?.lines ?? []}
                search={actions.searchProducts}
                onChange={(lines, fields, named) =>
                  change({ lines }, fields, named ? { names: { ...names, [named.id]: named.name } } : {})
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
      <Foot>
        <SubmitButton working="Creating …" isBlocked={order.form === "" || !isCurrent}>
          Create order
        </SubmitButton>
        <p className="min-w-0 flex-1 text-13 text-quiet">
          {lost ? lostWords[lost] : shown ? nextWords(shown.initialAmount, typed.currency) : ""}
          {lost === "signed_out" ? <SignInAgain answer={{ is: "signed_out" }} /> : null}
        </p>
        <p role="alert" className={isBesideFields(answer) ? "sr-only" : "text-13 text-red"}>
          {complaintOf(answer)}
          <SignInAgain answer={answer} />
        </p>
        {order.at > 0 ? (
          <>
            <span className="text-12 text-quiet max-sm:hidden">Draft kept in this browser</span>
            <button type="button" onClick={forget} className={buttonClass.plain}>
              Start again
            </button>
          </>
        ) : null}
      </Foot>
    </form>
  );
}

/** The order as it was typed until now, which the browser keeps. */
function useKeptOrder(start: NewOrderProps["start"], keepAs: string) {
  const [order, setOrder] = useState<KeptOrder>(() => ({ ...start, form: "", at: 0 }));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const kept = start.isGiven ? null : keptOrder(keepAs);
    setOrder((now) => kept ?? { ...now, form: crypto.randomUUID() });
  }, [keepAs, start.isGiven]);
  useEffect(() => {
    if (order.at > 0) keepOrder(keepAs, order);
  }, [keepAs, order]);
  return {
    order,
    touched,
    change(part: Partial<TypedOrder>, fields: readonly string[], more: Partial<KeptOrder> = {}) {
      setOrder((now) => ({ ...now, ...more, typed: { ...now.typed, ...part }, at: Date.now() }));
      setTouched((now) => new Set([...now, ...fields]));
    },
    forget() {
      keepOrder(keepAs, null);
      const typed = emptyOrder(start.typed.currency);
      setOrder({ typed, customer: null, names: {}, form: crypto.randomUUID(), at: 0 });
      setTouched(new Set());
    },
  };
}

/** Sends the order with the sums that were shown, so that no others are taken for agreed. */
function useSending({ merchant, order, view, create, keepAs }: Sending) {
  const router = useRouter();
  return useActionState(async (): Promise<ActionResult<Acted>> => {
    showActMessage(null);
    const sums = { total: view?.order?.total ?? 0, initial: view?.order?.initialAmount ?? 0 };
    const result = await answerOrRefusal(
      create(null, { merchant, ...order.typed, form: order.form, ...sums }),
      "Nothing is lost. Send it again: it will not be created twice.",
    );
    if (result.is === "done") {
      keepOrder(keepAs, null);
      showActMessage(result.value);
      router.push(result.value.to);
    }
    return result;
  }, null);
}

type Sending = {
  merchant: string;
  order: KeptOrder;
  view: NewOrderView | null;
  create: Action<Acted>;
  keepAs: string;
};

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
  /** What the form begins with; `isGiven`: the address says so, whatever is kept. */
  start: Pick<KeptOrder, "typed" | "customer" | "names"> & { isGiven: boolean };
  keepAs: string;
  actions: {
    preview: Action<NewOrderView>;
    create: Action<Acted>;
    searchCustomers: Action<readonly FoundCustomer[]>;
    searchProducts: Action<readonly Product[]>;
    addCustomer: Action<FoundCustomer>;
  };
};

/** What the last answer said, and what is wrong with what somebody has typed by now; of an untouched field nothing. */
function complaints(
  view: NewOrderView | null,
  answer: ActionResult<Acted> | null,
  touched: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const live = Object.entries(view?.faults ?? {});
  if (answer?.is === "invalid") {
    const { customer } = complaintsByField(answer);
    return { ...(customer && !touched.has("customer") ? { customer } : {}), ...Object.fromEntries(live) };
  }
  return Object.fromEntries(live.filter(([field]) => touched.has(field)));
}

function nextWords(initial: number, currency: Currency): string {
  return initial > 0
    ? `Next: how ${formatMoney(initial, currency)} is paid`
    : "Next: how the card is registered. Nothing is paid now.";
}

const lostWords = {
  away: "There is no answer because the network or the server is not available. What you typed is kept.",
  signed_out: "You are signed out. What you typed is kept.",
} as const;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-b border-line py-5 first:pt-0">
      <legend className="float-left mb-3 w-full text-15 font-semibold">{title}</legend>
      <div className="clear-both">{children}</div>
    </fieldset>
  );
}

function Foot({ children }: { children: ReactNode }) {
  return (
    <div className="fixed inset-x-0 bottom-0 z-10 flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-panel px-4 py-3 sm:px-6">
      {children}
    </div>
  );
}
