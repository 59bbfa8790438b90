import type { PaletteFound } from "@/components/palette-found";
import { onlyOwnOf } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { findCustomers } from "@/lib/customers/find";
import { database } from "@/lib/database";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import { customerHref } from "../../customers/customer-href";
import { jsonRoute } from "../../json-route";
import { orderHref } from "../../orders/order-href";
import { listScope } from "../../orders/read-list";
import { palettePlaces } from "./places";

/** Who and what is found for what is typed into the palette, and the pages that there are. */
export const GET = jsonRoute("orders", async (staff, { nextUrl }): Promise<PaletteFound> => {
  const filter = parseOrderFilter({ q: nextUrl.searchParams.get("q") ?? "" });
  const places = palettePlaces(staff);
  if (filter.q === "") return { customers: [], orders: [], places };
  const db = database();
  const { merchant, merchantId } = staff;
  const now = await businessNow(db);
  const [page, people] = await Promise.all([
    listOrders(db, listScope(staff), { ...filter, size: MOST_ORDERS }, now),
    findCustomers(db, merchantId, { text: filter.q, enteredBy: onlyOwnOf(staff) }),
  ]);
  return {
    customers: people.slice(0, MOST_CUSTOMERS).map(({ id, name, organisation, email }) => ({
      href: customerHref(merchant.code, id),
      name,
      detail: [organisation, email].filter(Boolean).join(" · "),
    })),
    orders: page.rows.map(({ zuid, status, customer, invoiceId, outstanding, amount, currency }) => ({
      href: orderHref({ merchant, zuid }),
      name: customer.name,
      detail: [`ZUID-${zuid}`, statusNames[status], invoiceId].filter(Boolean).join(", "),
      status,
      sum:
        outstanding > 0 ? `${formatMoney(outstanding, currency)} outstanding` : formatMoney(amount, currency),
    })),
    places,
  };
});

const MOST_ORDERS = 7;
const MOST_CUSTOMERS = 4;
