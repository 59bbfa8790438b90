import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActForm } from "../../../settings/act-form";
import { editCustomer } from "../../actions";
import { CustomerFields } from "../../customer-fields";
import { customerHref } from "../../customer-href";
import { type AccountParams, accountAt, describedOf } from "../account";

export const metadata: Metadata = { title: "Edit customer" };

export default foundOrNot(EditCustomerPage, NotFound);

async function EditCustomerPage({ params }: { params: AccountParams }) {
  const { account, staff } = await accountAt(await params);
  const { customer } = account;
  const { code } = staff.merchant;
  return (
    <div className="max-w-4xl">
      <Link href={customerHref(code, customer.id)} className="text-13 text-accent hover:underline">
        ← {customer.name}
      </Link>
      <h1 className="mt-2 mb-5 text-24 font-semibold">Edit customer</h1>
      <ActForm
        action={editCustomer}
        carries={{ merchant: code, id: customer.id, version: String(customer.version) }}
        act="Save"
        working="Saving …"
      >
        <CustomerFields customer={describedOf(customer)} />
      </ActForm>
    </div>
  );
}
