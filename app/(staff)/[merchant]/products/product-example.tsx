"use client";
import { useState } from "react";
import { SelectField } from "@/components/ui/select-field";
import type { Currency } from "@/lib/domain/value/money";
import { OrderPreview } from "../orders/new/order-preview";
import type { NewOrderView } from "../orders/new/view";

/** What a customer who buys one of it pays, first and later, in one of its currencies. */
export function ProductExample({ examples, currencies, isCurrent, zone }: ExampleProps) {
  const [chosen, choose] = useState<Currency | null>(null);
  const known = [...new Set(currencies)];
  const currency = chosen && known.includes(chosen) ? chosen : (known[0] ?? "EUR");
  const example = examples[currencies.indexOf(currency)] ?? null;
  return (
    <div className="h-fit max-[1099px]:mt-6 min-[1100px]:sticky min-[1100px]:top-4">
      {known.length > 1 ? (
        <div className="mb-3 w-40">
          <SelectField
            label="Example in"
            name="example"
            value={currency}
            options={known.map((one) => ({ value: one, name: one }))}
            onChange={(one) => choose(one)}
          />
        </div>
      ) : null}
      <OrderPreview
        view={example}
        isCurrent={isCurrent}
        currency={currency}
        zone={zone}
        label="What a customer pays"
        empty="Complete the form to see what a customer will pay."
      />
    </div>
  );
}

type ExampleProps = {
  /** In the order of the currencies. */
  examples: readonly NewOrderView[];
  currencies: readonly Currency[];
  isCurrent: boolean;
  zone: string;
};
