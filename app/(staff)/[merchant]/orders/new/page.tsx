import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { onlyOwnOf } from "@/lib/auth/admission";
import { requireStaff } from "@/lib/auth/require-staff";
import { reachesOrder } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { customerWith } from "@/lib/customers/find";
import { database } from "@/lib/database";
import { type Currency, isCurrency } from "@/lib/domain/value/money";
import { readOrder } from "@/lib/orders/read";
import { soldCurrencies, soldProducts } from "@/lib/products/read";
import { readTerms } from "@/lib/settings/terms";
import { listHref } from "../list-href";
import { addCustomer, createNewOrder, previewOrder, searchCustomers, searchProducts } from "./actions";
import { copied, emptyOrder } from "./first-order";
import { NewOrder } from "./new-order";

export const metadata: Metadata = { title: "New order" };

export default foundOrNot(NewOrderPage, NotFound);

/** An order that does not exist yet. `copy` names one to begin from, `customer` who buys. */
async function NewOrderPage({ params, searchParams }: Props) {
  const staff = await requireStaff("orders", (await params).merchant);
  const { copy, customer: customerId } = await searchParams;
  const db = database();
  const { merchantId } = staff;
  const zuid = /^(?:ZUID-)?(\d{1,9})$/i.exec(String(copy ?? ""))?.[1];
  const original =
    zuid && (await reachesOrder(db, staff, Number(zuid)))
      ? await readOrder(db, { merchantId, zuid: Number(zuid) }, await businessNow(db))
      : null;
  const enteredBy = onlyOwnOf(staff);
  const [terms, sold, customer] = await Promise.all([
    readTerms(db, merchantId),
    soldCurrencies(db, merchantId),
    customerWith(db, merchantId, { id: original?.customerId ?? String(customerId ?? ""), enteredBy }),
  ]);
  const offered = sold.filter((currency) => terms.currencies.includes(currency));
  const currencies: Currency[] = offered.length > 0 ? offered : terms.currencies.slice(0, 1);
  const ids = (original?.lines ?? []).flatMap(({ productId }) => productId ?? []);
  const products = await soldProducts(db, merchantId, ids);
  const typed = original ? copied(original, products) : emptyOrder(currencies.find(isCurrency) ?? "EUR");
  const names = Object.fromEntries(
    (original?.lines ?? []).map(({ productId, name }) => [productId ?? "", name]),
  );
  const { code } = staff.merchant;
  const begins = original ? ` copy ${original.zuid}` : customer ? ` customer ${customer.id}` : "";
  const keepAs = `new-order ${code} ${staff.user.id}${begins}`;
  return (
    <>
      <Link href={listHref(code)} className="text-13 text-accent hover:underline">
        ← Orders
      </Link>
      <h1 className="mt-2 mb-5 text-24 font-semibold">New order</h1>
      <NewOrder
        key={keepAs}
        merchant={code}
        zone={staff.user.timeZone}
        currencies={[...new Set([...currencies, typed.currency])]}
        start={{
          typed: { ...typed, customer: customer?.isActive ? customer.id : "" },
          customer: customer?.isActive ? customer : null,
          names,
        }}
        keepAs={keepAs}
        actions={{
          preview: previewOrder,
          create: createNewOrder,
          searchCustomers,
          searchProducts,
          addCustomer,
        }}
      />
    </>
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
