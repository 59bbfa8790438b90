import { notFound } from "next/navigation";
import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { requireStaff } from "@/lib/auth/require-staff";
import { type Account, accountOf } from "@/lib/customers/account";
import { type DescribedAddress, type DescribedCustomer, noAddress } from "@/lib/customers/written-customer";
import { database } from "@/lib/database";

export type AccountParams = Promise<{ merchant: string; customer: string }>;

/** Somebody else's customer, and one that a restricted user did not enter, answer as an unknown one. */
export async function accountAt({
  merchant,
  customer,
}: Awaited<AccountParams>): Promise<{ staff: Admitted; account: Account }> {
  const staff = await requireStaff("orders", merchant);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(customer)) notFound();
  const enteredBy = onlyOwnOf(staff);
  const account = await accountOf(database(), { merchantId: staff.merchantId, id: customer }, { enteredBy });
  return { staff, account: account ?? notFound() };
}

/** A customer as their form begins. */
export function describedOf({ birthdate, externalId, ...customer }: Account["customer"]): DescribedCustomer {
  const { firstName, lastName, organisation, email, phone, locale, tags } = customer;
  return {
    ...{ firstName, lastName, organisation, email, phone, locale, tags },
    birthdate: birthdate ?? "",
    externalId: externalId ?? "",
    billing: addressOf(customer.billingAddress),
    shipping: addressOf(customer.shippingAddress),
  };
}

function addressOf(address: Account["customer"]["billingAddress"]): DescribedAddress {
  return { ...noAddress, ...address };
}
