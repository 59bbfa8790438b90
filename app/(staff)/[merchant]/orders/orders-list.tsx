import { cookies } from "next/headers";
import { hiddenColumnsCookie } from "@/components/preference-cookies";
import { onlyOwnOf } from "@/lib/auth/admission";
import type { Admitted } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { EXPIRES_SOON_DAYS } from "@/lib/domain/value/timetable";
import { countOrders } from "@/lib/orders/counts";
import { directionOf, narrowingOf, type OrderFilter } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import { readOrders } from "@/lib/orders/read";
import { hideColumns } from "../preferences";
import { creationDays } from "./creation-days";
import { FilterChips } from "./filter-chips";
import { listHref } from "./list-href";
import { NothingFound } from "./nothing-found";
import { orderRowText } from "./order-row-text";
import { hideable, sortedColumns } from "./orders-columns";
import { OrdersFilter } from "./orders-filter";
import { OrdersTable } from "./orders-table";
import { OrdersTabs } from "./orders-tabs";
import { Paging } from "./paging";
import { sortLinks } from "./sort-links";

/** The list that an address asks for, as the database has it now. */
export async function OrdersList({ staff, filter }: { staff: Admitted; filter: OrderFilter }) {
  const db = database();
  const now = await businessNow(db);
  const { code: merchant, timeZone } = staff.merchant;
  const scope = {
    merchantId: staff.merchantId,
    createdBy: onlyOwnOf(staff) ?? undefined,
    timeZone,
  };
  const [page, counts, cookie] = await Promise.all([
    listOrders(db, scope, filter, now),
    countOrders(db, scope, filter, now),
    cookies(),
  ]);
  const orders = await readOrders(
    db,
    staff.merchantId,
    page.rows.map(({ zuid }) => zuid),
    now,
  );
  const chosen = cookie.get(hiddenColumnsCookie)?.value.split(".") ?? [];
  const hidden = hideable.filter((id) => chosen.includes(id));
  const view = { merchant, now, zone: staff.user.timeZone, cardZone: timeZone };
  return (
    <>
      <OrdersTabs merchant={merchant} filter={filter} counts={counts} />
      <OrdersTable
        lines={page.rows.map((row) => orderRowText(row, orders.get(row.zuid) ?? null, filter, view))}
        hidden={hidden}
        hideColumns={hideColumns}
        sorting={[{ id: sortedColumns[filter.sort], desc: directionOf(filter) === "desc" }]}
        sorts={sortLinks(merchant, filter)}
        narrowedTo={listHref(merchant, narrowingOf(filter))}
        filters={
          <OrdersFilter
            merchant={merchant}
            filter={filter}
            days={creationDays(filter, staff.user.timeZone)}
            soonDays={EXPIRES_SOON_DAYS}
          />
        }
        chips={<FilterChips merchant={merchant} filter={filter} />}
      >
        {page.rows.length > 0 ? (
          <Paging merchant={merchant} filter={filter} page={page} matches={counts.matches} zone={view.zone} />
        ) : (
          <NothingFound merchant={merchant} filter={filter} all={counts.all} />
        )}
      </OrdersTable>
    </>
  );
}
