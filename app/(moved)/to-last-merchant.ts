import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { atLastMerchant } from "../last-merchant";

/** Addresses that name no merchant, as all did once, lead to the same page of the one that was looked at last. */
export async function GET({ nextUrl }: NextRequest): Promise<never> {
  redirect(await atLastMerchant(nextUrl.pathname + nextUrl.search));
}
