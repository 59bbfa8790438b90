import { redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaff } from "@/lib/auth/require-staff";
import { reportHref } from "./reports-href";

export default foundOrNot(ReportsPage, NotFound);

/** The section begins with its first page. */
async function ReportsPage({ params }: { params: Promise<{ merchant: string }> }): Promise<never> {
  const { merchant } = await requireStaff("reports", (await params).merchant);
  redirect(reportHref(merchant.code, "orders"));
}
