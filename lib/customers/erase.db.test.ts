import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { auditLog } from "@/db/schema/audit";
import { customerLog, customers } from "@/db/schema/customers";
import { memberships, type Role, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { startSession } from "@/lib/auth/sessions";
import {
  activeInstalments,
  executeOrThrow,
  openTestShop,
  staffActor,
  type TestShop,
} from "@/lib/orders/testing";
import { addCustomerNote } from "./change";
import { createCustomer } from "./create";
import { ERASED_EVENT, eraseAgain, erasePerson } from "./erase";
import { applyImport } from "./import/apply";
import { upload } from "./import/testing";
import { startImport } from "./import/upload";
import { personalData } from "./personal-data";

const now = Date.UTC(2026, 0, 15, 10);
let database: FreshDatabase;
let db: Db;
let owner: Db;
let shop: TestShop;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  owner = connect(database.ownerUrl, { max: 1 });
  shop = await openTestShop(db, 1);
  await openTestShop(db, 2);
});
afterAll(async () => {
  await Promise.all([close(db), close(owner)]);
  await database.drop();
});

async function acting(role: Role, merchantId = 1) {
  const email = `${role}${merchantId}@shop.example`;
  const [user] = await owner
    .insert(users)
    .values({ email, name: `The ${role}`, passwordHash: "x" })
    .onConflictDoNothing()
    .returning({ id: users.id });
  const id = user?.id ?? (await owner.select().from(users).where(eq(users.email, email)))[0]?.id ?? "";
  await owner.insert(memberships).values({ merchantId, userId: id, role }).onConflictDoNothing();
  const machineNow = Date.now();
  return { actor: staffActor, sessionId: await startSession(owner, id, machineNow), now, machineNow };
}

