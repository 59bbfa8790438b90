import Link from "next/link";
import type { ReactNode } from "react";
import { AddressForm } from "@/components/ui/address-form";
import { buttonClass } from "@/components/ui/button-class";
import { inputClass } from "@/components/ui/field";
import { orderTypes } from "@/lib/domain/order/order";
import { typeNames } from "@/lib/domain/words/names";
import type { ProductFilter } from "@/lib/products/list";
import { productsHref } from "./product-href";

/** What the list is narrowed by, in its address. */
export function ProductsFilter({ merchant, filter, groups }: FilterProps) {
  const isNarrowed = Boolean(filter.q || filter.type || filter.status || filter.group);
  return (
    <AddressForm
      key={JSON.stringify(filter)}
      action={productsHref(merchant)}
      label="Filter products"
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <Labelled label="Name or group" className="col-span-2 sm:w-64">
        <input
          type="search"
          name="q"
          defaultValue={filter.q}
          maxLength={200}
          autoComplete="off"
          className={inputClass}
        />
      </Labelled>
      <Select label="Type" name="type" value={filter.type}>
        {orderTypes.map((type) => (
          <option key={type} value={type}>
            {typeNames[type]}
          </option>
        ))}
      </Select>
      <Select label="Status" name="status" value={filter.status}>
        <option value="active">Active</option>
        <option value="inactive">Inactive</option>
      </Select>
      {groups.length > 0 ? (
        <Select label="Group" name="group" value={filter.group}>
          {groups.map((group) => (
            <option key={group}>{group}</option>
          ))}
        </Select>
      ) : null}
      <div className="col-span-2 flex gap-2">
        <button type="submit" className={buttonClass.plain}>
          Apply
        </button>
        {isNarrowed ? (
          <Link href={productsHref(merchant)} className={buttonClass.quiet}>
            Clear
          </Link>
        ) : null}
      </div>
    </AddressForm>
  );
}

type FilterProps = { merchant: string; filter: ProductFilter; groups: readonly string[] };

function Select({ label, name, value, children }: SelectProps) {
  return (
    <Labelled label={label} className="min-w-0 sm:w-40">
      <select name={name} defaultValue={value ?? ""} className={inputClass}>
        <option value="">All</option>
        {children}
      </select>
    </Labelled>
  );
}

type SelectProps = { label: string; name: string; value: string | null; children: ReactNode };

function Labelled({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it is given
    <label className={className}>
      <span className="mb-1 block text-12 font-medium text-quiet">{label}</span>
      {children}
    </label>
  );
}
