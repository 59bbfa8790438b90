import { and, eq, inArray } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { dayOf } from "../create";
import { type ImportHeader, readHeader } from "./columns";
import { type CustomerRow, customerRows } from "./customer-rows";
import { type Import, pieces } from "./upload";

/** The beginning of a file as it would be stored, before anything is. */
export type ImportPreview = {
  header: ImportHeader;
  rows: readonly (CustomerRow & { isKnown: boolean })[];
};

export async function previewImport(db: Db, file: Import, most = 10): Promise<ImportPreview> {
  const header = readHeader(file.columns);
  if ("wrong" in header) throw new Error("this file was looked through before");
  const rows: CustomerRow[] = [];
  const today = dayOf(file.createdAt);
  for await (const row of customerRows(pieces(db, file), today)) {
    rows.push(row);
    if (rows.length === most) break;
  }
  const ids = rows.flatMap((row) => ("customer" in row ? [row.customer.externalId] : []));
  const known = new Set(await idsKnown(db, file.merchantId, ids));
  return {
    header,
    rows: rows.map((row) => ({ ...row, isKnown: "customer" in row && known.has(row.customer.externalId) })),
  };
}

async function idsKnown(db: Db, merchantId: number, ids: readonly string[]): Promise<(string | null)[]> {
  if (ids.length === 0) return [];
  const rows = await withMerchant(db, merchantId, (tx) =>
    tx
      .select({ id: customers.externalId })
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, [...ids]))),
  );
  return rows.map(({ id }) => id);
}
