import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { AddressForm } from "@/components/ui/address-form";
import { buttonClass } from "@/components/ui/button-class";
import { Field } from "@/components/ui/field";
import { Initials } from "@/components/ui/initials";
import { SelectField } from "@/components/ui/select-field";
import { onlyOwnOf } from "@/lib/auth/admission";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { CustomerFilter, customerPage, type ListedCustomer } from "@/lib/customers/list";
import { database } from "@/lib/database";
import { customerHref, customersHref } from "./customer-href";

export const metadata: Metadata = { title: "Customers" };

export default foundOrNot(CustomersPage, NotFound);

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Everybody who buys or may buy, by name. */
async function CustomersPage({ params, searchParams }: Props) {
  const staff = await requireStaff("orders", (await params).merchant);
  const filter = CustomerFilter.parse(await searchParams);
  const enteredBy = onlyOwnOf(staff);
  const page = await customerPage(database(), staff.merchantId, filter, { enteredBy });
  const { code } = staff.merchant;
  const isNarrowed = Boolean(filter.q || filter.tag || filter.status);
  return (
    <>
      <div className="mb-4 flex items-center justify-between gap-4">
        <h1 className="text-24 font-semibold">Customers</h1>
        <span className="flex gap-2">
          {isPermitted(staff.role, "payments") ? (
            <Link href={`${customersHref(code)}/import`} className={buttonClass.plain}>
              Import
            </Link>
          ) : null}
          <Link href={`${customersHref(code)}/new`} className={buttonClass.primary}>
            New customer
          </Link>
        </span>
      </div>
      <ActMessageOnPage />
      <CustomersFilter merchant={code} filter={filter} isNarrowed={isNarrowed} />
      {page.rows.length > 0 ? (
        <FoldingTable label="Customers" columns={columns} rows={page.rows.map((row) => rowOf(code, row))} />
      ) : (
        <p className="py-8 text-13 text-quiet">
          {isNarrowed
            ? "No customer matches. Change the search or the filters."
            : "There are no customers yet. Add the first one."}
        </p>
      )}
      <nav aria-label="Pages" className="mt-4 flex gap-2">
        {page.previous ? (
          <Link
            href={customersHref(code, { ...filter, cursor: page.previous })}
            className={buttonClass.plain}
          >
            Previous
          </Link>
        ) : null}
        {page.next ? (
          <Link href={customersHref(code, { ...filter, cursor: page.next })} className={buttonClass.plain}>
            Next
          </Link>
        ) : null}
      </nav>
    </>
  );
}

function CustomersFilter({ merchant, filter, isNarrowed }: FilterProps) {
  return (
    <AddressForm
      key={JSON.stringify(filter)}
      action={customersHref(merchant)}
      label="Filter customers"
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <Field
        label="Name, e-mail or phone"
        name="q"
        type="search"
        defaultValue={filter.q}
        maxLength={200}
        autoComplete="off"
        className="col-span-2 sm:w-64"
      />
      <Field label="Tag" name="tag" defaultValue={filter.tag} maxLength={60} autoComplete="off" />
      <SelectField
        label="Status"
        name="status"
        defaultValue={filter.status ?? ""}
        options={[
          { value: "", name: "All" },
          { value: "active", name: "Active" },
          { value: "inactive", name: "Deactivated" },
        ]}
      />
      <div className="col-span-2 flex gap-2">
        <button type="submit" className={buttonClass.plain}>
          Apply
        </button>
        {isNarrowed ? (
          <Link href={customersHref(merchant)} className={buttonClass.quiet}>
            Clear
          </Link>
        ) : null}
      </div>
    </AddressForm>
  );
}

type FilterProps = { merchant: string; filter: CustomerFilter; isNarrowed: boolean };

function rowOf(merchant: string, { id, name, organisation, email, phone, tags, active }: ListedCustomer) {
  return {
    key: id,
    cells: {
      name: (
        <span className="flex items-center gap-2">
          <Initials name={name} />
          <span className="min-w-0">
            <Link
              href={customerHref(merchant, id)}
              className="block max-w-80 break-words text-accent hover:underline"
            >
              {name}
            </Link>
            {organisation && organisation !== name ? (
              <span className="block text-12 break-words text-quiet">{organisation}</span>
            ) : null}
          </span>
        </span>
      ),
      email: <span className="block max-w-72 break-words">{email}</span>,
      phone: phone || null,
      tags: tags.length > 0 ? tags.join(", ") : null,
      status: active ? "Active" : <span className="text-quiet">Deactivated</span>,
    },
  };
}

const columns: readonly FoldingColumn[] = [
  { id: "name", header: "Name", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "email", header: "E-mail", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-2" },
  { id: "phone", header: "Phone", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  { id: "tags", header: "Tags", phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right" },
  { id: "status", header: "Status", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
];
