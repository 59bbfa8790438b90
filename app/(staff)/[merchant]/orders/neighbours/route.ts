import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { parseOrderFilter } from "@/lib/orders/filter";
import { ordersBeside } from "@/lib/orders/queries";
import { jsonRoute } from "../../json-route";
import { orderHref } from "../order-href";
import { listScope } from "../read-list";

/** The orders before and after one of them, in the order of the list that the address describes. */
export const GET = jsonRoute("orders", async (staff, { nextUrl }): Promise<Neighbours | null> => {
  const zuid = Number(/^ZUID-(\d{1,9})$/.exec(nextUrl.searchParams.get("of") ?? "")?.[1]);
  if (!zuid) return null;
  const db = database();
  const asked = { filter: parseOrderFilter(nextUrl.searchParams), now: await businessNow(db) };
  const beside = await ordersBeside(db, listScope(staff), zuid, asked);
  const hrefOf = (one: number | null) => one && orderHref({ merchant: staff.merchant, zuid: one });
  return beside && { previous: hrefOf(beside.previous) || null, next: hrefOf(beside.next) || null };
});

/** Addresses of the orders; null at the list's end. */
export type Neighbours = { previous: string | null; next: string | null };
