import type { Db } from "@/db/client";
import { asWritten, csvLine } from "@/lib/csv";
import { importColumns, REASONS } from "./columns";
import { faultyRows, type Import } from "./upload";

/**
 * The rows of a file that were not imported, as CSV: each as it came, after the reasons. Corrected there, it can be
 * imported as it is. No cell is a formula to a spreadsheet.
 */
export async function* errorsFile(db: Db, file: Import): AsyncGenerator<string> {
  const own = file.columns.indexOf(REASONS);
  const plain = (cells: readonly string[]) =>
    own < 0 ? cells : cells.filter((_, place) => place !== own).map(asWritten);
  const line = (cells: readonly string[]) => csvLine(cells, file.delimiter);
  yield `\ufeff${line([REASONS, ...plain(file.columns)])}`;
  for await (const { cells, reasons } of faultyRows(db, file)) {
    const came = JSON.parse(Buffer.from(cells).toString()) as string[];
    yield line([reasons, ...plain(came)]);
  }
}

/** A file to begin from: the columns, and two customers. Its cells are ours and stand as they are, +49 too. */
export function sampleFile(): string {
  return `\ufeff${sampleRows.map((row) => csvLine(row.map((figure) => ({ figure })))).join("")}`;
}

const sampleRows: readonly (readonly string[])[] = [
  importColumns,
  [
    ...["C-1001", "Anna", "Schmidt", "anna@example.com", "31/12/1990", "+49", "030 901820"],
    ...["Hauptstraße 1", "Berlin", "10115", "", "DE", "", "", "", "", ""],
  ],
  [
    ...["C-1002", "James", "O'Neill", "james@example.com", "", "GB", "020 7946 0018"],
    ...["1 High Street, Flat 2", "London", "N1 9GU", "", "United Kingdom"],
    ...["5 Station Road", "Leeds", "LS1 4DY", "West Yorkshire", "United Kingdom"],
  ],
];
