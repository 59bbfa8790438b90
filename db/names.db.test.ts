import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCustomer } from "@/lib/customers/create";
import { isMerchantCode, reservedWords } from "@/lib/domain/value/merchant-code";
import { writtenName } from "@/lib/domain/value/written-name";
import { createProduct } from "@/lib/products/create";
import type { NewProduct } from "@/lib/products/new-product";
import { close, connect, type Db } from "./client";
import { migrate } from "./migrate";
import { emptyDatabase, type FreshDatabase, freshDatabase, migratedTo } from "./testing";

const by = { actor: { kind: "system" }, now: 0 } as const;
const merchant =
  "insert into merchants (id, code, name, account_ecom, account_moto) values (1, 'shop', $1, 'e', 'm')";

/** Each point that a rule of names speaks of, its neighbours, and the beginnings of some planes. */
const points = [
  ...[
    0x01, 0x09, 0x0a, 0x1f, 0x20, 0x21, 0x7e, 0x7f, 0x80, 0x9f, 0xa0, 0xa1, 0xac, 0xad, 0xae, 0x34e, 0x34f,
    0x350,
  ],
  ...[
    0x61b, 0x61c, 0x61d, 0x115e, 0x115f, 0x1160, 0x1161, 0x167f, 0x1680, 0x1681, 0x17b3, 0x17b4, 0x17b5,
    0x17b6,
  ],
  ...[
    0x180a, 0x180b, 0x180f, 0x1810, 0x1fff, 0x2000, 0x200a, 0x200b, 0x200f, 0x2010, 0x2027, 0x2028, 0x2029,
    0x202a,
  ],
  ...[
    0x202e, 0x202f, 0x2030, 0x205e, 0x205f, 0x2060, 0x2065, 0x2066, 0x2069, 0x206a, 0x206f, 0x2070, 0x27ff,
    0x2800,
  ],
  ...[
    0x2801, 0x2fff, 0x3000, 0x3001, 0x3163, 0x3164, 0x3165, 0xfdff, 0xfe00, 0xfe0f, 0xfe10, 0xfefe, 0xfeff,
    0xff00,
  ],
  ...[
    0xff9f, 0xffa0, 0xffa1, 0xffef, 0xfff0, 0xfffb, 0xfffc, 0xfffd, 0x10000, 0x1d172, 0x1d173, 0x1d17a,
    0x1d17b,
  ],
  ...[0x1f98a, 0x20000, 0xdffff, 0xe0000, 0xe0fff, 0xe1000, 0x10ffff],
].map((point) => String.fromCodePoint(point));

describe("what is kept", () => {
  let database: FreshDatabase;
  let owner: postgres.Sql;
  let db: Db;
  beforeAll(async () => {
    database = await freshDatabase();
    owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(merchant, ["Shop"]);
    db = connect(database.url, { max: 2 });
  });
  afterAll(async () => {
    await Promise.all([close(db), owner.end()]);
    await database.drop();
  });

  it("is a merchant's code by the database as by the rules", async () => {
    const codes = ["ab", "a", "x".repeat(20), "x".repeat(21), "Shop", "a-b", "ä1", "shop9", ...reservedWords];
    for (const code of codes) {
      const kept = owner.begin(async (sql) => {
        await sql`update merchants set code = ${code}`;
        throw new Error("kept");
      });
      await expect(kept, code).rejects.toThrow(isMerchantCode(code) ? /kept/ : /merchants_code_form/);
    }
  });

  it("is judged by the database as by the rules, alone and within a name", async () => {
    const kept = points.flatMap((point) => [point, `a${point}b`, `${point}a`]).filter(isTidy);
    const rows = await owner<{ name: string; may: boolean }[]>`
      select name, is_name(name) as may from unnest(${kept}::text[]) as name`;
    const judged = rows.map(({ name, may }) => [escaped(name), may]);
    expect(judged).toEqual(kept.map((name) => [escaped(name), "name" in writtenName(name)]));
    const [long] = await owner`select is_name(repeat('🦊', 200)) as may, is_name(repeat('a', 201)) as not`;
    expect(long).toEqual({ may: true, not: false });
  });

  it.each([
    ["customers", "name", "insert into customers (merchant_id, name, email) values (1, $1, 'a@b.example')"],
    [
      "customers",
      "organisation",
      "insert into customers (merchant_id, name, email, organisation) values (1, 'A', 'a@b.example', $1)",
    ],
    ["products", "name", "insert into products (merchant_id, name, type) values (1, $1, 'single')"],
    [
      "users",
      "name",
      "insert into users (email, name, password_hash) values (gen_random_uuid() || '@b.example', $1, 'x')",
    ],
    ["merchants", "name", "update merchants set name = $1"],
  ])(
    "a bad one is refused by %s.%s, whoever writes it, and a real one is taken",
    async (table, column, write) => {
      for (const bad of [
        " ",
        "\u200b",
        "\u3164",
        "An\nna",
        "\u202eannA",
        "An\u2028na",
        "a".repeat(5_000),
        " Anna",
      ])
        await expect(owner.unsafe(write, [bad])).rejects.toThrow(`${table}_${column}_allowed`);
      const empty = owner.unsafe(write, [""]);
      if (column === "organisation") await empty;
      else await expect(empty).rejects.toThrow(`${table}_${column}_allowed`);
      for (const name of ["O'Brien", "José", "山田太郎", "م. علی", "X Æ A-12", "Q", "🦊"])
        await owner.unsafe(write, [name]);
    },
  );

  it("is what was typed, tidied, and what is refused comes back in words", async () => {
    const email = `${randomUUID()}@b.example`;
    const made = await createCustomer(
      db,
      1,
      { lastName: " Jose\u0301\u00a0 Lo ", organisation: " ", email },
      by,
    );
    expect(made).toEqual({ value: expect.any(String) });
    const [row] = await owner`select name, organisation from customers where email = ${email}`;
    expect(row).toEqual({ name: "José Lo", organisation: "" });

    const refused = await createCustomer(
      db,
      1,
      {
        lastName: "A\u202eB",
        organisation: "A\nB",
        email: "c@b.example",
      },
      by,
    );
    expect(refused).toEqual({ invalid: { lastName: expect.any(String), organisation: expect.any(String) } });
    const product: NewProduct = {
      ...{ name: "a".repeat(201), type: "single", prices: [], taxBasisPoints: 0, discount: { kind: "none" } },
      ...{ interval: null, parts: null, trial: null, locksPricing: false, locksPayment: false },
    };
    expect(await createProduct(db, 1, product)).toEqual({
      invalid: { name: "This has 201 characters. Shorten it to 200 or fewer." },
    });
    expect(await createProduct(db, 1, { ...product, name: "Q" })).toEqual({ value: expect.any(String) });
  });
});

