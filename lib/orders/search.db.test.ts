import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import { createCustomer } from "@/lib/customers/create";
import { countOrders } from "./counts";
import { parseOrderFilter } from "./filter";
import { listOrders, orderOfId } from "./queries";
import { activeInstalments, instalmentDraft, newOrder, openTestShop, type TestShop } from "./testing";

const now = Date.UTC(2026, 0, 15, 10);
const scope = { merchantId: 1 };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;
let db: Db;
let shop: TestShop;

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 4 });
  shop = await openTestShop(db, 1);
});
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

async function orderOf(name: string, invoiceId = "", organisation = ""): Promise<number> {
  const email = `${invoiceId || "somebody"}@example.com`;
  const customerId = await customerNamed(name, email, organisation);
  return (await newOrder(db, shop, instalmentDraft({ ...shop, customerId }, { invoiceId }), now)).zuid;
}

async function customerNamed(name: string, email: string, organisation = ""): Promise<string> {
  const created = await createCustomer(
    db,
    1,
    { lastName: name, email, organisation },
    { actor: { kind: "system" }, now },
  );
  if ("invalid" in created) throw new Error(JSON.stringify(created.invalid));
  return created.value;
}

async function found(q: string): Promise<number[]> {
  const filter = parseOrderFilter({ q, size: "100" });
  const [page, counted] = await Promise.all([
    listOrders(db, scope, filter, now),
    countOrders(db, scope, filter, now),
  ]);
  expect(counted.matches).toBe(page.rows.length);
  return page.rows.map((row) => row.zuid);
}

describe("a search finds what a person would say is the same", () => {
  it.each([
    [
      "Jürgen Müller",
      ["Müller Jürgen", "Müller, Jürgen", "jürgen  müller", "jürgen\u00a0müller", "JURGEN MULLER"],
    ],
    ["Jürgen Mu\u0308ller-Lu\u0308denscheidt", ["Lüdenscheidt", "müller\u2011lüdenscheidt"]],
    ["Sinéad O’Connor", ["o'connor", "O’Connor", "oconnor sinead", "O`Connor"]],
    ["Ida D'Amico", ["D’Amico", "damico"]],
    ["Hans Straße", ["STRASSE", "straße", "STRAẞE"]],
    ["Søren Łukasz Æbelø", ["soren", "SØREN", "lukasz", "aebelo", "ÆBELØ"]],
    ["Ωmega Σοφίας", ["σοφιασ", "ΣΟΦΊΑΣ"]],
    ["İbrahim Kılıç", ["ibrahim kilic", "İBRAHİM"]],
    ["ﬁeld Ｔｅｓｔ", ["field test"]],
    ["Eva ❤ Herz", ["eva ❤\ufe0f", "❤"]],
    ["Dr Ott St Gallen", ["Dr. Ott", "St. Gallen", "ott - gallen", "Ott…"]],
    ["Мария Ёлкина", ["мария елкина", "ЁЛКИНА, Мария"]],
    ["Rosa Rand", ["\u202aRosa\u202c \u2066Rand\u2069", "[Rosa] {Rand}", "*rosa*", "-rand-"]],
  ])("%s", async (name, typed) => {
    const zuid = await orderOf(name);
    for (const q of typed) expect([q, await found(q)]).toEqual([q, [zuid]]);
  });

  it("every word anywhere: in the name, the organisation, the e-mail, the invoice", async () => {
    const zuid = await orderOf("Petra Quast", "RE-2026-77812", "Blumen GmbH");
    for (const q of ["77812", "812", "2026-77812", "quast blumen", "petra 77812", "GmbH petra @example"]) {
      expect([q, await found(q)]).toEqual([q, [zuid]]);
    }
    expect(await found("petra nobody")).toEqual([]);
  });

  it("an address as a mail program writes it", async () => {
    const zuid = await orderOf("Paula Post", "post-7");
    for (const q of ["Paula Post <post-7@example.com>", "<post-7@example.com>", "mailto:post-7@example.com"])
      expect([q, await found(q)]).toEqual([q, [zuid]]);
  });

  it("the last four digits of the card that pays, also behind what hides the others", async () => {
    const { zuid } = await activeInstalments(db, shop, now);
    const [card] = await owner`
      select last4 from cards k join orders o on o.merchant_id = k.merchant_id and o.card_id = k.id
       where o.zuid = ${zuid}`;
    for (const hidden of [
      "",
      "•••• ",
      "**** **** **** ",
      "****",
      "xxxx ",
      "XXXX-XXXX-XXXX-",
      "…",
      "...",
      "-",
    ])
      expect([hidden, await found(hidden + card?.last4)]).toEqual([hidden, expect.arrayContaining([zuid])]);
  });

  it("an order's number, however it is written, and then leads straight to it", async () => {
    const zuid = await orderOf("Nora Nummer");
    for (const q of [
      `ZUID ${zuid}`,
      `#${zuid}`,
      `zuid-${zuid}`,
      String(zuid),
      `ZUID-${zuid}.`,
      `(#${zuid})`,
    ]) {
      expect([q, await found(q)]).toEqual([q, [zuid]]);
      expect([q, await orderOfId(db, scope, q, now)]).toEqual([q, zuid]);
    }
  });

  it("an order's number beside the customer's name", async () => {
    const zuid = await orderOf("Nils Neben");
    for (const q of [`ZUID-${zuid} Neben`, `Neben, zuid ${zuid}`])
      expect([q, await found(q)]).toEqual([q, [zuid]]);
    expect(await found(`ZUID-${zuid} Nora`)).toEqual([]);
  });

  it("a customer by the new name and no more by the old one", async () => {
    const zuid = await orderOf("Vera Vorher");
    await owner`update customers set name = 'Vera Nachher' where name = 'Vera Vorher'`;
    expect([await found("nachher"), await found("vorher")]).toEqual([[zuid], []]);
  });

  it("takes what is typed as letters, not as a pattern", async () => {
    await orderOf("100% Wool_Shop \\ Co");
    expect([await found("%"), await found("_"), await found("\\")].map((zuids) => zuids.length)).toEqual([
      1, 1, 1,
    ]);
    expect([await found("w%l"), await found("w__l"), await found("' or '")]).toEqual([
      [],
      [],
      expect.any(Array),
    ]);
  });

  it("nothing but blanks and apostrophes finds nothing", async () => {
    for (const q of ["'", "’’", "\u200b", "#", ", ;", "-", "…", "<>"])
      expect([q, await found(q)]).toEqual([q, []]);
  });
});

