import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
import { download } from "@/lib/csv";
import { personalData } from "@/lib/customers/personal-data";
import { database } from "@/lib/database";

/** Everything that is held about a person, as a file: streamed, and on the record. */
export async function GET(_request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const { merchant, customer } = await params;
  const { merchantId, sessionId } = await requireStaff("administration", merchant);
  const by = { sessionId, machineNow: Date.now() };
  const pieces = await personalData(database(), { merchantId, id: customer }, by);
  if (!pieces) return new Response(null, { status: 404 });
  return download("personal-data.json", "application/json", pieces);
}

type Params = Promise<{ merchant: string; customer: string }>;
