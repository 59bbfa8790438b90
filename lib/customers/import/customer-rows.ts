import { readHeader } from "./columns";
import { type FileRow, fileRows } from "./read-file";
import { type ImportedCustomer, inOrder, type RowFault, readRow } from "./read-row";

/** A row of a file, and the customer that it describes or everything that is wrong with it. */
export type CustomerRow = FileRow & ({ customer: ImportedCustomer } | { faults: readonly RowFault[] });

/** The rows of a file under its first one. Of several with the same Customer_ID the first one counts. */
export async function* customerRows(
  pieces: AsyncIterable<Uint8Array>,
  today: string,
): AsyncGenerator<CustomerRow> {
  const rows = fileRows(pieces);
  const first = await rows.next();
  const header = readHeader(first.done ? [] : first.value.cells);
  if ("wrong" in header) throw new Error("this file was looked through before");
  const rowOf = new Map<string, number>();
  for await (const row of rows) {
    const read = readRow(header, row.cells, today);
    const known = rowOf.get(read.externalId);
    const doubled = known === undefined ? [] : [sameAs(known)];
    const faults = "faults" in read ? inOrder([...read.faults, ...doubled]) : doubled;
    if ("faults" in read || faults.length > 0) yield { ...row, faults };
    else {
      rowOf.set(read.externalId, row.number);
      yield { ...row, customer: read };
    }
  }
}

function sameAs(row: number): RowFault {
  return {
    column: "Customer_ID",
    says: `Row ${row} has the same one, and was used. Each customer has one row.`,
  };
}