describe("names of before", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await emptyDatabase();
  });
  afterAll(() => database.drop());

  it("are mended when the database is migrated, and an order is found by the mended one", async () => {
    await migratedTo(database, "0015_disputed");
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      await sql.unsafe(merchant.replaceAll("account_", "entity_"), ["\u200b"]);
      await sql`insert into users (email, name, password_hash) values ('anna@b.example', '', 'x'), ('b@b.example', E'Bob\\n', 'x')`;
      await sql`insert into products (merchant_id, name, type, currency, price, initial_discount, initial_fee, interval) values
        (1, E'\\t', 'single', 'EUR', 1, 0, 0, null),
        (1, 'Trial', 'subscription', 'EUR', 3000, 3000, 500, '{"every":1,"unit":"MONTH"}'),
        (1, 'Reduced', 'subscription', 'JPY', 3000, 1000, 0, '{"every":1,"unit":"MONTH"}')`;
      const odd = [
        "",
        "An\u202ena\r\n  Lee ",
        "b".repeat(5_000),
        "\u3164",
        "O'Brien",
        "Jose\u0301\u00a0Lo\u200b\n",
      ];
      for (const [i, name] of odd.entries())
        await sql`insert into customers (merchant_id, name, email, organisation)
                  values (1, ${name}, ${i === 3 ? "" : `${i}@b.example`}, ${i === 1 ? "\u2800" : i === 2 ? " Acme\u0007 Ltd" : ""})`;
      await sql`insert into orders (merchant_id, zuid, version, reference_key, invoice_id, type, status, currency, channel,
                  origin, created_at, created_by, customer_id, memo, tags, initial_kind, initial_amount, saves_card, total,
                  retry_queue, notices, shown_amount, net_paid, declined_amount)
                select 1, 1001, 1, 'k', 'RE-1', 'single', 'draft', 'EUR', 'ECOM', 'UI', now(), '{"kind":"system"}', id, '', '[]',
                  'debit', 100, false, 100, '[]', '{}', 100, 0, 0 from customers where email = '1@b.example'`;

      await migrate(database.ownerUrl, database.url);

      const names = async (query: string) => (await sql.unsafe(query)).map((row) => Object.values(row));
      expect(await names("select name, organisation from customers order by email, name")).toEqual([
        ["Customer without a name", ""],
        ["0@b.example", ""],
        ["An na Lee", ""],
        ["b".repeat(200), "Acme Ltd"],
        ["O'Brien", ""],
        ["José Lo", ""],
      ]);
      expect(await names("select name from users order by email")).toEqual([["anna@b.example"], ["Bob"]]);
      const sold = `select name, currency, price, p.discount, set_up_fee, discount_kind, discount_on, trial is not null
                      from products join product_prices p on product_id = id order by name`;
      expect(await names(sold)).toEqual([
        ["Product without a name", "EUR", "1", "0", "0", "none", "every_payment", false],
        ["Reduced", "JPY", "3000", "1000", "0", "amount", "first_payment", false],
        ["Trial", "EUR", "3000", "0", "500", "none", "every_payment", true],
      ]);
      expect(await names("select name from merchants")).toEqual([["shop"]]);
      expect(await names("select words from order_search")).toEqual([["1001 re-1 an na lee 1@b.example"]]);
      const held =
        "select relforcerowsecurity from pg_class where relname in ('customers', 'products', 'orders', 'cards', 'order_search')";
      expect(await names(held)).toEqual(Array(5).fill([true]));
    } finally {
      await sql.end();
    }
  });
});

/** As the rules would keep it: the database tidies nothing. */
function isTidy(name: string): boolean {
  const kept = writtenName(name);
  return "wrong" in kept || kept.name === name;
}

function escaped(text: string): string {
  return [...text].map((one) => one.codePointAt(0)?.toString(16)).join(" ");
}
