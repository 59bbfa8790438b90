import { Field } from "@/components/ui/field";
import type { Currency } from "@/lib/domain/value/money";
import type { AskedAmount } from "./amount-asked";

/** The sum that a form asks for, as it was typed, with what is wrong with it. */
export function AmountField({ currency, sum }: { currency: Currency; sum: AskedAmount }) {
  return (
    <Field
      label={`Amount (${currency})`}
      name="sum"
      inputMode="decimal"
      autoComplete="off"
      defaultValue={sum.typed}
      error={sum.error}
      required
    />
  );
}
