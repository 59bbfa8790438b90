import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
import { sampleFile } from "@/lib/customers/import/errors-file";

/** A file to begin from. */
export async function GET(_request: NextRequest, { params }: { params: Params }): Promise<Response> {
  await requireStaff("payments", (await params).merchant);
  return new Response(sampleFile(), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="customers-sample.csv"',
      "cache-control": "private, no-store",
    },
  });
}

type Params = Promise<{ merchant: string }>;
