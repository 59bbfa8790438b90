import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { CSV, csvFile, download } from "@/lib/csv";
import { database } from "@/lib/database";
import { reportPage } from "@/lib/figures/reports";
import { askedReport } from "../../asked-report";

/** All rows of a report, whatever their number, as a file: streamed, a page of rows at a time. */
export async function GET(request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const { merchant, report: name } = await params;
  const staff = await requireStaff("export", merchant);
  if (!isPermitted(staff.role, "reports")) notFound();
  const { report, asked } = await askedReport(staff, name, Object.fromEntries(request.nextUrl.searchParams));
  const { from, to, currency } = asked.filter;
  const pieces = csvFile<readonly string[]>(report.head, (after) =>
    reportPage(database(), report, asked, { after, size: AT_ONCE }),
  );
  return download(`${name}-${staff.merchant.code}-${currency}-${from}-${to}.csv`, CSV, pieces);
}

type Params = Promise<{ merchant: string; report: string }>;

const AT_ONCE = 1_000;
