import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/text-area";
import type { Currency } from "@/lib/domain/value/money";
import type { TypedOrder } from "./typed-order";

/** What belongs to the order and changes no amount, and the currency that all of them are in. */
export function DetailFields({ typed, currencies, change }: DetailProps) {
  const field = (name: "invoiceId" | "memo" | "tags") => ({
    name,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }, [name]),
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Order ID"
        hint="Your own number. Leave it empty for one of ours."
        autoComplete="off"
        {...field("invoiceId")}
      />
      <label className="block">
        <span className="mb-1 block text-12 font-medium text-quiet">Currency</span>
        <select
          value={typed.currency}
          onChange={(event) => change({ currency: event.target.value as Currency }, ["currency"])}
          className="h-8 w-full rounded-control border border-line-strong bg-panel px-2 text-13"
        >
          {currencies.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </select>
      </label>
      <TextArea label="Memo, shown to the customer" {...field("memo")} />
      <Field label="Tags" hint="Separated by commas" autoComplete="off" {...field("tags")} />
    </div>
  );
}

type DetailProps = {
  typed: TypedOrder;
  currencies: readonly Currency[];
  change(part: Partial<TypedOrder>, fields: readonly string[]): void;
};
