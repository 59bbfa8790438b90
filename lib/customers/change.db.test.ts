import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { cardRow } from "@/db/order-rows";
import { cards, customerLog, customerNotes, customers } from "@/db/schema/customers";
import { freshDatabase } from "@/db/testing";
import { sampleCards } from "@/lib/domain/lived/plain-order";
import { openTestShop, staffActor } from "@/lib/orders/testing";
import { addCustomerNote, changeCustomer, preferCard, removeCard, setCustomerActive } from "./change";
import { createCustomer } from "./create";
import { noAddress, nobody } from "./written-customer";

const mine = 51;
const other = 52;
const by = { actor: staffActor, now: Date.UTC(2026, 0, 1) };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 6 });
  await openTestShop(db, mine);
  await openTestShop(db, other);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

const anna = {
  ...nobody,
  ...{ firstName: "Anna", lastName: "Berg", email: "anna@example.com", phone: "+49 30 901820" },
  billing: { ...noAddress, street: "Hauptstraße 1", city: "Berlin", postcode: "10115", country: "de" },
};

async function stored(merchantId: number, given: Partial<typeof anna> = {}): Promise<string> {
  const made = await createCustomer(db, merchantId, { ...anna, ...given }, by);
  if ("invalid" in made) throw new Error(JSON.stringify(made.invalid));
  return made.value;
}

const row = async (id: string) =>
  (
    await withMerchant(db, mine, (tx) =>
      tx
        .select()
        .from(customers)
        .where(and(eq(customers.merchantId, mine), eq(customers.id, id))),
    )
  )[0];

const log = (id: string) =>
  withMerchant(db, mine, (tx) =>
    tx
      .select({ seq: customerLog.seq, kind: customerLog.kind, fields: customerLog.fields })
      .from(customerLog)
      .where(and(eq(customerLog.merchantId, mine), eq(customerLog.customerId, id)))
      .orderBy(asc(customerLog.seq)),
  );

describe("a customer", () => {
  it("is changed by whoever saw the present state, and the log says which fields", async () => {
    const id = await stored(mine);
    expect(await row(id)).toMatchObject({
      ...{ name: "Anna Berg", phone: "+4930901820", billingAddress: { country: "DE", city: "Berlin" } },
      ...{ version: 1, active: true },
    });
    const change = (given: Partial<typeof anna>, version: number) =>
      changeCustomer(db, { merchantId: mine, id }, { ...anna, ...given }, { ...by, version });
    expect(await change({ lastName: "Bergmann", tags: ["vip"] }, 1)).toEqual({ is: "done" });
    expect(await change({ lastName: "Bergmann", tags: ["vip"] }, 2)).toEqual({ is: "unchanged" });
    expect(await change({ lastName: "Late" }, 1)).toEqual({ is: "stale" });
    expect(await change({ email: "anna", birthdate: "2026-02-30" }, 2)).toMatchObject({
      is: "invalid",
      fields: { email: expect.any(String), birthdate: "Enter a day in the past." },
    });
    expect(await row(id)).toMatchObject({ name: "Anna Bergmann", version: 2, tags: ["vip"] });
    expect(await log(id)).toEqual([
      { seq: 1, kind: "created", fields: [] },
      { seq: 2, kind: "changed", fields: ["name", "lastName", "tags"] },
    ]);
  });

  it("has an ID of the merchant's own that no other has", async () => {
    const first = await stored(mine, { externalId: "C-1" });
    const second = await stored(mine);
    await stored(other, { externalId: "C-1" });
    const change = await changeCustomer(
      db,
      { merchantId: mine, id: second },
      { ...anna, externalId: "C-1" },
      { ...by, version: 1 },
    );
    expect(change).toEqual({ is: "invalid", fields: { externalId: "Another customer has the ID C-1." } });
    expect((await row(first))?.externalId).toBe("C-1");
  });

  it("has it once, also when two are given it at the same moment", async () => {
    const ids = await Promise.all([stored(mine), stored(mine), stored(mine)]);
    const changes = await Promise.all(
      ids.map((id) =>
        changeCustomer(db, { merchantId: mine, id }, { ...anna, externalId: "C-2" }, { ...by, version: 1 }),
      ),
    );
    expect(changes.map(({ is }) => is).sort()).toEqual(["done", "invalid", "invalid"]);
  });

  it("is deactivated, reactivated and written about, each on the record and by its own merchant alone", async () => {
    const id = await stored(mine);
    const its = { merchantId: mine, id };
    expect(await setCustomerActive(db, its, false, by)).toEqual({ is: "done" });
    expect(await setCustomerActive(db, its, false, by)).toEqual({ is: "unchanged" });
    expect(await addCustomerNote(db, its, "  ", by)).toMatchObject({ is: "invalid" });
    expect(await addCustomerNote(db, its, "4111 1111 1111 1111", by)).toMatchObject({ is: "invalid" });
    await Promise.all(["one", "two", "three"].map((text) => addCustomerNote(db, its, text, by)));
    expect(await setCustomerActive(db, { merchantId: other, id }, true, by)).toEqual({ is: "unknown" });
    expect(await addCustomerNote(db, { merchantId: other, id }, "x", by)).toEqual({ is: "unknown" });
    expect((await log(id)).map(({ kind }) => kind)).toEqual([
      ...["created", "deactivated", "note_added", "note_added", "note_added"],
    ]);
    const notes = await withMerchant(db, mine, (tx) =>
      tx
        .select({ text: customerNotes.text })
        .from(customerNotes)
        .where(and(eq(customerNotes.merchantId, mine), eq(customerNotes.customerId, id))),
    );
    expect(notes.map(({ text }) => text).sort()).toEqual(["one", "three", "two"]);
  });

  it("has cards that are preferred and taken out of the wallet, each by its own merchant alone", async () => {
    const id = await stored(mine);
    const its = { merchantId: mine, id };
    const [first, second] = ["e".repeat(32), "f".repeat(32)];
    await withMerchant(db, mine, (tx) =>
      tx
        .insert(cards)
        .values([first, second].map((card) => cardRow(mine, id, { ...sampleCards.visa, id: card }))),
    );
    expect(await preferCard(db, its, second, by)).toEqual({ is: "done" });
    expect(await preferCard(db, { merchantId: other, id }, first, by)).toEqual({ is: "unknown" });
    expect(await removeCard(db, { merchantId: other, id }, first, by)).toEqual({ is: "unknown" });
    expect(await removeCard(db, its, second, by)).toEqual({ is: "done" });
    expect(await removeCard(db, its, second, by)).toEqual({ is: "unchanged" });
    expect(await preferCard(db, its, second, by)).toEqual({ is: "unknown" });
    const wallet = await withMerchant(db, mine, (tx) =>
      tx
        .select({ id: cards.id, state: cards.state, preferred: cards.preferred })
        .from(cards)
        .where(and(eq(cards.merchantId, mine), eq(cards.customerId, id)))
        .orderBy(asc(cards.id)),
    );
    expect(wallet).toEqual([
      { id: first, state: "usable", preferred: false },
      { id: second, state: "removed", preferred: false },
    ]);
    expect((await log(id)).map(({ kind }) => kind)).toEqual(["created", "card_preferred", "card_forgotten"]);
  });
});