/** Every text that the database holds of the merchant, the audit log and the bank's answers left out. */
async function everything(): Promise<string> {
  const tables = await owner.$client<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname not in ('memberships', 'attempts', 'order_log')`;
  return withMerchant(owner, 1, async (tx) => {
    const texts: string[] = [];
    for (const { name } of tables) {
      const rows = await tx.execute(`select (to_jsonb(t))::text as row from ${name} t where merchant_id = 1`);
      texts.push(...rows.map(({ row }) => String(row)));
    }
    return texts.join("\n");
  });
}

async function newPerson(externalId: string): Promise<string> {
  const made = await createCustomer(
    db,
    1,
    {
      ...{ firstName: "Rosalind", lastName: "Xylander", email: "rosalind@xylander.example" },
      ...{
        phone: "+49 30 901820",
        birthdate: "1990-12-31",
        externalId,
        organisation: "Xylander AG",
      },
      billing: { street: "Xylanderweg 5", city: "Bonn", postcode: "53111", state: "", country: "DE" },
      tags: ["xylander-tag"],
    },
    { actor: staffActor, now },
  );
  if ("invalid" in made) throw new Error(JSON.stringify(made.invalid));
  await addCustomerNote(db, { merchantId: 1, id: made.value }, "Xylander called", { actor: staffActor, now });
  return made.value;
}

describe("a person's data", () => {
  it("is erased wherever it stands, on the record, and what it left is no person", async () => {
    const id = await newPerson("PX-77");
    const order = await activeInstalments(db, { ...shop, customerId: id }, now);
    const orderId = { merchantId: 1, zuid: order.zuid };
    await executeOrThrow(db, orderId, { kind: "add_note", text: "Xylander moves" }, { now });
    const bad =
      "Customer_ID,Firstname,Lastname,Email,Birthdate\nPX-77,R,Xylander,rosalind@xylander.example,x";
    const file = await upload(db, 1, Buffer.from(bad), now);
    await startImport(db, file);
    while (await applyImport(db, { now, machineNow: Date.now }));
    expect((await everything()).toLowerCase()).toContain("xylander");

    const admin = await acting("admin");
    expect(await erasePerson(db, { merchantId: 1, id }, admin)).toEqual({
      is: "running",
      zuids: [order.zuid],
    });
    await executeOrThrow(db, orderId, { kind: "complete_order" }, { now });
    expect(await erasePerson(db, { merchantId: 1, id }, admin)).toEqual({ is: "done" });
    const left = await everything();
    for (const trace of [/xylander/i, /rosalind/i, /PX-77/, /901820/, /1990-12-31/])
      expect(left.match(trace)?.[0], String(trace)).toBeUndefined();
    const [row] = await withMerchant(db, 1, (tx) =>
      tx
        .select()
        .from(customers)
        .where(and(eq(customers.merchantId, 1), eq(customers.id, id))),
    );
    expect(row).toMatchObject({ name: "Erased person", active: false, email: `${id}@erased.invalid` });
    const log = await withMerchant(db, 1, (tx) =>
      tx
        .select()
        .from(customerLog)
        .where(and(eq(customerLog.merchantId, 1), eq(customerLog.customerId, id))),
    );
    expect(log.map(({ kind }) => kind)).toContain("erased");
    const audited = await withMerchant(owner, 1, (tx) =>
      tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.merchantId, 1), eq(auditLog.subject, id))),
    );
    expect(audited.map(({ kind }) => kind)).toEqual(["person_erased"]);
  });

  it("is erased again after a restore, by the log, and no one else's is", async () => {
    const id = await newPerson("PX-79");
    const order = await activeInstalments(db, { ...shop, customerId: id }, now);
    const orderId = { merchantId: 1, zuid: order.zuid };
    await executeOrThrow(db, orderId, { kind: "add_note", text: "Xylander moves" }, { now });
    const said = (about: object, msg: string) => JSON.stringify({ level: 30, ...about, msg });
    async function* lines() {
      yield said({ merchantId: 1, customerId: shop.customerId }, "something else");
      yield said({ merchantId: 2, customerId: id }, ERASED_EVENT);
      yield `${ERASED_EVENT} {}`;
      yield said({ merchantId: 1, customerId: id }, ERASED_EVENT);
    }
    expect(await eraseAgain(owner, lines())).toBe(2);
    expect((await everything()).match(/xylander/i)).toBeNull();
    expect(await everything()).toContain("Anna Berg");
  });

  it("is exported whole, on the record", async () => {
    const id = await newPerson("PX-78");
    const order = await activeInstalments(db, { ...shop, customerId: id }, now);
    const pieces = await personalData(db, { merchantId: 1, id }, await acting("admin"));
    if (!pieces) throw new Error("no data");
    let text = "";
    for await (const piece of pieces) text += piece;
    expect(JSON.parse(text)).toMatchObject({
      customer: { name: "Rosalind Xylander", birthdate: "1990-12-31", externalId: "PX-78" },
      notes: [{ text: "Xylander called" }],
      cards: [{ brand: expect.any(String) }],
      orders: [{ zuid: order.zuid, schedule: expect.any(Array), payments: expect.any(Array) }],
    });
    expect(text).not.toMatch(/fingerprint|"id": "8a/);
  });

  it.each(["accountant", "agent", "restricted"] as const)("is not for a role such as %s", async (role) => {
    const made = await createCustomer(
      db,
      1,
      { lastName: "Other", email: `${role}@other.example` },
      { actor: staffActor, now },
    );
    const id = "value" in made ? made.value : "";
    const someone = await acting(role);
    expect(await erasePerson(db, { merchantId: 1, id }, someone)).toEqual({ is: "not_allowed" });
    expect(await personalData(db, { merchantId: 1, id }, someone)).toBeNull();
    const stranger = await acting("admin", 2);
    expect(await erasePerson(db, { merchantId: 2, id }, stranger)).toEqual({ is: "unknown" });
    expect(await personalData(db, { merchantId: 2, id }, stranger)).toBeNull();
    expect(await erasePerson(db, { merchantId: 1, id: "x" }, someone)).toEqual({ is: "unknown" });
    expect((await everything()).includes(`${role}@other.example`)).toBe(true);
  });
});
