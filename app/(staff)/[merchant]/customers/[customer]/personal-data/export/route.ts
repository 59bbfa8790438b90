import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
import { personalData } from "@/lib/customers/personal-data";
import { database } from "@/lib/database";

/** Everything that is held about a person, as a file: streamed, and on the record. */
export async function GET(_request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const { merchant, customer } = await params;
  const { merchantId, sessionId } = await requireStaff("administration", merchant);
  const by = { sessionId, machineNow: Date.now() };
  const pieces = await personalData(database(), { merchantId, id: customer }, by);
  if (!pieces) return new Response(null, { status: 404 });
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    pull: async (to) => {
      const next = await pieces.next();
      if (next.done) to.close();
      else to.enqueue(encoder.encode(next.value));
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(stream, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="personal-data.json"',
      "cache-control": "private, no-store",
    },
  });
}

type Params = Promise<{ merchant: string; customer: string }>;
