import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
import { CSV, download } from "@/lib/csv";
import { errorsFile } from "@/lib/customers/import/errors-file";
import { readImport } from "@/lib/customers/import/upload";
import { database } from "@/lib/database";

/** The rows that were not imported, with the reasons: streamed, however many they are. */
export async function GET(_request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const { merchant, id } = await params;
  const { merchantId } = await requireStaff("payments", merchant);
  const file = await readImport(database(), { merchantId, id });
  if (!file || file.faulty === 0) return new Response(null, { status: 404 });
  const name = `errors-${file.fileName.replace(/\.\w+$/, "")}.csv`;
  return download(name, CSV, errorsFile(database(), file));
}

type Params = Promise<{ merchant: string; id: string }>;
