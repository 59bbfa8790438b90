import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { customerLog, customerNotes, customers } from "@/db/schema/customers";
import { importPieces } from "@/db/schema/imports";
import { alerts } from "@/db/schema/messages";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { asWritten } from "@/lib/csv";
import { DAY } from "@/lib/domain/value/calendar";
import { IMPORT_ERRORS_KEPT_FOR } from "@/lib/domain/value/timetable";
import { openTestShop } from "@/lib/orders/testing";
import { applyImport } from "./apply";
import { REASONS } from "./columns";
import { errorsFile, sampleFile } from "./errors-file";
import { forgetOldImports } from "./forget";
import { previewImport } from "./preview";
import { fileRows } from "./read-file";
import { applyAmongKills, importer, madeFile, upload } from "./testing";
import {
  addPiece,
  appliedBefore,
  beginUpload,
  dropUpload,
  type Import,
  type ImportId,
  LARGEST_IMPORT,
  listImports,
  readImport,
  startImport,
} from "./upload";

const now = Date.UTC(2026, 10, 28, 9);
const header = "Customer_ID,Firstname,Lastname,Email";
let database: FreshDatabase;
let db: Db;
let merchantId = 0;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

/** A merchant of the test's own. */
async function shop(): Promise<number> {
  merchantId += 1;
  await openTestShop(db, merchantId);
  return merchantId;
}

async function applied(id: ImportId): Promise<Import> {
  expect(await startImport(db, id)).toBe(true);
  while (await applyImport(db, { now, machineNow: Date.now }));
  return fileOf(id);
}

async function fileOf(id: ImportId): Promise<Import> {
  const file = await readImport(db, id);
  if (!file) throw new Error("no import");
  return file;
}

/** Those that came from files, in their order. */
async function stored(merchant: number) {
  const rows = await withMerchant(db, merchant, (tx) =>
    tx.select().from(customers).where(eq(customers.merchantId, merchant)).orderBy(customers.externalId),
  );
  return rows.filter(({ externalId }) => externalId !== null);
}

async function errorsOf(file: Import) {
  let text = "";
  for await (const line of errorsFile(db, file)) text += line;
  const rows: (readonly string[])[] = [];
  async function* whole() {
    yield Buffer.from(text);
  }
  for await (const { cells } of fileRows(whole())) rows.push(cells);
  return { text, rows };
}

