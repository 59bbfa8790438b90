import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { CSV, download } from "@/lib/csv";
import { database } from "@/lib/database";
import { accountFile } from "@/lib/figures/accounting";
import { monthIn } from "@/lib/figures/periods";

/** A month's bookings and what is open, as a file. */
export async function GET(request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const staff = await requireStaff("export", (await params).merchant);
  if (!isPermitted(staff.role, "reports")) notFound();
  const db = database();
  const { timeZone, code } = staff.merchant;
  const month = monthIn(timeZone, await businessNow(db), request.nextUrl.searchParams.get("month"));
  const pieces = accountFile(db, { merchantId: staff.merchantId, month, timeZone });
  return download(`accounting-${code}-${month.name}.csv`, CSV, pieces);
}

type Params = Promise<{ merchant: string }>;
