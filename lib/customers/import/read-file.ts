import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { importColumns, loosely } from "./columns";

/** A row of a file: its number as a spreadsheet shows it, from 1, its cells as they are written, and what divides them. */
export type FileRow = { number: number; cells: readonly string[]; delimiter: string };

/** What makes a whole file of no use, in words for whoever sent it. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";
}

/**
 * The rows of a CSV file, one after another, empty ones left out. Only a piece of the file is in memory at a time.
 * UTF-8, or UTF-16 that says so; commas, semicolons or tabs; any line ends; line breaks and delimiters in quotes.
 *
 * @throws {UnreadableFile}
 */
export async function* fileRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  const { delimiter, text } = await withDelimiter(decoded(pieces));
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    // A quote within a cell that does not begin with one is a character like any other.
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
  });
  const read = pipeline(Readable.from(text), parser);
  // Its failure is thrown below, by the rows.
  read.catch(() => undefined);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (number === 1 && isExcelsHint(cells)) continue;
      if (cells.some((cell) => cell.trim() !== "")) yield { number, cells, delimiter };
    }
    await read;
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    throw new UnreadableFile(wordsOf(fault, parser.info.records + 1));
  }
}

/** In characters. */
const LONGEST_ROW = 200_000;

function wordsOf({ code }: CsvError, number: number): string {
  if (code === "CSV_MAX_RECORD_SIZE")
    return `Row ${number} is longer than ${LONGEST_ROW.toLocaleString("en")} characters. A quote may be missing in it.`;
  if (code === "CSV_QUOTE_NOT_CLOSED")
    return `A quote that opens in row ${number} is never closed. Close it, or double it if it belongs to the text.`;
  return `Row ${number} cannot be read as CSV.`;
}

/** Excel reads `sep=;` as a setting. */
function isExcelsHint(cells: readonly string[]): boolean {
  return /^sep=.?$/i.test(cells.join(""));
}

/** @throws {UnreadableFile} for what is no text, or text in an encoding that can only be guessed. */
async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const piece of wholeBeginning(pieces)) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    yield orNotText(() => decoder?.decode(piece, { stream: true }) ?? "");
  }
  if (decoder) yield orNotText(() => decoder.decode());
}

/** The marks of an encoding are not torn apart, however small the pieces are. */
async function* wholeBeginning(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let beginning: Uint8Array | null = new Uint8Array();
  for await (const piece of pieces) {
    if (!beginning) yield piece;
    else {
      beginning = Buffer.concat([beginning, piece]);
      if (beginning.length < 4) continue;
      yield beginning;
      beginning = null;
    }
  }
  if (beginning && beginning.length > 0) yield beginning;
}

function encodingOf([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if ((first !== 0 && second === 0 && third !== 0 && fourth === 0) || (first === 0 && second !== 0))
    throw new UnreadableFile(NOT_TEXT);
  if (first === 0x50 && second === 0x4b)
    throw new UnreadableFile(
      "This is a spreadsheet or a ZIP file. Save the table as CSV UTF-8, and choose that file.",
    );
  return "utf-8";
}

function orNotText(decode: () => string): string {
  try {
    return decode();
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    throw new UnreadableFile(NOT_TEXT);
  }
}

const NOT_TEXT = "The file is not in UTF-8, so letters such as ä or é would be lost. Save it as CSV UTF-8.";

/** The one that divides the first row into the most columns that are known here. */
async function withDelimiter(
  chunks: AsyncGenerator<string>,
): Promise<{ delimiter: string; text: AsyncGenerator<string> }> {
  let beginning = "";
  for (;;) {
    const next = await chunks.next();
    if (next.done) break;
    beginning += next.value;
    if (beginning.length > LONGEST_ROW || /[^\r\n][\r\n]+[^\r\n]+[\r\n]/.test(beginning)) break;
  }
  const lines = beginning.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const header = (/^sep=.$/i.test(lines[0] ?? "") ? lines[1] : lines[0]) ?? "";
  const known = new Set(importColumns.map(loosely));
  const columnsBy = (delimiter: string) =>
    header.split(delimiter).filter((name) => known.has(loosely(name.replaceAll('"', "")))).length;
  const [delimiter = ","] = delimiters.toSorted((a, b) => columnsBy(b) - columnsBy(a));
  return { delimiter, text: joined(beginning, chunks) };
}

const delimiters = [",", ";", "\t"] as const;

async function* joined(beginning: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield beginning;
  yield* rest;
}