describe("an import", () => {
  it("gives the right customers and the exact file of errors although its processes are killed again and again", async () => {
    const merchant = await shop();
    const made = madeFile({ rows: 5_000, bad: 100 });
    const id = await upload(db, merchant, made.bytes, now);
    await startImport(db, id);
    expect(await applyAmongKills(db, database.url, id, 4)).toBe(4);
    const file = await fileOf(id);
    expect(file).toMatchObject({
      state: "done",
      rowCount: 5_000,
      rowsDone: 5_000,
      added: made.good,
      faulty: 100,
    });
    const rows = await stored(merchant);
    expect(new Set(rows.map((row) => row.externalId)).size).toBe(made.good);
    expect(rows).toHaveLength(made.good);
    expect(rows.find(({ externalId }) => externalId === "C-3")).toMatchObject({
      name: "=Zoë 3 O'Neill, 3",
      firstName: "=Zoë 3",
      phone: "+4930901823",
      birthdate: "1953-04-04",
      billingAddress: { street: 'Straße "3" b, 1', city: "Köln", postcode: "10003", country: "DE" },
      shippingAddress: { country: "DE" },
    });
    const errors = await errorsOf(file);
    expect(errors.rows.slice(1).map(([, ...cells]) => cells.map(asWritten))).toEqual(
      [...made.faults.values()].map(({ cells }) => cells),
    );
    for (const [place, { says }] of [...made.faults.values()].entries())
      expect(errors.rows[place + 1]?.[0]).toContain(says);

    const again = await upload(db, merchant, made.bytes, now + DAY);
    expect((await appliedBefore(db, await fileOf(again)))?.id).toBe(id.id);
    expect(await applied(again)).toMatchObject({ added: 0, updated: 0, unchanged: made.good, faulty: 100 });
    expect(await stored(merchant)).toEqual(rows);
  }, 120_000);

  it("changes what a file says of somebody, leaves what it does not speak of, and logs both", async () => {
    const merchant = await shop();
    const first = `${header},Birthdate,Billing_City\n1,Ann,B,ann@example.com,01/02/1990,Köln\n2,Cy,D,cy@example.com,,`;
    await applied(await upload(db, merchant, Buffer.from(first), now));
    const second = `${header},Billing_City\n1,Anna,B,anna@example.com,\n2,Cy,D,cy@example.com,\n3,Eva,F,eva@example.com,`;
    expect(await applied(await upload(db, merchant, Buffer.from(second), now))).toMatchObject({
      added: 1,
      updated: 1,
      unchanged: 1,
      faulty: 0,
    });
    const notes = await withMerchant(db, merchant, (tx) =>
      tx.$count(customerNotes, eq(customerNotes.merchantId, merchant)),
    );
    expect(notes, "notes are what staff wrote").toBe(0);
    const [ann] = await stored(merchant);
    expect(ann).toMatchObject({
      ...{ name: "Anna B", firstName: "Anna", email: "anna@example.com", version: 2 },
      ...{ birthdate: "1990-02-01", billingAddress: null },
    });
    const log = await withMerchant(db, merchant, (tx) =>
      tx
        .select()
        .from(customerLog)
        .where(and(eq(customerLog.merchantId, merchant), eq(customerLog.customerId, ann?.id ?? "")))
        .orderBy(customerLog.seq),
    );
    expect(log.map(({ kind, seq, fields }) => ({ kind, seq, fields }))).toEqual([
      { kind: "created", seq: 1, fields: [] },
      { kind: "changed", seq: 2, fields: ["firstName", "email", "billingAddress"] },
    ]);
    expect(log[1]?.actor).toEqual(importer);
  });

  it("takes its corrected file of errors as it is", async () => {
    const merchant = await shop();
    const bad = `${header}\n1,=Ann,B,nobody\n2,@Cy,D,cy@example.com`;
    const file = await applied(await upload(db, merchant, Buffer.from(bad), now));
    const { text, rows } = await errorsOf(file);
    expect(rows).toEqual([
      [REASONS, "Customer_ID", "Firstname", "Lastname", "Email"],
      [expect.stringMatching(/^Email: /), "1", "'=Ann", "B", "nobody"],
    ]);
    const corrected = Buffer.from(text.replace("nobody", "ann@example.com"));
    expect(await applied(await upload(db, merchant, corrected, now))).toMatchObject({ added: 1, faulty: 0 });
    expect((await stored(merchant)).map(({ firstName }) => firstName)).toEqual(["=Ann", "@Cy"]);
  });

  it("is told to staff once, and keeps the file no longer than it needs it", async () => {
    const merchant = await shop();
    const id = await upload(db, merchant, Buffer.from(`${header}\n1,A,B,a@example.com\n2,A,B,a`), now);
    await applied(id);
    const told = await withMerchant(db, merchant, (tx) =>
      tx.select().from(alerts).where(eq(alerts.merchantId, merchant)),
    );
    expect(told.map(({ kind, text }) => [kind, text])).toEqual([
      [
        "import_finished",
        "The import of customers.csv has finished. 1 customer was added. 1 row has errors and was not imported.",
      ],
    ]);
    expect(
      await withMerchant(db, merchant, (tx) =>
        tx.select().from(importPieces).where(eq(importPieces.merchantId, merchant)),
      ),
    ).toEqual([]);
    await forgetOldImports(db, now + IMPORT_ERRORS_KEPT_FOR + DAY);
    expect((await errorsOf(await fileOf(id))).rows).toHaveLength(1);
  });

  it("is applied by one process where several look for work", async () => {
    const merchant = await shop();
    const id = await upload(db, merchant, madeFile({ rows: 1_500, bad: 15 }).bytes, now);
    await startImport(db, id);
    await Promise.all([1, 2, 3].map(() => applyImport(db, { now, machineNow: Date.now })));
    expect(await fileOf(id)).toMatchObject({ state: "done", added: 1_485, updated: 0, faulty: 15 });
  });

  it("cannot be started twice, nor removed once it has been", async () => {
    const id = await upload(db, await shop(), Buffer.from(`${header}\n1,A,B,a@example.com`), now);
    await applied(id);
    expect(await startImport(db, id)).toBe(false);
    expect(await dropUpload(db, id)).toBe(false);
  });
});

