import type { Db } from "@/db/client";
import type { Instant } from "@/lib/domain/value/calendar";
import { parseOrderFilter } from "@/lib/orders/filter";
import type { OrderScope } from "@/lib/orders/orders-where";
import { listOrders } from "@/lib/orders/queries";
import { listRadar } from "@/lib/payment-lists/card-radar";
import { listExceptions } from "@/lib/payment-lists/exceptions";
import { parseExceptionsFilter } from "@/lib/payment-lists/exceptions-filter";

/** The lists of which all that match can be chosen; an address that names none is of the orders list. */
export type ChosenList = "exceptions" | "card-radar";

type Reading = { cursor: string | null; now: Instant };
type Page = { rows: readonly { zuid: number }[]; older: string | null };

/** The next orders of a list, as an address asks for it, and the place after them. */
export async function nextListed(
  db: Db,
  scope: OrderScope,
  address: string,
  reading: Reading,
): Promise<{ zuids: number[]; place: string | null }> {
  const params = new URLSearchParams(address);
  const { rows, older } = await readerOf(params.get("list") ?? "")(db, scope, params, reading);
  return { zuids: [...new Set(rows.map(({ zuid }) => zuid))], place: older };
}

/** So many are judged in one transaction. */
export const AT_ONCE = 100;

type Read = (db: Db, scope: OrderScope, params: URLSearchParams, reading: Reading) => Promise<Page>;

const orders: Read = (db, scope, params, { cursor, now }) =>
  listOrders(db, scope, { ...parseOrderFilter(params), size: AT_ONCE, cursor }, now);

const lists: Readonly<Record<ChosenList, Read>> = {
  exceptions: (db, scope, params, { cursor, now }) => {
    const filter = parseExceptionsFilter(severalOf(params));
    return listExceptions(db, scope, { ...filter, size: AT_ONCE, cursor }, now);
  },
  "card-radar": (db, { merchantId, timeZone = "UTC" }, params, { cursor }) =>
    listRadar(
      db,
      { merchantId, timeZone },
      { from: instantIn(params, "from"), before: instantIn(params, "before"), cursor, size: AT_ONCE },
    ),
};

/** An address is what somebody typed: it may name what every object has. */
function readerOf(name: string): Read {
  return Object.hasOwn(lists, name) ? lists[name as ChosenList] : orders;
}

function severalOf(params: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
}

function instantIn(params: URLSearchParams, name: string): Instant | null {
  const text = params.get(name) ?? "";
  return /^\d{1,14}$/.test(text) ? Number(text) : null;
}
