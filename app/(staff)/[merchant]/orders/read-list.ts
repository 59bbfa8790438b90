import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { staffNames } from "@/lib/auth/staff-names";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import type { OrderCounts } from "@/lib/orders/count-words";
import { countOrders } from "@/lib/orders/counts";
import { type OrderFilter, parseOrderFilter } from "@/lib/orders/filter";
import { isCollectingStopped } from "@/lib/orders/is-stopped";
import type { OrderScope } from "@/lib/orders/orders-where";
import { listOrders } from "@/lib/orders/queries";
import { readOrders } from "@/lib/orders/read";
import { type CreationDays, creationDays } from "./creation-days";
import { isReadWhole, type OrderRowText, orderRowText } from "./order-row-text";

/** The list in one state: what the page's first drawing and every later one of its rows are made from. */
export type ShownList = {
  /** What its address says behind the question mark. */
  query: string;
  filter: OrderFilter;
  lines: OrderRowText[];
  /** Cursors of the pages beside this one. */
  older: string | null;
  newer: string | null;
  days: CreationDays;
};

/** The list that an address asks for, as the database has it now, within what the person may see. */
export async function readList(staff: Admitted, asked: URLSearchParams): Promise<ShownList> {
  const db = database();
  const filter = parseOrderFilter(asked);
  const now = await businessNow(db);
  const { merchantId } = staff;
  const scope = listScope(staff);
  const [page, isStopped, names] = await Promise.all([
    listOrders(db, scope, filter, now),
    isCollectingStopped(db, merchantId),
    staffNames(db, merchantId),
  ]);
  const doubtful = page.rows.filter(isReadWhole).map(({ zuid }) => zuid);
  const wholes = doubtful.length > 0 ? await readOrders(db, merchantId, doubtful, now) : new Map();
  const { code: merchant, timeZone: cardZone } = staff.merchant;
  const zone = staff.user.timeZone;
  const view = {
    merchant,
    now,
    zone,
    cardZone,
    isStopped,
    staff: new Map(names.map((one) => [one.id, one.name])),
  };
  return {
    query: asked.toString(),
    filter,
    lines: page.rows.map((row) => orderRowText(row, wholes.get(row.zuid) ?? null, filter, view)),
    older: page.older,
    newer: page.newer,
    days: creationDays(filter, zone),
  };
}

/** How many orders that list has, and each of its tabs. */
export async function readCounts(staff: Admitted, asked: URLSearchParams): Promise<OrderCounts> {
  const db = database();
  return countOrders(db, listScope(staff), parseOrderFilter(asked), await businessNow(db));
}

/** Whose orders a person's list is of, and who "me" is in its filter. */
export function listScope(staff: Admitted): OrderScope {
  return {
    merchantId: staff.merchantId,
    createdBy: onlyOwnOf(staff) ?? undefined,
    userId: staff.user.id,
    timeZone: staff.merchant.timeZone,
  };
}
