"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useState } from "react";
import { showActMessage } from "@/components/ui/act-message";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { Field, FieldErrors } from "@/components/ui/field";
import { SignInAgain } from "@/components/ui/sign-in-again";
import { TextArea } from "@/components/ui/text-area";
import type { Acted, Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import type { Currency } from "@/lib/domain/value/money";
import { usePreview } from "../orders/new/use-preview";
import { PlanFields, PricingFields } from "./plan-fields";
import { PriceRows } from "./price-rows";
import { ProductExample } from "./product-example";
import { TypeField } from "./type-field";
import type { PartProps, TypedProduct } from "./typed-product";
import { type ProductView, unreadProduct } from "./view";

/** The form of a product, and beside it what its customer would pay. What was typed stays whatever is answered. */
export function ProductForm({ merchant, zone, currencies, start, seen, groups, actions, back }: FormProps) {
  const [typed, setTyped] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const { view, isCurrent, lost } = usePreview(typed, actions.preview, merchant, unreadProduct);
  const [answer, send] = useSending({ merchant, typed, seen, save: actions.save });
  const change = (part: Partial<TypedProduct>, ...fields: string[]) => {
    setTyped((now) => ({ ...now, ...part }));
    setTouched((now) => new Set([...now, ...fields]));
  };
  const part = { typed, change };
  return (
    <form action={send} noValidate onReset={(event) => event.preventDefault()} className="pb-24">
      <FieldErrors value={complaints(view, answer, touched)}>
        <div className="gap-12 min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_26rem]">
          <div className="min-w-0">
            <Part title="Product">
              {seen ? null : <TypeField {...part} />}
              <Texts {...part} groups={groups} />
            </Part>
            <Part title="Prices">
              <PriceRows {...part} currencies={currencies} />
              <PricingFields {...part} />
            </Part>
            {typed.type === "single" ? null : (
              <Part title="Payments">
                <PlanFields {...part} />
              </Part>
            )}
            <Part title="Descriptions">
              <Descriptions {...part} />
            </Part>
          </div>
          <ProductExample
            examples={view?.examples ?? []}
            currencies={typed.prices.map(({ currency }) => currency)}
            isCurrent={isCurrent}
            zone={zone}
          />
        </div>
      </FieldErrors>
      <Foot>
        <SubmitButton working="Saving …">{seen ? "Save product" : "Create product"}</SubmitButton>
        <Link href={back} className={buttonClass.quiet}>
          Cancel
        </Link>
        <p className="min-w-0 flex-1 text-13 text-quiet">
          {lost?.why}
          {lost?.isSignedOut ? <SignInAgain answer={{ is: "signed_out" }} /> : null}
        </p>
        <p role="alert" className={isBesideFields(answer) ? "sr-only" : "text-13 text-red"}>
          {complaintOf(answer)}
          <SignInAgain answer={answer} />
        </p>
      </Foot>
    </form>
  );
}

type FormProps = {
  merchant: string;
  zone: string;
  currencies: readonly Currency[];
  start: TypedProduct;
  /** What is changed, as it was looked at; null for a new product. */
  seen: { product: string; version: number } | null;
  groups: readonly string[];
  actions: { preview: Action<ProductView>; save: Action<Acted> };
  back: string;
};

/** A new product is sent with an id that its form chose: sent twice, it is made once. */
function useSending({ merchant, typed, seen, save }: Sending) {
  const router = useRouter();
  const [form, setForm] = useState("");
  useEffect(() => setForm(crypto.randomUUID()), []);
  return useActionState(async (): Promise<ActionResult<Acted>> => {
    showActMessage(null);
    const result = await answerOrRefusal(
      save(null, { merchant, ...typed, ...(seen ?? { form }) }),
      "What you typed is kept. Send it again: it will not be saved twice.",
    );
    if (result.is === "done") {
      showActMessage(result.value);
      router.push(result.value.to);
    }
    return result;
  }, null);
}

type Sending = Pick<FormProps, "merchant" | "seen"> & { typed: TypedProduct; save: Action<Acted> };

/** After an answer everything that is wrong; before it only what is wrong with what was typed in. */
function complaints(
  view: ProductView | null,
  answer: ActionResult<Acted> | null,
  touched: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const live = view?.faults ?? {};
  if (answer?.is === "invalid") return view ? live : complaintsByField(answer);
  return Object.fromEntries(Object.entries(live).filter(([field]) => touched.has(field)));
}

function Texts({ typed, change, groups }: PartProps & { groups: readonly string[] }) {
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <Field
        label="Name"
        name="name"
        autoComplete="off"
        value={typed.name}
        onChange={(event) => change({ name: event.target.value }, "name")}
      />
      <Field
        label="Group"
        name="groupName"
        list="product-groups"
        autoComplete="off"
        value={typed.groupName}
        onChange={(event) => change({ groupName: event.target.value }, "groupName")}
      />
      <datalist id="product-groups">
        {groups.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field
        label="Unit"
        name="soldBy"
        placeholder="hour, seat, session"
        autoComplete="off"
        value={typed.soldBy}
        onChange={(event) => change({ soldBy: event.target.value }, "soldBy")}
      />
    </div>
  );
}

function Descriptions({ typed, change }: PartProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextArea
        label="Description, shown to the customer"
        name="description"
        value={typed.description}
        onChange={(event) => change({ description: event.target.value }, "description")}
      />
      <TextArea
        label="Internal note, for staff only"
        name="internalNote"
        value={typed.internalNote}
        onChange={(event) => change({ internalNote: event.target.value }, "internalNote")}
      />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-b border-line py-5 first:pt-0">
      <legend className="float-left mb-3 w-full text-15 font-semibold">{title}</legend>
      <div className="clear-both space-y-4">{children}</div>
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