describe("a file on its way", () => {
  it("is kept once, whatever is sent twice, in a wrong place or too much", async () => {
    const merchant = await shop();
    const bytes = Buffer.from(`${header}\n1,A,B,a@example.com`);
    const begun = await beginUpload(
      db,
      merchant,
      { fileName: "a\0\u202e.csv", size: bytes.length },
      { actor: importer, now },
    );
    if ("wrong" in begun) throw new Error(begun.wrong);
    const id = { merchantId: merchant, id: begun.value };
    expect(await addPiece(db, id, 0, bytes.subarray(0, 9))).toEqual({ received: 9 });
    expect(await addPiece(db, id, 0, bytes.subarray(0, 9))).toEqual({ received: 9 });
    expect(await addPiece(db, id, 20, bytes.subarray(20))).toEqual({ received: 9 });
    expect(await addPiece(db, id, 9, Buffer.alloc(1_000))).toEqual({
      wrong: expect.stringMatching(/changed/),
    });
    expect(await addPiece(db, id, 9, bytes.subarray(9))).toEqual({ received: bytes.length });
    expect(await fileOf(id)).toMatchObject({ state: "ready", rowCount: 1, fileName: "a .csv" });
    expect(await addPiece(db, id, bytes.length, bytes)).toEqual({ received: bytes.length });
  });

  it.each([
    ["is empty", "", /empty/],
    ["has no rows", header, /no rows/],
    ["names no column", "a,b\n1,2", /no column/],
    ["lacks a column", "Customer_ID,Email\n1,a@example.com", /Firstname and Lastname/],
    ["never closes a quote", `${header}\n1,"A,B,a@example.com`, /never closed/],
  ])("is refused in words when it %s", async (_, text, says) => {
    const merchant = await shop();
    const begun = await upload(db, merchant, Buffer.from(text), now).then(fileOf, (fault) => ({
      state: "unreadable",
      unreadable: String(fault),
    }));
    expect(begun).toMatchObject({ state: "unreadable", unreadable: expect.stringMatching(says) });
  });

  it("is refused before it comes when it is too large", async () => {
    const file = { fileName: "x.csv", size: LARGEST_IMPORT + 1 };
    expect(await beginUpload(db, await shop(), file, { actor: importer, now })).toEqual({
      wrong: expect.stringMatching(/larger than 50 MB/),
    });
  });

  it("is nothing to another merchant", async () => {
    const [one, other] = [await shop(), await shop()];
    const id = await upload(db, one, Buffer.from(`${header}\n1,A,B,a@example.com`), now);
    const foreign = { ...id, merchantId: other };
    expect(await readImport(db, foreign)).toBeNull();
    expect(await addPiece(db, foreign, 0, Buffer.from("x"))).toBeNull();
    expect(await startImport(db, foreign)).toBe(false);
    expect(await dropUpload(db, foreign)).toBe(false);
    expect(await listImports(db, other)).toEqual([]);
    expect((await fileOf(id)).state).toBe("ready");
  });

  it("is shown before it is imported: its first rows, who is known, and what is wrong", async () => {
    const merchant = await shop();
    await applied(await upload(db, merchant, Buffer.from(`${header}\n1,A,B,a@example.com`), now));
    const text = `${header},Hobby\n1,A,B,a@example.com,x\n2,C,D,c@example.com,x\n3,E,F,e,x\n`;
    const file = await fileOf(await upload(db, merchant, Buffer.from(text), now));
    const { header: read, rows } = await previewImport(db, file, 3);
    expect(read.unknown).toEqual(["Hobby"]);
    expect(rows.map((row) => ("faults" in row ? "faulty" : row.isKnown ? "known" : "new"))).toEqual([
      "known",
      "new",
      "faulty",
    ]);
    expect(await dropUpload(db, file)).toBe(true);
    expect(await readImport(db, file)).toBeNull();
  });

  it("is good when it is the sample file", async () => {
    const merchant = await shop();
    expect(await applied(await upload(db, merchant, Buffer.from(sampleFile()), now))).toMatchObject({
      added: 2,
      faulty: 0,
    });
  });
});