describe("a search that finds more than are handed on by number", () => {
  const many = 10_050;
  beforeAll(async () => {
    await activeInstalments(
      db,
      { ...shop, customerId: await customerNamed("Mass Produced", "m@m.example") },
      now,
    );
    // The newest of all is the last written, which whoever cuts before sorting does not see.
    await owner.unsafe(`
      insert into orders select (jsonb_populate_record(o, jsonb_build_object(
          'zuid', 100000 + n, 'reference_key', 'copy' || n, 'created_at', o.created_at + n * interval '1 minute',
          'tags', '["bulk"]'::jsonb,
          'status', case when n % 1000 = 0 then 'failed' else 'active' end))).*
        from orders o join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id,
             generate_series(1, ${many}) n
       where c.name = 'Mass Produced';
      insert into order_tags select o.merchant_id, 'bulk', o.zuid
        from orders o join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
       where c.name = 'Mass Produced';
      insert into order_search select o.merchant_id, o.zuid, folded(concat_ws(' ', o.zuid, c.name))
        from orders o join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
       where c.name = 'Mass Produced' on conflict do nothing;
      analyze orders, order_search;`);
  });

  const pages = async (params: Record<string, string>) => {
    const zuids: number[] = [];
    let cursor: string | null = null;
    do {
      const filter = { ...parseOrderFilter({ ...params, size: "100" }), cursor };
      const page = await listOrders(db, scope, filter, now);
      zuids.push(...page.rows.map((row) => row.zuid));
      cursor = page.older;
    } while (cursor && zuids.length < 300);
    return zuids;
  };

  it.each([{ q: "mass produced" }, { tag: "bulk" }] as Record<string, string>[])(
    "shows the newest first and loses none: %o",
    async (asked) => {
      const newest = Array.from({ length: 300 }, (_, i) => 100_000 + many - i);
      expect(await pages(asked)).toEqual(newest);
      const failed = await pages({ ...asked, status: "failed" });
      expect(failed).toEqual(Array.from({ length: 10 }, (_, i) => 110_000 - i * 1000));
      const counted = await countOrders(db, scope, parseOrderFilter({ ...asked, status: "failed" }), now);
      expect(counted.matches).toBe(10);
    },
  );

  it("still shows the order whose number it is", async () => {
    const asked = parseOrderFilter({ q: "#10", size: "100", sort: "created", dir: "asc" });
    const [named] = await owner`select zuid from billing_events where spid = 10`;
    expect((await listOrders(db, scope, asked, now)).rows.map((row) => row.zuid)).toContain(named?.zuid);
  });
});
