import { AddressForm } from "@/components/ui/address-form";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { type DeclineReason, declineReasons } from "@/lib/domain/decline/decline-reasons";
import { orderStatuses, orderTypes } from "@/lib/domain/order/order";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import { type ExceptionsFilter, isExceptionsNarrowed } from "@/lib/payment-lists/exceptions-filter";
import { CurrencyChoice, FilterButtons } from "../filter-parts";
import { exceptionsHref } from "../payments-href";
import { SelectSeveral } from "../select-several";

/** What the list of declined payments is narrowed by: a form of the address. */
export function ExceptionsFilters({ merchant, filter }: { merchant: string; filter: ExceptionsFilter }) {
  const { orders } = filter;
  return (
    <AddressForm
      key={JSON.stringify(filter)}
      action={exceptionsHref(merchant)}
      label="Filter declined payments"
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <Field
        label="Search"
        name="q"
        type="search"
        defaultValue={orders.q ?? ""}
        placeholder="Name, invoice ID, ZUID or SPID"
        maxLength={200}
        autoComplete="off"
        className="col-span-2 sm:w-60"
      />
      <Choice label="Decline" name="decline" value={filter.decline} names={{ soft: "Soft", hard: "Hard" }} />
      <SelectSeveral
        label="Reason"
        name="reason"
        names={reasonNames}
        chosen={filter.reason}
        all={["other", ...knownReasons]}
      />
      <Choice label="Retries left" name="left" value={orders.left ?? null} names={leftNames} />
      <Choice label="Next retry" name="retry" value={orders.retry ?? null} names={retryNames} />
      <SelectSeveral
        label="Order status"
        name="status"
        names={statusNames}
        chosen={orders.status ?? []}
        all={orderStatuses}
      />
      <SelectSeveral
        label="Order type"
        name="type"
        names={typeNames}
        chosen={orders.type ?? []}
        all={orderTypes}
      />
      <CurrencyChoice chosen={orders.currency ?? null} />
      <SelectField
        label="Sort by"
        name="sort"
        defaultValue={filter.sort === "newest" ? "newest" : ""}
        options={[
          { value: "", name: "What can be retried" },
          { value: "newest", name: "Newest" },
        ]}
      />
      {filter.size === 25 ? null : <input type="hidden" name="size" value={filter.size} />}
      <FilterButtons whole={exceptionsHref(merchant)} isNarrowed={isExceptionsNarrowed(filter)} />
    </AddressForm>
  );
}

function Choice<Word extends string>({ label, name, value, names }: ChoiceProps<Word>) {
  return (
    <SelectField
      label={label}
      name={name}
      defaultValue={(value ?? "") as string}
      options={[
        { value: "", name: "Any" },
        ...Object.entries<string>(names).map(([one, called]) => ({ value: one, name: called })),
      ]}
    />
  );
}

type ChoiceProps<Word extends string> = {
  label: string;
  name: string;
  value: Word | null;
  names: Readonly<Record<Word, string>>;
};

const leftNames = { any: "Some known", none: "None", few: "One to three", many: "More" };
const retryNames = { planned: "Planned", none: "None" };

const knownReasons = (Object.keys(declineReasons) as DeclineReason[]).toSorted((a, b) =>
  declineReasons[a].short.localeCompare(declineReasons[b].short),
);

const reasonNames = {
  other: "Another cause",
  ...Object.fromEntries(knownReasons.map((one) => [one, declineReasons[one].short])),
} as Readonly<Record<DeclineReason | "other", string>>;
