import type { NextRequest } from "next/server";
import { countNewAlerts } from "@/lib/alerts/list";
import { signedIn } from "@/lib/auth/require-staff";
import { staffAt } from "@/lib/auth/staff";
import { database } from "@/lib/database";

export const dynamic = "force-dynamic";

/** How many alerts are new for this person. Asked by every open page, which is not the person being here. */
export async function GET(_request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const { merchant } = await params;
  const [count, status] = await newAlerts(merchant).catch(() => [0, 503] as const);
  return Response.json({ count }, { status, headers: { "cache-control": "private, no-store" } });
}

type Params = Promise<{ merchant: string }>;

async function newAlerts(code: string): Promise<readonly [count: number, status: number]> {
  const person = await signedIn();
  if (!person) return [0, 401];
  const staff = staffAt(person, code);
  if (!staff) return [0, 404];
  const { user, role, merchant } = staff;
  return [await countNewAlerts(database(), { merchantId: merchant.id, userId: user.id, role }), 200];
}
