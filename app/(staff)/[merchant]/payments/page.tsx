import { redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaff } from "@/lib/auth/require-staff";
import { paymentsHref } from "./payments-href";

export default foundOrNot(PaymentsPage, NotFound);

/** The section begins with its first page. */
async function PaymentsPage({ params }: { params: Promise<{ merchant: string }> }): Promise<never> {
  const { merchant } = await requireStaff("payments", (await params).merchant);
  redirect(paymentsHref(merchant.code, "exceptions"));
}
