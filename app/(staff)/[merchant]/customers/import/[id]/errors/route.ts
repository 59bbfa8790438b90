import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
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
  return new Response(streamOf(errorsFile(database(), file)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="errors.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "private, no-store",
    },
  });
}

type Params = Promise<{ merchant: string; id: string }>;

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (stream) => {
      const next = await lines.next();
      if (next.done) stream.close();
      else stream.enqueue(encoder.encode(next.value));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
}
