"use client";
import { Plus, X } from "lucide-react";
import { useContext } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Field, FieldErrors } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { Currency } from "@/lib/domain/value/money";
import { type AmountName, amountsOf, emptyPrice, type PartProps, type TypedPrice } from "./typed-product";

/** What it costs, a row for each currency that it is sold in. */
export function PriceRows({ typed, change, currencies }: PartProps & { currencies: readonly Currency[] }) {
  const wrong = useContext(FieldErrors);
  const { prices } = typed;
  const free = currencies.find((one) => prices.every(({ currency }) => currency !== one));
  const put = (index: number, part: Partial<TypedPrice>, field: string) =>
    change(
      { prices: prices.map((price, i) => (i === index ? { ...price, ...part } : price)) },
      `${field}.${index}`,
    );
  return (
    <div>
      <ul className="space-y-3">
        {prices.map((price, i) => (
          <li
            // A price has no identity of its own: it is what stands at its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: as said
            key={i}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-panel border border-line bg-panel p-3"
          >
            <div className="grid grid-cols-2 gap-2 sm:grid-cols-[6rem_repeat(4,minmax(0,1fr))]">
              <SelectField
                label="Currency"
                name={`currency.${i}`}
                value={price.currency}
                options={[...new Set([price.currency, ...currencies])].map((one) => ({
                  value: one,
                  name: one,
                }))}
                onChange={(currency) => put(i, { currency }, "currency")}
              />
              {amountsOf(typed).map((name) => (
                <Field
                  key={name}
                  label={nameOf(name, typed.type)}
                  name={`${name}.${i}`}
                  inputMode="decimal"
                  autoComplete="off"
                  value={price[name]}
                  onChange={(event) => put(i, { [name]: event.target.value }, name)}
                />
              ))}
            </div>
            <button
              type="button"
              aria-label={`Remove the price in ${price.currency}`}
              disabled={prices.length === 1}
              className={`${buttonClass.quiet} mt-5 px-2`}
              onClick={() => change({ prices: prices.filter((_, at) => at !== i) })}
            >
              <X size={16} strokeWidth={1.5} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {wrong.form ? <p className="mt-2 text-12 text-red">{wrong.form}</p> : null}
      {free ? (
        <button
          type="button"
          className={`${buttonClass.plain} mt-3`}
          onClick={() => change({ prices: [...prices, emptyPrice(free)] })}
        >
          <Plus size={16} strokeWidth={1.5} aria-hidden />
          Add currency
        </button>
      ) : null}
    </div>
  );
}

function nameOf(name: AmountName, type: string): string {
  return name === "deposit" && type === "metered" ? "First payment" : amountNames[name];
}

const amountNames: Readonly<Record<AmountName, string>> = {
  price: "Price",
  fee: "Fee",
  discount: "Discount",
  setUpFee: "Set-up fee",
  deposit: "Deposit",
};
