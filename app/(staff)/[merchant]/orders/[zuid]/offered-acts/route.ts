import type { NextRequest } from "next/server";
import { eventsAsked, offeredActs } from "../@popup/payments/offered-acts";
import { orderViewOf, type Params } from "../view";

/** What can be done with the billing events that are ticked: all that a tick has to be told. */
export async function GET(request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const chosen = eventsAsked(request.nextUrl.searchParams.get("events") ?? undefined);
  const offered = offeredActs(await orderViewOf(params), chosen);
  return Response.json(offered, { headers: { "cache-control": "private, no-store" } });
}
