import Form from "next/form";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { Field, inputClass } from "@/components/ui/field";
import { statusNames, typeNames } from "@/lib/domain/describe";
import { currencies } from "@/lib/domain/money";
import { orderStatuses, orderTypes } from "@/lib/domain/order";
import type { OrderFilter } from "@/lib/orders/filter";

/** What the list is narrowed by. A form of the address: Apply asks for the list anew. */
export function OrdersFilter({ filter }: { filter: OrderFilter }) {
  const isInUse = Boolean(filter.q || filter.type.length || filter.currency || filter.status.length);
  return (
    <details open={isInUse} className="my-4 rounded-panel border border-line bg-panel">
      <summary className="cursor-pointer px-4 py-2.5 text-13 font-medium">Filters</summary>
      <Form action="/orders" aria-label="Filters" className="flex flex-wrap items-start gap-6 px-4 pb-4">
        <Field
          label="Search"
          name="q"
          type="search"
          defaultValue={filter.q}
          placeholder="Name, e-mail or invoice ID"
          className="w-64"
        />
        <Choices
          legend="Status"
          name="status"
          names={statusNames}
          all={orderStatuses}
          chosen={filter.status}
        />
        <Choices legend="Type" name="type" names={typeNames} all={orderTypes} chosen={filter.type} />
        <label className="text-12 font-medium text-quiet">
          <span className="mb-1 block">Currency</span>
          <select name="currency" defaultValue={filter.currency ?? ""} className={inputClass}>
            <option value="">All</option>
            {Object.keys(currencies).map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </select>
        </label>
        {filter.sort === "created" ? null : <input type="hidden" name="sort" value={filter.sort} />}
        {filter.dir ? <input type="hidden" name="dir" value={filter.dir} /> : null}
        {filter.size === 25 ? null : <input type="hidden" name="size" value={filter.size} />}
        <div className="flex gap-2 self-end">
          <button type="submit" className={buttonClass.primary}>
            Apply
          </button>
          <Link href="/orders" className={buttonClass.plain}>
            Clear
          </Link>
        </div>
      </Form>
    </details>
  );
}

function Choices<Word extends string>({ legend, name, names, all, chosen }: ChoicesProps<Word>) {
  return (
    <fieldset>
      <legend className="mb-1 text-12 font-medium text-quiet">{legend}</legend>
      <div className="grid grid-flow-col grid-rows-5 gap-x-4 gap-y-1">
        {all.map((word) => (
          <label key={word} className="flex items-center gap-2 text-13">
            <input
              type="checkbox"
              name={name}
              value={word}
              defaultChecked={chosen.includes(word)}
              className="accent-accent"
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
};
