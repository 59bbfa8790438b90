"use client";
import { useActionState, useState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Choice } from "@/components/ui/choice";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { Field, FieldErrors } from "@/components/ui/field";
import { Initials } from "@/components/ui/initials";
import type { Action } from "@/lib/action";
import type { FoundCustomer } from "@/lib/customers/find";
import type { ActionResult } from "@/lib/domain/order/result";

/** Who buys: one who is known, found by name or e-mail, or one who is entered here. */
export function CustomerChoice({ customer, merchant, search, add, onChoose }: CustomerChoiceProps) {
  const [isNew, setNew] = useState(false);
  if (customer)
    return (
      <div className="flex items-center gap-3 rounded-panel border border-line bg-panel px-3 py-2">
        <Initials name={customer.name} />
        <div className="min-w-0 flex-1">
          <p className="truncate text-13 font-medium">{customer.name}</p>
          <p className="truncate text-12 text-quiet">
            {[customer.organisation, customer.email].filter(Boolean).join(" · ")}
          </p>
        </div>
        <button type="button" className={buttonClass.quiet} onClick={() => onChoose(null)}>
          Change
        </button>
      </div>
    );
  if (isNew)
    return (
      <NewCustomer
        merchant={merchant}
        add={add}
        onAdded={(added) => {
          setNew(false);
          onChoose(added);
        }}
        onCancel={() => setNew(false)}
      />
    );
  return (
    <div className="flex flex-wrap items-start gap-3">
      <div className="min-w-0 flex-1 basis-64">
        <Choice<FoundCustomer>
          label="Customer"
          name="customer"
          isLabelHidden
          chosen={null}
          placeholder="Search by name, e-mail or phone"
          search={async (text) => {
            const found = await search(null, { merchant, text });
            return found.is === "done" ? found.value : [];
          }}
          onChoose={onChoose}
        >
          {(one) => (
            <>
              <span className="block truncate">{one.name}</span>
              <span className="block truncate text-12 text-quiet">
                {[one.organisation, one.email].filter(Boolean).join(" · ")}
              </span>
            </>
          )}
        </Choice>
      </div>
      <button type="button" className={buttonClass.plain} onClick={() => setNew(true)}>
        New customer
      </button>
    </div>
  );
}

type CustomerChoiceProps = {
  customer: FoundCustomer | null;
  merchant: string;
  search: Action<readonly FoundCustomer[]>;
  add: Action<FoundCustomer>;
  onChoose(customer: FoundCustomer | null): void;
};

/** Stands inside the form of the order, so it is none of its own: its button asks for itself. */
function NewCustomer({ merchant, add, onAdded, onCancel }: NewCustomerProps) {
  const [typed, setTyped] = useState({ firstName: "", lastName: "", email: "", phone: "", organisation: "" });
  const [answer, send, isSending] = useActionState(async (): Promise<ActionResult<FoundCustomer> | null> => {
    const result = await add(null, { merchant, ...typed });
    if (result.is === "done") onAdded(result.value);
    return result;
  }, null);
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <div className="rounded-panel border border-line bg-panel p-4">
      <FieldErrors value={complaintsByField(answer)}>
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="First name" autoComplete="off" autoFocus {...field("firstName")} />
          <Field label="Last name" autoComplete="off" {...field("lastName")} />
          <Field label="E-mail" type="email" autoComplete="off" {...field("email")} />
          <Field label="Phone" type="tel" autoComplete="off" {...field("phone")} />
          <Field label="Organisation" autoComplete="off" {...field("organisation")} />
        </div>
      </FieldErrors>
      <p role="alert" className={isBesideFields(answer) ? "sr-only" : "mt-2 text-13 text-red"}>
        {complaintOf(answer)}
      </p>
      <div className="mt-4 flex gap-2">
        <button type="submit" formAction={send} disabled={isSending} className={buttonClass.plain}>
          {isSending ? "Adding …" : "Add customer"}
        </button>
        <button type="button" onClick={onCancel} className={buttonClass.quiet}>
          Back
        </button>
      </div>
    </div>
  );
}

type NewCustomerProps = {
  merchant: string;
  add: Action<FoundCustomer>;
  onAdded(customer: FoundCustomer): void;
  onCancel(): void;
};
