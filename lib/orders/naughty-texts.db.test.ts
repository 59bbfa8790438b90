import { readFileSync } from "node:fs";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { customerNotes } from "@/db/schema/customers";
import { notes } from "@/db/schema/order-log";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { addCustomerNote } from "@/lib/customers/change";
import { explainRefusal } from "@/lib/domain/order/refusal";
import type { Command } from "@/lib/domain/rules/command";
import { isStorable } from "@/lib/domain/value/storable";
import { execute } from "./execute";
import { readOrder } from "./read";
import { instalmentDraft, newOrder, openTestShop, staffActor, type TestShop } from "./testing";

const MERCHANT = 71;
const now = Date.UTC(2026, 0, 15);
const naughty: string[] = JSON.parse(
  readFileSync(
    path.resolve(import.meta.dirname, "../../node_modules/big-list-of-naughty-strings/blns.json"),
    "utf8",
  ),
);
/** What has a character that cannot be stored is refused by the form before anything is asked. */
const storable = naughty.filter(isStorable);

let database: FreshDatabase;
let db: Db;
let shop: TestShop;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 2 });
  shop = await openTestShop(db, MERCHANT);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

it("keeps each naughty text on an order whole, as a note, a memo, a tag and an invoice ID, or says why not", async () => {
  const { zuid } = await newOrder(db, shop, instalmentDraft(shop), now);
  const id = { merchantId: MERCHANT, zuid };
  const ask = async (command: Command) => {
    const result = await execute(db, id, command, { actor: staffActor, now, machineNow: now });
    if (result.is !== "refused") return result.is;
    expect(explainRefusal(result.why)).toMatch(/^\p{Lu}.*\.$/u);
    return result.why.code;
  };
  let kept = 0;
  for (const text of storable) {
    if ((await ask({ kind: "add_note", text })) === "done") {
      const written = await withMerchant(db, MERCHANT, (tx) =>
        tx
          .select({ text: notes.text })
          .from(notes)
          .where(and(eq(notes.merchantId, MERCHANT), eq(notes.zuid, zuid))),
      );
      expect(written.map((note) => note.text)).toContain(text.trim());
      kept++;
    }
    if ((await ask({ kind: "change_details", invoiceId: "", memo: text, tags: "" })) === "done")
      expect((await readOrder(db, id, now))?.memo).toBe(text.trim());
    const said = await ask({ kind: "change_details", invoiceId: text, memo: "", tags: text });
    expect(["done", "order_invalid", "nothing_changed"]).toContain(said);
  }
  expect(kept).toBeGreaterThan(storable.length * 0.9);
});

it("keeps each naughty text as a note on a customer whole, or says why not", async () => {
  const its = { merchantId: MERCHANT, id: shop.customerId };
  const expected: string[] = [];
  for (const text of storable) {
    const added = await addCustomerNote(db, its, text, { actor: staffActor, now });
    if (added.is === "done") expected.push(text.trim());
    else expect(added).toMatchObject({ is: "invalid", fields: { text: expect.stringMatching(/\.$/) } });
  }
  const written = await withMerchant(db, MERCHANT, (tx) =>
    tx
      .select({ text: customerNotes.text })
      .from(customerNotes)
      .where(and(eq(customerNotes.merchantId, MERCHANT), eq(customerNotes.customerId, shop.customerId))),
  );
  expect(written.map(({ text }) => text).sort()).toEqual(expected.sort());
});
