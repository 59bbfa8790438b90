import { redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { onlyOwnOf } from "@/lib/auth/admission";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { parseOrderFilter } from "@/lib/orders/filter";
import { orderOfId } from "@/lib/orders/queries";
import { listHref } from "../orders/list-href";
import { orderHref } from "../orders/order-href";

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default foundOrNot(Search, NotFound);

/** Leads on: to the one order that a number stands for, or else to the list of what was looked for. */
async function Search({ params, searchParams }: Props): Promise<never> {
  const { merchant } = await params;
  const staff = await requireStaff("orders", merchant);
  const { q } = parseOrderFilter(await searchParams);
  const db = database();
  const scope = {
    merchantId: staff.merchantId,
    createdBy: onlyOwnOf(staff) ?? undefined,
  };
  const zuid = await orderOfId(db, scope, q, await businessNow(db));
  redirect(zuid === null ? listHref(merchant, { q }) : orderHref({ merchant: staff.merchant, zuid }));
}
