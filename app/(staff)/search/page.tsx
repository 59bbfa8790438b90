import { redirect } from "next/navigation";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { parseOrderFilter } from "@/lib/orders/filter";
import { orderOfId } from "@/lib/orders/queries";
import { listHref } from "../orders/list-href";

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Leads on: to the one order that a number stands for, or else to the list of what was looked for. */
export default async function Search({ searchParams }: Asked) {
  const staff = await requireStaff("orders");
  const { q } = parseOrderFilter(await searchParams);
  const db = database();
  const scope = {
    merchantId: staff.merchantId,
    createdBy: staff.scope === "own" ? staff.user.id : undefined,
  };
  const zuid = await orderOfId(db, scope, q, await businessNow(db));
  redirect(zuid === null ? listHref({ q }) : `/orders/ZUID-${zuid}`);
}
