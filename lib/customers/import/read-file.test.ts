import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readHeader } from "./columns";
import { type FileRow, fileRows, UnreadableFile } from "./read-file";

const spectrum = path.resolve(import.meta.dirname, "../../../node_modules/csv-spectrum");
const header = "Customer_ID,Firstname,Lastname,Email";

/** In pieces so small that every character, mark and line end is torn somewhere. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function numbered(file: string | Uint8Array, size: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of fileRows(inPieces(Buffer.from(file as string), size))) rows.push(row);
  return rows;
}

async function rowsOf(file: string | Uint8Array, size = 3): Promise<readonly (readonly string[])[]> {
  return (await numbered(file, size)).map(({ cells }) => cells);
}

async function refusalOf(file: string | Uint8Array): Promise<string> {
  return rowsOf(file, 1_000).then(
    () => "it was read",
    (fault) => (fault instanceof UnreadableFile ? fault.message : `a fault: ${fault}`),
  );
}

describe("the rows of a file", () => {
  // The collection's own answer to this one is of another file.
  const files = readdirSync(path.join(spectrum, "csvs")).filter(
    (name) => name !== "location_coordinates.csv",
  );
  it.each(files)("are those of %s, however it is torn", async (name) => {
    const bytes = readFileSync(path.join(spectrum, "csvs", name));
    const wanted = JSON.parse(
      readFileSync(path.join(spectrum, "json", name.replace(/csv$/, "json")), "utf8"),
    ) as Record<string, string>[];
    for (const size of [1, 2, 3, 7, 10_000]) {
      const [columns = [], ...rows] = await rowsOf(bytes, size);
      const read = rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at]])));
      // The collection's own answers end lines in one way only.
      const alike = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("\\r\\n", "\\n"));
      expect(alike(read)).toEqual(alike(wanted));
    }
  });

  const marks = { comma: ",", semicolon: ";", tab: "\t" };
  const ends = { CRLF: "\r\n", LF: "\n", CR: "\r" };
  const cases = Object.entries(marks).flatMap(([mark, by]) =>
    Object.entries(ends).map(([end, line]) => [mark, end, by, line] as const),
  );
  it.each(cases)(
    "are found by %s and %s, with a mark of UTF-8 and without",
    async (_mark, _end, by, line) => {
      const rows = [
        ["Customer_ID", "Firstname", "Lastname", "Email"],
        ["1", `Zoë ${by} "Z"`, `two${line}lines`, "zoe@example.com"],
      ];
      const quoted = rows
        .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(by))
        .join(line);
      const plain = rows[0]?.join(by) + line + quoted.split(line).slice(1).join(line);
      for (const file of [quoted, `\ufeff${quoted}`, plain, `\ufeff${plain}${line}${line}`])
        expect(await rowsOf(file)).toEqual(rows);
    },
  );

  it("keep their numbers when empty rows stand between them", async () => {
    const rows = await numbered(`${header}\n\n,,,\n1,a,b,c@d.ee\n`, 5);
    expect(rows.map(({ number }) => number)).toEqual([1, 4]);
  });

  it("are read from UTF-16 that says so", async () => {
    const little = Buffer.from(`\ufeff${header}\n1,Zoë,Ñ,z@example.com`, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const file of [little, big])
      expect((await rowsOf(file))[1]).toEqual(["1", "Zoë", "Ñ", "z@example.com"]);
  });

  it("are found after Excel's hint at the delimiter", async () => {
    expect(await rowsOf("sep=;\r\nCustomer_ID;Email\r\n1;a@b.cc")).toEqual([
      ["Customer_ID", "Email"],
      ["1", "a@b.cc"],
    ]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["Latin-1", Buffer.from(`${header}\n1,Zoë,B,z@example.com`, "latin1"), /not in UTF-8/],
    ["UTF-16 that does not say so", Buffer.from(`${header}\n1`, "utf16le"), /not in UTF-8/],
    ["a torn last character", Buffer.from(`${header}\n1,Zo\u00eb`).subarray(0, -1), /not in UTF-8/],
    ["a spreadsheet", Buffer.from("PK\u0003\u0004rest"), /spreadsheet/],
    [
      "a quote that is never closed",
      `${header}\n1,"Ann,B,a@example.com\n2,C,D,c@example.com`,
      /opens in row 2/,
    ],
    ["a cell of 10 MB", `${header}\n1,${"x".repeat(10_000_000)},B,a@example.com`, /longer than 200,000/],
    ["10 MB in quotes", `${header}\n1,"${"x\n".repeat(5_000_000)}`, /longer than 200,000/],
  ])("are refused in words for %s", async (_, file, says) => {
    expect(await refusalOf(file)).toMatch(says);
  });

  it("are none in a file of nothing", async () => {
    for (const file of ["", "\ufeff", "\n\r\n", ",,,\n"]) expect(await rowsOf(file)).toEqual([]);
  });
});

describe("the first row", () => {
  it("is recognised in any order, with any capitals and blanks", () => {
    const read = readHeader([
      " e-mail ",
      "LASTNAME",
      "customer id",
      "First name",
      "billing_postcode",
      "Hobby",
      "",
    ]);
    expect(read).toMatchObject({ width: 6, unknown: ["Hobby"], hasReasons: false });
    expect("places" in read && Object.fromEntries(read.places)).toEqual({
      Email: 0,
      Lastname: 1,
      Customer_ID: 2,
      Firstname: 3,
      Billing_PostCode: 4,
    });
  });

  it.each([
    ["a column is missing", "Customer_ID,Firstname,Lastname", /Email is missing/],
    ["two are missing", "Customer_ID,Firstname", /Lastname and Email is missing/],
    ["one is doubled", `${header},email`, /Email is there more than once/],
    ["it names none", "a,b,c", /no column that is known/],
  ])("is refused in words when %s", (_, row, says) => {
    expect(readHeader(row.split(","))).toEqual({ wrong: expect.stringMatching(says) });
  });
});
