import type { NextRequest } from "next/server";
import { requireStaff } from "@/lib/auth/require-staff";
import { staffNames } from "@/lib/auth/staff-names";
import { businessNow } from "@/lib/clock";
import { CSV, csvFile, csvInstant, download } from "@/lib/csv";
import { database } from "@/lib/database";
import { exportedOrders } from "@/lib/orders/exported-orders";
import { parseOrderFilter } from "@/lib/orders/filter";
import { listScope } from "../read-list";
import { fileHead, fileLine } from "./order-file";

/** All orders that a list finds, whatever their number, as a file: streamed, a piece at a time. */
export async function GET(request: NextRequest, { params }: { params: Params }): Promise<Response> {
  const staff = await requireStaff("export", (await params).merchant);
  const db = database();
  const now = await businessNow(db);
  const names = new Map((await staffNames(db, staff.merchantId)).map(({ id, name }) => [id, name]));
  const asked = { scope: listScope(staff), filter: parseOrderFilter(request.nextUrl.searchParams), now };
  const pieces = csvFile<string>(fileHead, async (after) => {
    const { orders, next } = await exportedOrders(db, asked, after);
    return { rows: orders.map((order) => fileLine(order, names)), next };
  });
  return download(`orders-${staff.merchant.code}-${csvInstant(now).slice(0, 10)}.csv`, CSV, pieces);
}

type Params = Promise<{ merchant: string }>;
