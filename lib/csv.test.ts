import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asWritten, csvFile, csvInstant, csvLine, download, neutralise } from "./csv";

test("what was written is read back, whatever it contains", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), { maxLength: 8 }), (rows) => {
      const text = rows.map((cells) => csvLine(cells)).join("");
      const read: string[][] = parse(text, { relaxColumnCount: true, recordDelimiter: "\r\n" });
      expect(read.map((cells) => cells.map(asWritten))).toEqual(rows);
    }),
  );
});

test.each(["=1+1", "+49", "-A1", "@sum", "\t=1", " =1", "'=1"])("%j is no formula", (cell) => {
  expect(neutralise(cell)).toBe(`'${cell}`);
});

test("a negative amount stays a number, a text that looks like one does not", () => {
  expect(csvLine([{ figure: "-12.50" }, "-12.50"])).toBe("-12.50,'-12.50\r\n");
});

test("a time is in UTC, to the second", () => {
  expect([csvInstant(Date.UTC(2026, 2, 29, 1, 30)), csvInstant(null)]).toEqual(["2026-03-29T01:30:00Z", ""]);
});

test("a page is read when the one before it was taken, and none after the reader left", async () => {
  const asked: (number | null)[] = [];
  const response = download(
    "all orders.csv",
    "text/csv",
    csvFile<number>(["n"], async (after) => {
      asked.push(after);
      const from = after ?? 0;
      return { rows: [[String(from + 1)]], next: from + 1 };
    }),
  );
  expect(response.headers.get("content-disposition")).toContain('filename="all-orders.csv"');
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const piece = async () => decoder.decode((await reader?.read())?.value);
  expect(await piece()).toBe("n\r\n");
  expect(await piece()).toBe("1\r\n");
  expect(await piece()).toBe("2\r\n");
  expect(asked.length).toBeLessThanOrEqual(4);
  await reader?.cancel();
  const then = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(asked.length).toBe(then);
});

test("a fault breaks the file off", async () => {
  const failing = csvFile<number>(["n"], () => Promise.reject(new Error("the database is away")));
  await expect(download("x.csv", "text/csv", failing).text()).rejects.toThrow("away");
});
