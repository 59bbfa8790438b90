import { redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";

type Props = { params: Promise<{ merchant: string }> };

export default foundOrNot(Settings, NotFound);

/** Leads to the first of them that this role may see. */
async function Settings({ params }: Props): Promise<never> {
  const { merchant, role } = await requireStaff("settings", (await params).merchant);
  redirect(`/${merchant.code}/settings/${isPermitted(role, "administration") ? "users" : "retries"}`);
}
