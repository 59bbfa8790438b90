import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
import { reachesOrder } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { returnedFrom, settleCheckout } from "@/lib/payments/checkout";
import { payments } from "@/lib/payments/payments";
import { orderHref } from "../../order-href";
import { type Params, zuidOf } from "../view";

/** Where the browser comes back to from the gateway's card fields. Coming back twice shows what was reached. */
export async function GET(request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const asked = await params;
  const staff = await requireStaff("billing", asked.merchant);
  const zuid = zuidOf(asked.zuid);
  const db = database();
  if (zuid === null || !(await reachesOrder(db, staff, zuid))) return new Response(null, { status: 404 });
  const id = { merchantId: staff.merchantId, zuid };
  const checkoutId = await returnedFrom(payments(), id, (name) => request.nextUrl.searchParams.get(name));
  const outcome = await settleCheckout(payments(), id, checkoutId, await businessNow(db));
  if (outcome.is !== "done") return new Response(null, { status: 404 });
  redirect(
    orderHref(
      { merchant: staff.merchant, zuid },
      {
        popup: outcome.value.attempt.purpose === "initial" ? "collect-payment" : "card-result",
        ...(outcome.value.attempt.settledAt === null ? {} : { id: outcome.value.attempt.number }),
      },
    ),
  );
}
