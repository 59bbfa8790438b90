import { AddressForm } from "@/components/ui/address-form";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { orderTypes } from "@/lib/domain/order/order";
import { typeNames } from "@/lib/domain/words/names";
import type { OrderFilter } from "@/lib/orders/filter";
import { CurrencyChoice, FilterButtons } from "../filter-parts";
import { pendingHref } from "../payments-href";
import { SelectSeveral } from "../select-several";

/** What the list of pending orders is narrowed by: a form of the address. */
export function PendingFilters({ merchant, filter }: { merchant: string; filter: OrderFilter }) {
  const isNarrowed = Boolean(filter.q || filter.currency || filter.type.length > 0);
  return (
    <AddressForm
      key={JSON.stringify(filter)}
      action={pendingHref(merchant)}
      label="Filter pending orders"
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <Field
        label="Search"
        name="q"
        type="search"
        defaultValue={filter.q}
        placeholder="Name, e-mail or invoice ID"
        maxLength={200}
        autoComplete="off"
        className="col-span-2 sm:w-60"
      />
      <SelectSeveral label="Type" name="type" names={typeNames} chosen={filter.type} all={orderTypes} />
      <CurrencyChoice chosen={filter.currency} />
      <SelectField
        label="Sort by"
        name="dir"
        defaultValue={filter.dir === "asc" ? "asc" : ""}
        options={[
          { value: "", name: "Newest" },
          { value: "asc", name: "Oldest" },
        ]}
      />
      <FilterButtons whole={pendingHref(merchant)} isNarrowed={isNarrowed} />
    </AddressForm>
  );
}
