import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { attempts } from "@/db/schema/attempts";
import { alerts, paymentLinks } from "@/db/schema/messages";
import { freshDatabase } from "@/db/testing";
import { create } from "@/lib/orders/create";
import { execute } from "@/lib/orders/execute";
import { orderOfLink } from "@/lib/orders/link";
import { findOrder } from "@/lib/orders/queries";
import {
  activeInstalments,
  executeOrThrow,
  instalmentDraft,
  openTestShop,
  staffActor,
  systemActor,
} from "@/lib/orders/testing";

const now = Date.UTC(2026, 0, 15, 10);
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: postgres.Sql;
let db: Db;
let zuid: number;

beforeAll(async () => {
  database = await freshDatabase({ isProbed: true });
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  db = connect(database.url, { max: 4 });
  for (const merchantId of [1, 2]) {
    const shop = await openTestShop(db, merchantId);
    const order = await activeInstalments(db, shop, now);
    zuid = order.zuid;
    const id = { merchantId, zuid };
    await executeOrThrow(db, id, { kind: "add_note", text: "Called; will pay on Friday." }, { now });
    await executeOrThrow(
      db,
      id,
      { kind: "run_due" },
      { actor: systemActor, now: order.events[0]?.scheduledAt ?? 0 },
    );
    await withMerchant(db, merchantId, (tx) =>
      tx.insert(alerts).values({ merchantId, kind: "mail_server", text: "Look", createdAt: now }),
    );
  }
});
afterAll(async () => {
  await Promise.all([close(db), owner.end()]);
  await database.drop();
});

async function tenantTables(): Promise<string[]> {
  const rows = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relforcerowsecurity order by 1`;
  return rows.map((row) => row.name);
}

function rowsSeen(table: string, merchantId?: number): Promise<{ merchant_id: number }[]> {
  const query = sql`select merchant_id from ${sql.identifier(table)}`;
  return merchantId === undefined
    ? db.execute<{ merchant_id: number }>(query)
    : withMerchant(db, merchantId, (tx) => tx.execute<{ merchant_id: number }>(query));
}

/** What the application may not delete from at all. */
const unwritable = [
  ...[
    "order_log",
    "notes",
    "customer_log",
    "merchant_terms",
    "merchant_profiles",
    "audit_log",
    "invitations",
  ],
];

describe("a merchant's rows", () => {
  it("are there for both merchants, as the owner sees", async () => {
    for (const table of ["orders", "billing_events", "attempts", "order_log", "notes", "messages", "cards"]) {
      const seen = await owner.unsafe(`select distinct merchant_id from ${table} order by 1`);
      expect([table, ...seen.map((row) => row.merchant_id)]).toEqual([table, 1, 2]);
    }
  });

  it("are not seen when no merchant was named, also after one was on the same connection", async () => {
    for (const table of await tenantTables()) {
      expect([table, ...(await rowsSeen(table))]).toEqual([table]);
    }
  });

  it("are never another's, in any table", async () => {
    for (const table of await tenantTables()) {
      const strangers = (await rowsSeen(table, 1)).filter((row) => row.merchant_id !== 1);
      expect([table, ...strangers]).toEqual([table]);
    }
  });

  it("cannot be written, changed or deleted for another", async () => {
    for (const table of await tenantTables()) {
      if (unwritable.includes(table)) continue;
      const touched = await withMerchant(db, 1, (tx) =>
        tx.execute(sql`delete from ${sql.identifier(table)} where merchant_id = 2`),
      );
      expect([table, touched.count]).toEqual([table, 0]);
    }
    const planted = withMerchant(db, 1, (tx) =>
      tx.insert(alerts).values({ merchantId: 2, kind: "mail_server", text: "Planted", createdAt: now }),
    );
    await expect(planted).rejects.toMatchObject({
      code: "42501",
    });
  });

  it("are unknown to commands and pages of another merchant", async () => {
    const shop = await openTestShop(db, 3);
    expect(await findOrder(db, { merchantId: 3 }, zuid, now)).toBeNull();
    expect(
      await execute(
        db,
        { merchantId: 3, zuid },
        { kind: "run_due" },
        { actor: systemActor, now, machineNow: Date.now() },
      ),
    ).toEqual({
      is: "not_found",
    });
    const [stranger] = await owner`select id from customers where merchant_id = 1`;
    const draft = instalmentDraft({ ...shop, customerId: stranger?.id });
    expect(await create(db, 3, draft, { actor: staffActor, now, machineNow: Date.now() })).toEqual({
      is: "not_found",
    });
  });

  it("are handed out by a session that acts as the application's role", async () => {
    const [row] = await db.execute(sql`select current_user as acting`);
    expect(row).toEqual({ acting: "tenor_app" });
  });
});

describe("the log", () => {
  it("can be added to, but not edited or deleted from", async () => {
    for (const table of ["order_log", "notes", "audit_log"]) {
      for (const statement of [
        sql`update ${sql.identifier(table)} set at = now()`,
        sql`delete from ${sql.identifier(table)}`,
        sql`truncate ${sql.identifier(table)}`,
      ]) {
        const tried = withMerchant(db, 1, (tx) => tx.execute(statement));
        await expect(tried).rejects.toMatchObject({
          code: "42501",
        });
      }
    }
  });
});

describe("an order's payments", () => {
  it("are at the gateway one at a time", async () => {
    const second = withMerchant(db, 1, async (tx) => {
      const [running] = await tx.select().from(attempts).where(sql`${attempts.state} = 'sent'`);
      if (!running) throw new Error("no payment is running");
      await tx.insert(attempts).values({ ...running, number: running.number + 1, reference: "second" });
    });
    await expect(second).rejects.toMatchObject({
      constraint: "attempts_one_at_gateway",
    });
  });
});

describe("a payment link", () => {
  it("opens its own order until it is withdrawn", async () => {
    const [link] = await withMerchant(db, 2, (tx) => tx.select().from(paymentLinks));
    const token = link?.token ?? "";
    expect(token).toMatch(/^shop2-/);
    expect(await orderOfLink(db, token)).toEqual({ merchantId: 2, zuid });
    expect(await orderOfLink(db, token.replace("shop2", "shop1"))).toBeNull();
    expect(await orderOfLink(db, `shop2-${randomBytes(24).toString("base64url")}`)).toBeNull();
    expect(await orderOfLink(db, "' or 1=1")).toBeNull();
    // A code that is no longer allowed gets the merchant's number behind it: links given out before lead on.
    await owner`update merchants set code = 'shop22' where id = 2`;
    expect(await orderOfLink(db, token)).toEqual({ merchantId: 2, zuid });
    await owner`update merchants set code = 'shop2' where id = 2`;
    await withMerchant(db, 2, (tx) =>
      tx.update(paymentLinks).set({ withdrawnAt: now }).where(eq(paymentLinks.merchantId, 2)),
    );
    expect(await orderOfLink(db, token)).toBeNull();
  });
});
