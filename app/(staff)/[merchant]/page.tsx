import { redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaffAt } from "@/lib/auth/require-staff";
import { listHref } from "./orders/list-href";

export default foundOrNot(MerchantPage, NotFound);

/** A merchant's pages begin with its orders. */
async function MerchantPage({ params }: { params: Promise<{ merchant: string }> }): Promise<never> {
  const { merchant } = await requireStaffAt((await params).merchant);
  redirect(listHref(merchant.code));
}
