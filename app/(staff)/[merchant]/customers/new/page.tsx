import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaff } from "@/lib/auth/require-staff";
import { nobody } from "@/lib/customers/written-customer";
import { ActForm } from "../../settings/act-form";
import { addCustomerAccount } from "../actions";
import { CustomerFields } from "../customer-fields";
import { customersHref } from "../customer-href";

export const metadata: Metadata = { title: "New customer" };

export default foundOrNot(NewCustomerPage, NotFound);

async function NewCustomerPage({ params }: { params: Promise<{ merchant: string }> }) {
  const staff = await requireStaff("orders", (await params).merchant);
  const { code } = staff.merchant;
  return (
    <div className="max-w-4xl">
      <Link href={customersHref(code)} className="text-13 text-accent hover:underline">
        ← Customers
      </Link>
      <h1 className="mt-2 mb-5 text-24 font-semibold">New customer</h1>
      <ActForm action={addCustomerAccount} carries={{ merchant: code }} act="Add customer" working="Adding …">
        <CustomerFields customer={nobody} />
      </ActForm>
    </div>
  );
}
