"use client";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { OrderType } from "@/lib/domain/order/order";
import type { Interval } from "@/lib/domain/value/calendar";
import { isRepeated, type PartProps } from "./typed-product";

/** What concerns each price alike: tax, discount, and whether staff may change them on an order. */
export function PricingFields({ typed, change }: PartProps) {
  const { type, discountKind } = typed;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-4">
        <Field
          label="Tax included (%)"
          name="tax"
          inputMode="decimal"
          autoComplete="off"
          value={typed.tax}
          onChange={(event) => change({ tax: event.target.value }, "tax")}
        />
        <SelectField
          label="Discount type"
          name="discountKind"
          value={discountKind}
          options={discountKinds}
          onChange={(kind) => change({ discountKind: kind }, "discountKind")}
        />
        {discountKind === "percent" ? (
          <Field
            label="Discount (%)"
            name="percent"
            inputMode="decimal"
            autoComplete="off"
            value={typed.percent}
            onChange={(event) => change({ percent: event.target.value }, "percent")}
          />
        ) : null}
        {type === "subscription" && discountKind !== "none" ? (
          <SelectField
            label="Discount applies to"
            name="discountOn"
            value={typed.discountOn}
            options={discountOns}
            onChange={(discountOn) => change({ discountOn }, "discountOn")}
          />
        ) : null}
      </div>
      <Tick
        label="Lock pricing"
        about="Price, discount and fee cannot be changed on an order."
        checked={typed.locksPricing}
        onChange={(locksPricing) => change({ locksPricing })}
      />
    </>
  );
}

/** When it is paid. */
export function PlanFields({ typed, change }: PartProps) {
  const { type } = typed;
  return (
    <>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {type === "instalment" ? (
          <Field
            label="Number of payments"
            name="parts"
            inputMode="numeric"
            autoComplete="off"
            value={typed.parts}
            hint="After the deposit"
            onChange={(event) => change({ parts: event.target.value }, "parts")}
          />
        ) : null}
        {isRepeated(type) ? (
          <>
            <Field
              label="Every"
              name="interval"
              inputMode="numeric"
              autoComplete="off"
              value={typed.every}
              onChange={(event) => change({ every: event.target.value }, "interval")}
            />
            <SelectField
              label="Interval"
              name="unit"
              value={typed.unit}
              options={units}
              onChange={(unit) => change({ unit }, "interval")}
            />
          </>
        ) : null}
        {type === "subscription" ? (
          <>
            <Field
              label="Trial"
              name="trial"
              inputMode="numeric"
              autoComplete="off"
              value={typed.trialEvery}
              hint="Leave it empty for none."
              onChange={(event) => change({ trialEvery: event.target.value }, "trial")}
            />
            <SelectField
              label="Trial in"
              name="trialUnit"
              value={typed.trialUnit}
              options={units}
              onChange={(trialUnit) => change({ trialUnit }, "trial")}
            />
          </>
        ) : null}
      </div>
      <Tick
        label="Lock payment"
        about={lockedBy[type]}
        checked={typed.locksPayment}
        onChange={(locksPayment) => change({ locksPayment })}
      />
    </>
  );
}

const lockedBy: Readonly<Record<OrderType, string>> = {
  single: "",
  instalment: "Deposit, number of payments and interval cannot be changed on an order.",
  subscription: "The interval cannot be changed on an order.",
  metered: "The first payment cannot be changed on an order.",
};

const units: { value: Interval["unit"]; name: string }[] = [
  { value: "DAY", name: "Days" },
  { value: "WEEK", name: "Weeks" },
  { value: "MONTH", name: "Months" },
  { value: "YEAR", name: "Years" },
];
const discountKinds = [
  { value: "none", name: "None" },
  { value: "percent", name: "Percentage" },
  { value: "amount", name: "Amount" },
] as const;
const discountOns = [
  { value: "every_payment", name: "Every payment" },
  { value: "first_payment", name: "First payment" },
] as const;

function Tick({ label, about, checked, onChange }: TickProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 text-13">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={`${id}-about`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div>
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        <p id={`${id}-about`} className="text-12 text-quiet">
          {about}
        </p>
      </div>
    </div>
  );
}

type TickProps = { label: string; about: string; checked: boolean; onChange(checked: boolean): void };
