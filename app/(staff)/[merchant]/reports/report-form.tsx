import { AddressForm } from "@/components/ui/address-form";
import { buttonClass } from "@/components/ui/button-class";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { ReportFilter } from "@/lib/figures/report-filter";
import { reportHref } from "./reports-href";

/** Which days and which currency: a form of the address. */
export function ReportForm({ merchant, name, filter, currencies }: ReportFormProps) {
  const offered = currencies.includes(filter.currency) ? currencies : [...currencies, filter.currency];
  return (
    <AddressForm
      key={JSON.stringify(filter)}
      action={reportHref(merchant, name)}
      label="Choose the report's days"
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <SelectField
        label="Currency"
        name="currency"
        defaultValue={filter.currency}
        options={offered.map((one) => ({ value: one as string, name: one }))}
      />
      <Field label="From" name="from" type="date" defaultValue={filter.from} />
      <Field label="To" name="to" type="date" defaultValue={filter.to} />
      <input type="hidden" name="zone" value={filter.zone} />
      {name === "recovery" ? (
        <>
          <SelectField
            label="Payments"
            name="of"
            defaultValue={filter.of}
            options={[
              { value: "missed", name: "First declined in these days" },
              { value: "running", name: "To recover in these days" },
            ]}
          />
          <SelectField
            label="What became of them"
            name="end"
            defaultValue={filter.end ?? ""}
            options={[
              { value: "", name: "Anything" },
              { value: "recovered", name: "Recovered" },
              { value: "person", name: "Open, needs a person" },
              { value: "automatic", name: "Open, retried automatically" },
              { value: "given_up", name: "Skipped or cancelled" },
            ]}
          />
          {filter.reason ? <Field label="Reason" name="reason" defaultValue={filter.reason} /> : null}
        </>
      ) : null}
      <button type="submit" className={buttonClass.plain}>
        Show
      </button>
      <p className="text-12 leading-8 text-quiet">Days in {filter.zone}</p>
    </AddressForm>
  );
}

type ReportFormProps = {
  merchant: string;
  name: string;
  filter: ReportFilter;
  currencies: readonly string[];
};
