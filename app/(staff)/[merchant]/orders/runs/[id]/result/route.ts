import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
import { resultFile } from "@/lib/bulk/result-file";
import { summaryOf } from "@/lib/bulk/summary";
import { CSV, download } from "@/lib/csv";
import { database } from "@/lib/database";
import { isUuid } from "@/lib/domain/value/uuid";

/** What a run did to each of its orders, as a file. */
export async function GET(_request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const { merchant, id } = await params;
  const { merchantId } = await requireStaff("payments", merchant);
  const run = isUuid(id) ? await summaryOf(database(), { merchantId, id }) : null;
  if (!run) return new Response(null, { status: 404 });
  return download(`run-${run.kind}.csv`, CSV, resultFile(database(), { merchantId, id }));
}

type Params = Promise<{ merchant: string; id: string }>;
