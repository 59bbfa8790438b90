import { redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { requireStaff } from "@/lib/auth/require-staff";

type Props = { params: Promise<{ merchant: string }> };

export default foundOrNot(Settings, NotFound);

/** Leads to the first of them. */
async function Settings({ params }: Props): Promise<never> {
  const { merchant } = await requireStaff("administration", (await params).merchant);
  redirect(`/${merchant.code}/settings/users`);
}
