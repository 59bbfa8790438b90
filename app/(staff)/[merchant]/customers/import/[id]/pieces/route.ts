import type { NextRequest } from "next/server";
import { requireStaff, signedIn } from "@/lib/auth/require-staff";
import { addPiece } from "@/lib/customers/import/upload";
import { database } from "@/lib/database";
import { isUuid } from "@/lib/domain/value/uuid";

/** The next piece of a file. `place`: where in the file it begins. Says how much of the file is here then. */
export async function POST(request: NextRequest, { params }: { params: Params }): Promise<Response> {
  if (!(await signedIn()))
    return answer({ wrong: "You are signed out. Sign in, then choose the file again." }, 401);
  const { merchant, id } = await params;
  const { merchantId } = await requireStaff("payments", merchant);
  const place = /^\d{1,9}$/.exec(request.nextUrl.searchParams.get("place") ?? "")?.[0];
  if (!place || !isUuid(id)) return answer({ wrong: "This is not a piece of a file." }, 400);
  const piece = new Uint8Array(await request.arrayBuffer());
  const kept = await addPiece(database(), { merchantId, id }, Number(place), piece);
  if (!kept) return answer({ wrong: "This import was removed. Choose the file again." }, 404);
  return answer(kept, "wrong" in kept ? 409 : 200);
}

type Params = Promise<{ merchant: string; id: string }>;

function answer(said: object, status: number): Response {
  return Response.json(said, { status, headers: { "cache-control": "private, no-store" } });
}
