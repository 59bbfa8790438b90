import { AddressForm } from "@/components/ui/address-form";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { paymentTypes } from "@/lib/domain/decline/gateway-answer";
import { transactionNames } from "@/lib/domain/words/names";
import {
  isProcessedNarrowed,
  type ProcessedFilter,
  type ProcessedResult,
  processedResults,
} from "@/lib/payment-lists/processed-filter";
import { CurrencyChoice, FilterButtons } from "../filter-parts";
import { processedHref } from "../payments-href";
import { SelectSeveral } from "../select-several";

/** What the list of transactions is narrowed by: a form of the address. */
export function ProcessedFilters({ merchant, filter, zone }: ProcessedFiltersProps) {
  const calendar = filter.from || filter.to ? filter.zone : zone;
  return (
    <AddressForm
      key={JSON.stringify(filter)}
      action={processedHref(merchant)}
      label="Filter transactions"
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <Field
        label="Customer"
        name="q"
        type="search"
        defaultValue={filter.q}
        placeholder="Name, e-mail or phone"
        maxLength={200}
        autoComplete="off"
        className="col-span-2 sm:w-56"
      />
      <SelectSeveral label="Result" name="result" names={resultNames} chosen={filter.result} all={results} />
      <SelectSeveral
        label="Type"
        name="type"
        names={transactionNames}
        chosen={filter.type}
        all={paymentTypes}
      />
      <SelectField
        label="Initial or repeated"
        name="recurrence"
        defaultValue={filter.recurrence ?? ""}
        options={[
          { value: "", name: "Both" },
          { value: "initial", name: "Initial" },
          { value: "repeated", name: "Repeated" },
        ]}
      />
      <SelectField
        label="Recovered"
        name="recovered"
        defaultValue={filter.recovered ?? ""}
        options={[
          { value: "", name: "Any" },
          { value: "yes", name: "Recovered" },
        ]}
      />
      <CurrencyChoice chosen={filter.currency} />
      <Field label="From" name="from" type="date" defaultValue={filter.from ?? ""} />
      <Field label="To" name="to" type="date" defaultValue={filter.to ?? ""} />
      <input type="hidden" name="zone" value={calendar} />
      {filter.customer ? <input type="hidden" name="customer" value={filter.customer} /> : null}
      {filter.scheme ? <input type="hidden" name="scheme" value={filter.scheme} /> : null}
      {filter.size === 25 ? null : <input type="hidden" name="size" value={filter.size} />}
      <FilterButtons whole={processedHref(merchant)} isNarrowed={isProcessedNarrowed(filter)} />
    </AddressForm>
  );
}

type ProcessedFiltersProps = { merchant: string; filter: ProcessedFilter; zone: string };

const results = Object.keys(processedResults) as ProcessedResult[];

const resultNames: Readonly<Record<ProcessedResult, string>> = {
  approved: "Approved",
  declined: "Declined",
  open: "No result yet",
  failed: "Not completed",
};
