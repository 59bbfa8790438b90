/** One row of a CSV file, ended as RFC 4180 says. No text in it is a formula to a spreadsheet. */
export function csvLine(cells: readonly Cell[], delimiter = ","): string {
  const written = (cell: Cell) => (typeof cell === "string" ? neutralise(cell) : cell.figure);
  return `${cells.map((cell) => quoted(written(cell), delimiter)).join(delimiter)}\r\n`;
}

/** A text, or digits of ours that a spreadsheet may take for a number: those of an amount, which may be negative. */
export type Cell = string | { figure: string };

/** The text as a spreadsheet takes it for text. */
export function neutralise(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** As a cell was before it was kept from being a formula. */
export function asWritten(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

const FORMULA = /^[\s']*[=+\-@\t\r]/;

function quoted(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) || cell !== cell.trim()
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

/** An instant as every file has it: UTC, to the second. */
export function csvInstant(at: number | null): string {
  return at === null ? "" : new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/**
 * A whole file, a page of rows at a time. Each page is read when the one before it was taken, in a transaction of its own:
 * however long a download takes, it holds no snapshot and one page of rows.
 */
export async function* csvFile<Place>(
  head: readonly string[],
  read: (after: Place | null) => Promise<CsvPage<Place>>,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine(head)}`;
  let after: Place | null = null;
  do {
    const page: CsvPage<Place> = await read(after);
    if (page.rows.length > 0) yield page.rows.map((cells) => csvLine(cells)).join("");
    after = page.next;
  } while (after !== null);
}

/** `next`: where the page after this one begins; null at the end. */
export type CsvPage<Place> = { rows: readonly (readonly Cell[])[]; next: Place | null };

/** A file to be saved, streamed as fast as it is taken. A fault breaks it off, so that nobody takes a part for the whole. */
export function download(name: string, type: string, pieces: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    pull: async (to) => {
      const next = await pieces.next();
      if (next.done) to.close();
      else to.enqueue(encoder.encode(next.value));
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  const plain = name.replaceAll(/[^\w.-]+/g, "-");
  return new Response(stream, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "private, no-store",
    },
  });
}

/** The type of a CSV file. */
export const CSV = "text/csv";
