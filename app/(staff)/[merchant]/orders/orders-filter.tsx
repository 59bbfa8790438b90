"use client";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { AddressForm } from "@/components/ui/address-form";
import { buttonClass } from "@/components/ui/button-class";
import { Field, inputClass } from "@/components/ui/field";
import { ListLink } from "@/components/ui/list-link";
import { orderStatuses, orderTypes } from "@/lib/domain/order/order";
import { currencies } from "@/lib/domain/value/money";
import { EXPIRES_SOON_DAYS } from "@/lib/domain/value/timetable";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import type { OrderFilter } from "@/lib/orders/filter";
import type { CreationDays } from "./creation-days";
import type { FilterWords, Named } from "./filter-words";
import { listHref } from "./list-href";

/** What the list is narrowed by. A form of the address: Apply asks for the list anew. */
export function OrdersFilter({ merchant, filter, days, words }: OrdersFilterProps) {
  return (
    <details className="group/filters">
      <summary className={`${buttonClass.plain} cursor-pointer list-none`}>
        <span>Filters</span>
        <ChevronDown size={16} strokeWidth={1.5} aria-hidden className="group-open/filters:rotate-180" />
      </summary>
      <AddressForm
        // Another filter fills the form anew, in the panel that stays open.
        key={JSON.stringify(filter)}
        action={listHref(merchant)}
        label="Filters"
        className="mt-3 grid items-start gap-x-6 gap-y-4 rounded-panel border border-line bg-panel p-4 sm:grid-cols-2 lg:grid-cols-4"
      >
        <StatusAndType filter={filter} />
        <Texts filter={filter} />
        <Select label="Currency" name="currency" value={filter.currency}>
          <option value="">All</option>
          {Object.keys(currencies).map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </Select>
        <Field
          label="Created from"
          name="from"
          type="date"
          defaultValue={filter.from ?? ""}
          hint={days.from}
        />
        <Field label="Created to" name="to" type="date" defaultValue={filter.to ?? ""} hint={days.before} />
        <States filter={filter} />
        <Recovery filter={filter} words={words} />
        <input type="hidden" name="zone" value={days.zone} />
        <div className="sm:hidden">
          <Select label="Sort by" name="sort" value={filter.sort === "created" ? "" : filter.sort}>
            <option value="">Created</option>
            <option value="next">Next payment</option>
            <option value="amount">Amount (one currency)</option>
            <option value="outstanding">Outstanding (one currency)</option>
          </Select>
        </div>
        {filter.dir ? <input type="hidden" name="dir" value={filter.dir} /> : null}
        {filter.size === 25 ? null : <input type="hidden" name="size" value={filter.size} />}
        <Buttons merchant={merchant} />
      </AddressForm>
    </details>
  );
}

type OrdersFilterProps = {
  merchant: string;
  filter: OrderFilter;
  days: CreationDays;
  words: FilterWords;
};

function StatusAndType({ filter }: { filter: OrderFilter }) {
  return (
    <>
      <Choices
        legend="Status"
        name="status"
        names={statusNames}
        all={orderStatuses}
        chosen={filter.status}
        className="grid-cols-2 sm:grid-cols-5 lg:grid-cols-5"
        place="sm:col-span-2 lg:col-span-3"
      />
      <Choices
        legend="Type"
        name="type"
        names={typeNames}
        all={orderTypes}
        chosen={filter.type}
        className="grid-cols-2"
        place="sm:col-span-2 lg:col-span-1"
      />
    </>
  );
}

function Texts({ filter }: { filter: OrderFilter }) {
  return (
    <>
      <Field
        label="Search"
        name="q"
        type="search"
        defaultValue={filter.q}
        placeholder="Name, e-mail or invoice ID"
        maxLength={200}
      />
      <Field
        label="ZUID"
        name="zuid"
        defaultValue={filter.zuid ? `ZUID-${filter.zuid}` : ""}
        placeholder="ZUID-1042"
        pattern="(?:[Zz][Uu][Ii][Dd]-?)?[0-9]{1,9}"
        title="ZUID- and its number"
      />
      <Field label="Tag" name="tag" defaultValue={filter.tag} maxLength={100} />
    </>
  );
}

function States({ filter }: { filter: OrderFilter }) {
  return (
    <>
      <Select label="Outstanding" name="outstanding" value={filter.outstanding}>
        <option value="">Any</option>
        <option value="some">Some</option>
        <option value="none">None</option>
      </Select>
      <Select label="Disputed" name="disputed" value={filter.disputed}>
        <option value="">Any</option>
        <option value="yes">Disputed</option>
      </Select>
      <Select label="Card" name="card" value={filter.card}>
        <option value="">Any</option>
        <option value="expiring">Expiring within {EXPIRES_SOON_DAYS} days</option>
        <option value="expired">Expired</option>
      </Select>
    </>
  );
}

/** What can be recovered, how, and by whom. */
function Recovery({ filter, words }: { filter: OrderFilter; words: FilterWords }) {
  return (
    <>
      <NamedSelect label="Needs attention" name="cause" all={words.causes} chosen={filter.cause} />
      <NamedSelect label="Decline reason" name="reason" all={words.reasons} chosen={filter.reason} />
      <Select label="Retries left" name="left" value={filter.left}>
        <option value="">Any</option>
        <option value="none">None</option>
        <option value="few">One to three</option>
        <option value="many">More than three</option>
        <option value="any">Known</option>
      </Select>
      <Select label="Next retry" name="retry" value={filter.retry}>
        <option value="">Any</option>
        <option value="planned">Planned</option>
        <option value="none">Not planned</option>
      </Select>
      <Select label="Owner" name="owner" value={filter.owner}>
        <option value="">Any</option>
        <option value="me">Me</option>
        <option value="nobody">No one</option>
        {words.owners.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select label="Who must act" name="needs" value={filter.needs}>
        <option value="">Any</option>
        <option value="person">Someone must act</option>
      </Select>
    </>
  );
}

/** One name, or those that the address brought. */
function NamedSelect({ label, name, all, chosen }: NamedSelectProps) {
  const value = chosen.join(",");
  const isOffered = value === "" || all.some(({ codes }) => codes.join(",") === value);
  return (
    <Select label={label} name={name} value={value}>
      <option value="">Any</option>
      {isOffered ? null : <option value={value}>{chosen.length} chosen</option>}
      {all.map((one) => (
        <option key={one.name} value={one.codes.join(",")}>
          {one.name}
        </option>
      ))}
    </Select>
  );
}

type NamedSelectProps = { label: string; name: string; all: readonly Named[]; chosen: readonly string[] };

function Buttons({ merchant }: { merchant: string }) {
  return (
    <div className="flex gap-2 sm:col-span-2 lg:col-span-4">
      <button type="submit" className={buttonClass.primary}>
        <span className="grid justify-items-center *:col-start-1 *:row-start-1">
          <span className="group-aria-busy/form:invisible">Apply</span>
          <span className="invisible group-aria-busy/form:visible">Applying</span>
        </span>
      </button>
      <ListLink href={listHref(merchant)} className={buttonClass.plain}>
        Clear
      </ListLink>
    </div>
  );
}

function Select({ label, name, value, children }: SelectProps) {
  return (
    <label className="text-12 font-medium text-quiet">
      <span className="mb-1 block">{label}</span>
      <select name={name} defaultValue={value ?? ""} className={inputClass}>
        {children}
      </select>
    </label>
  );
}

type SelectProps = { label: string; name: string; value: string | null; children: ReactNode };

function Choices<Word extends string>(props: ChoicesProps<Word>) {
  const { legend, name, names, all, chosen, className, place } = props;
  return (
    <fieldset className={place}>
      <legend className="mb-1 text-12 font-medium text-quiet">{legend}</legend>
      <div className={`grid gap-x-4 gap-y-1 ${className}`}>
        {all.map((word) => (
          <label key={word} className="flex min-h-6 items-center gap-2 text-13">
            <input
              type="checkbox"
              name={name}
              value={word}
              defaultChecked={chosen.includes(word)}
              className="size-4 accent-accent"
            />
            {names[word]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type ChoicesProps<Word extends string> = {
  legend: string;
  name: string;
  names: Readonly<Record<Word, string>>;
  all: readonly Word[];
  chosen: readonly Word[];
  className: string;
  place: string;
};
